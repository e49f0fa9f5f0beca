"""An order: one document to make, a point of its layout's axes; its name, its path and its keys."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.base.lengths import HOME
from letterpress.build.kits.halves import MARK
from letterpress.findings import Finding, Place
from letterpress.layout.declared import versions
from letterpress.layout.declared.axes import Point
from letterpress.values import dataclass
from letterpress.world import versions as tools

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout

SEALED, UNSEALED, PAPER, PLAIN = 'sealed', 'unsealed', 'paper', 'plain'
STANDARD = 'standard'  # the print shop of the kit: what most shops take
TILES = 'tiles'  # how the name of a poster on several sheets ends
LARGE, SMALL = 'png', 'webp'  # the endings of a picture's two files
_SUFFIX = {SEALED: '', UNSEALED: '.unsealed', PAPER: '.paper', PLAIN: ''}


@dataclass(frozen=True)
class Finish:
    """What is made of a print: one of its versions, or the file for a print shop; '' for neither.

    `sheet` is the paper that it is made larger for, '' for the one it was laid out on; `imposed`
    the scheme by which its pages are placed on sheets, '' where each is a sheet; `tiles` how many
    times larger it is drawn across several sheets for printers at home, 0 where it is on one.
    `picture`: it is one for screens, in two files.
    """

    version: str = ''
    shop: str = ''
    sheet: str = ''
    imposed: str = ''
    picture: bool = False
    tiles: float = 0.0

    @property
    def plain(self) -> bool:
        """Whether the print is taken as it is."""
        made = self.version or self.shop or self.sheet or self.imposed or self.picture
        return not (made or self.tiles)


@dataclass(frozen=True)
class Order(Point):
    """One print to make: an edition in a layout at a size, and which copy of it.

    `copy` is SEALED, UNSEALED (with the field prepared), PAPER (printed and signed by hand), or
    PLAIN where the layout knows no seal. `finishes` are the documents that are made of the print.
    """

    copy: str = PLAIN
    finishes: tuple[Finish, ...] = (Finish(),)
    embargoed: bool = False  # it says until when it is held, and one that does not is made besides

    @property
    def sealed(self) -> bool:
        """Whether it will be sealed."""
        return self.copy == SEALED

    @property
    def paper(self) -> bool:
        """Whether it is the copy that is printed and signed by hand."""
        return self.copy == PAPER

    @property
    def stem(self) -> str:
        """How its name begins: the layout's stem, and where it stands on the axes."""
        return '-'.join((self.layout.stem, *self.names))

    @property
    def pixels(self) -> int:
        """How many pixels wide it is where it is a picture for screens; 0: it is a PDF."""
        return self.layout.pictures.get(self.size.name, 0)

    @property
    def name(self) -> str:
        """The file's name: what it is, the language, which copy."""
        suffix = 'html' if self.layout.browser else 'png' if self.pixels else 'pdf'
        held = f'.{MARK}' if self.embargoed else ''
        return f'{self.stem}.{self.edition.language}{held}{_SUFFIX[self.copy]}.{suffix}'

    @property
    def path(self) -> str:
        """Where it lies below build/."""
        return f'{self.layout.folder}/{self.edition.language}/{self.name}'

    def finished(self, finish: Finish) -> str:
        """Return where a document that is made of it lies below build/.

        Its name says for whom it is where there are several of one print, and the sheet that it is
        made larger for; that of a picture says no size.
        """
        if finish.sheet and finish.sheet != self.names_size:
            return replace(self, names=self._named(finish.sheet), sheet=finish.sheet).finished(
                finish
            )
        if finish.picture:
            return f'{self.path.removesuffix(self.name)}{self.motif}.{LARGE}'
        said = versions.PRINT_SHOP if finish.shop else finish.version
        if finish.tiles:
            return f'{self.path.removesuffix(".pdf")}.{TILES}.pdf'
        if not said or (said == versions.COLOUR and len(self.versions) == 1):
            return self.path
        return f'{self.path.removesuffix(".pdf")}.{said}.pdf'

    @property
    def motif(self) -> str:
        """The name of its picture, without its ending: what it is, at whatever size."""
        axes = [axis for axis in self.layout.by if axis != 'language']
        names = (name for axis, name in zip(axes, self.names, strict=True) if axis != 'size')
        return f'{"-".join((self.layout.stem, *names))}.{self.edition.language}'

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions in which its sheet is made."""
        return versions.of_size(self.names_size, self.layout.versions)

    @property
    def files(self) -> tuple[str, ...]:
        """The paths below build/ of all that is made of it, on whichever sheet."""
        found = [one.finished(finish) for one in self.sheets for finish in self.finishes]
        small = [f'{one.removesuffix(LARGE)}{SMALL}' for one in found if self._is_picture(one)]
        return tuple(dict.fromkeys((*found, *small)))

    def _is_picture(self, path: str) -> bool:
        return path.endswith(f'/{self.motif}.{LARGE}')

    @property
    def count(self) -> int:
        """How many files it becomes as a rule: a picture is two."""
        return sum(2 if one.picture else 1 for one in self.finishes)

    @property
    def sheets(self) -> tuple[Order, ...]:
        """The order on each sheet on which it may be made: its own, those of the ways out."""
        found = [self]
        for size in (way.sheet for way in self.layout.ways_out if way.sheet):
            found.append(replace(self, size=size, names=self._named(size.name)))
        return tuple(found)

    def _named(self, size: str) -> tuple[str, ...]:
        """Return its names on the axes, with that of another size."""
        axes = [axis for axis in self.layout.by if axis != 'language']
        return tuple(
            size if axis == 'size' else name for axis, name in zip(axes, self.names, strict=True)
        )

    def on(self, paper: str) -> Order:
        """Return the order on the sheet of this name."""
        return next((one for one in self.sheets if one.size.name == paper), self)

    @property
    def place(self) -> Place:
        """Where findings about it as a whole point to."""
        return Place(f'layouts/{self.layout.name}')

    def key(self, printed: str, same: str) -> str:
        """Return the hash of all that may go into its composition: while it stays, so does that.

        `printed` is what its layout sees of its edition (`seen`), `same` what all orders of a
        build have in common (`common`).
        """
        beside = hashlib.sha256(self.beside.data).hexdigest() if self.beside else ''
        own = (self.layout.name, *self.names, repr(self.size), self.copy, beside)
        return hashlib.sha256('\0'.join((printed, *own, same)).encode()).hexdigest()


def copies(point: Point, unsealed: bool, shop: str = '') -> Iterator[Order]:
    """Give the copies of a point that its layout declares; not yet sealed where that is wished.

    Of what a print shop is to print there is its file and nothing else, where it can be made.
    """
    finishes = _finishes(point, shop)
    declared = point.layout.copies if point.layout.seal else (PLAIN,)
    for copy in declared if finishes else ():
        if not unsealed:
            yield Order(**vars(point), copy=copy, finishes=finishes)
        elif copy == SEALED:
            yield Order(**vars(point), copy=UNSEALED)


def _finishes(point: Point, shop: str) -> tuple[Finish, ...]:
    """Return what is made of the print of a point."""
    picture = point.size.name in point.layout.pictures
    if shop:
        coloured = point.layout.versions is not None and not picture
        return (Finish(shop=shop, sheet=point.sheet),) if coloured else ()
    if picture or point.layout.browser:
        return (Finish(),)
    scheme = point.layout.imposed.get(point.names_size, '')
    made = versions.of_size(point.names_size, point.layout.versions)
    found = [Finish(version, sheet=point.sheet, imposed=scheme) for version in made]
    if point.layout.versions is not None and point.names_size not in HOME:
        found.append(Finish(shop=STANDARD, sheet=point.sheet))
    # a picture shows a design: of a series that look alike there is one
    if point.layout.pictured.of == point.names_size and not point.further:
        found.append(Finish(picture=True))
    return tuple(found)


def keys(
    orders: Iterable[Order],
    files: Mapping[str, bytes],
    fonts: str,
    options: object,
    look: object = None,
) -> tuple[str, ...]:
    """Return the key of each order's composition.

    `files` are those of layouts/, `fonts` is the hash of the typefaces, `options` say how a build
    seals, `look` how the campaign looks.
    """
    same = common(files, fonts, (options, look))
    told: dict[tuple[int, tuple[str, ...]], str] = {}  # an edition is long, and printed often
    found = []
    for order in orders:
        layout = order.layout
        words = any(part.startswith('posters') for part in layout.reads)
        known = id(order.edition), (*layout.reads, layout.name if words else '')
        if known not in told:
            told[known] = seen(order)
        found.append(order.key(told[known], same))
    return tuple(found)


def seen(order: Order) -> str:
    """Return all that an order's layout may print of its edition, written out."""
    letter = order.edition.letter
    status = letter.status, letter.adopted_by, letter.adopted_on
    # a page for the browser names what it lies beside
    named = order.edition.facts.layouts if order.layout.browser else ()
    facts = replace(order.edition.facts, trusted_seals=frozenset(), layouts=named)
    return repr(status) + repr(replace(order.layout.sees(order.edition), facts=facts))


def common(files: Mapping[str, bytes], fonts: str, options: object) -> str:
    """Return what goes into every composition of a build, in one text.

    That is all layouts (a template may import from another's folder), the typefaces, the options,
    the engines and this code.
    """
    house = hashlib.sha256()
    for path, data in files.items():
        house.update(path.encode() + b'\0' + hashlib.sha256(data).digest())
    return '\0'.join((fonts, repr(options), tools.tools(), house.hexdigest()))


def proof_key(composition: str, fonts: str, said: Sequence[Finding] = ()) -> str:
    """Return the cache key of a composition's proof: it, the typefaces, the engines, this code.

    And what composing it found, which is remembered beside it: mostly nothing.
    """
    parts = (composition, fonts, tools.tools(), *(repr(finding) for finding in said))
    return hashlib.sha256('\0'.join(parts).encode()).hexdigest()


def picture_key(proof: str, pixels: int) -> str:
    """Return the cache key of the picture of a proof, so many pixels wide."""
    return hashlib.sha256(f'{proof}\0{pixels}'.encode()).hexdigest()


def longest_first(order: Order) -> tuple[bool, float, str, float, str]:
    """Return the rank of an order: what is sealed first, then the sheets that print the roll."""
    layout: Layout = order.layout
    wall = order.size.width if 'signatories' in layout.reads else 0.0
    return not layout.seal, -wall, layout.name, -order.size.width, order.edition.language
