"""Put a poster on sheets for a home printer, with a first sheet that says how to join them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from letterpress.base.lengths import PAPERS
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.imposition import tiles
from letterpress.finishing.imposition.tiles import Plan
from letterpress.manuscript import locales
from letterpress.manuscript.text import phrases
from letterpress.values import dataclass
from letterpress.world import child
from letterpress.world.files import given, inside, writing

if TYPE_CHECKING:
    from letterpress.finishing.imposition.assembly import Words
    from letterpress.finishing.imposition.lettering import Faces
    from letterpress.finishing.imposition.source import Page, Source
    from letterpress.manuscript.model import PhraseValue

Told = TypeVar('Told')

PAPER = ('a4', 'letter')
MARGINS = (0.0, 30.0)  # mm
OVERLAPS = (0.0, 50.0)
SCALES = (0.05, 20.0)
INSETS = (0.0, 15.0)  # mm
LEAST, MOST = 20.0, 5000.0  # mm: the sides of a poster
_NAMES = {'a4': 'A4', 'letter': 'Letter'}


@dataclass(frozen=True)
class Wish:
    """What is asked for: lengths in mm; `sheets` 0 and `scale` 0 where none is named."""

    paper: str = 'a4'
    margin: float = 5.0
    overlap: float = 10.0
    scale: float = 0.0
    sheets: int = 0


@dataclass(frozen=True)
class Labelled:
    """A sheet of labels that was written: its path, its size in bytes, how many labels it has."""

    path: str
    size: int
    labels: int


@dataclass(frozen=True)
class Tiled:
    """What was written, how the poster lies on it, and what else could be had."""

    path: str
    size: int  # bytes
    plan: Plan
    offers: tuple[Plan, ...]


def tile(file: Path, wish: Wish, output: Path | None, base: Path) -> Tiled:
    """Write a poster as sheets for a home printer: `poster.en.home-a4.pdf`, or `output`.

    Its words are in the language that the PDF says, with the typefaces and the phrases of the
    project in `base` where it has its own. Raises Rejected: no such file (exit 2), the target is
    the file itself or somebody else's (exit 2), LP349 several pages, LP352 no such plan, and those
    of a PDF that cannot be imposed.
    """
    target = output or file.with_name(f'{file.stem}.home-{wish.paper}.pdf')
    fonts = inside.read_house(base, 'fonts')
    own = inside.read_tree(base, 'content/phrases') if (base / 'content/phrases').is_dir() else {}
    size, (plan, offers) = _written(
        file, target, lambda data: _made(data, str(file), wish, fonts, own)
    )
    return Tiled(str(target), size, plan, offers)


def label(file: Path, start: int, inset: float, output: Path | None) -> Labelled:
    """Write a sticker as a sheet of 24 labels on A4, from label `start` on: `bar.en.labels.pdf`.

    `inset`: what stays white at the edge of each label, in mm. Raises Rejected as `tile` does.
    """
    target = output or file.with_name(f'{file.stem}.labels.pdf')
    size, count = _written(file, target, lambda data: _labelled(data, str(file), start, inset))
    return Labelled(str(target), size, count)


def _written(
    file: Path, target: Path, make: Callable[[bytes], tuple[bytes, Told]]
) -> tuple[int, Told]:
    """Write what is made of a file, whole or not at all; return its bytes, and what was told of it.

    It may be anybody's file: it is read where one that is made to hang can be stopped.
    """
    data = given.document(file, 'Posters are made with: letterpress build posters')
    _free(file, target)
    try:
        made, told = child.only(
            lambda: make(data), child.patience(len(data)), child.room(len(data))
        )
    except child.Stopped as stopped:
        raise Rejected(
            Finding(
                Place(str(file)),
                'LP577',
                f'it was not put on sheets: {stopped.words}',
                'build the poster anew',
            )
        ) from None
    writing.write(target, made)
    return len(made), told


def _free(file: Path, target: Path) -> None:
    """See that what is written there is lost to nobody: no file, or sheets that were made before.

    Raises Rejected LP708 (exit 2).
    """
    from letterpress.finishing.imposition import packing

    if not os.path.lexists(target):
        return
    same = target.exists() and target.samefile(file)
    if same or not target.is_file() or not packing.made_here(target.read_bytes()):
        raise Rejected(
            Finding(
                Place(str(target)),
                'LP708',
                'this is the poster itself'
                if same
                else 'the file exists already, and is not one that letterpress tile has made',
                'name another with --output',
            ),
            Exit.USAGE,
        )


def _made(
    data: bytes, name: str, wish: Wish, fonts: Mapping[str, bytes], own: Mapping[str, bytes]
) -> tuple[bytes, tuple[Plan, tuple[Plan, ...]]]:
    """Return the sheets as a PDF, the plan, and what else could be had."""
    from letterpress.finishing.imposition import assembly, sheets, source

    pdf = source.read(data, name)
    plan, offers = _planned(pdf, name, wish)
    said = _phrases(pdf.language, own)
    faces = _faces(said.language, fonts)
    words = tiles.Words(said.text('tile.number'), said.text('tile.glue'), said.digits)
    first = assembly.sheet(plan, _words(pdf, name, plan, said, faces), faces)
    made = sheets.write(pdf, (first, *tiles.sheets(plan, words)), faces, 'Simplex')
    return made, (plan, offers)


def _labelled(data: bytes, name: str, start: int, inset: float) -> tuple[bytes, int]:
    """Return the sheet of labels as a PDF, and how many it has. Raises Rejected: LP349, LP352."""
    from letterpress.base.lengths import Size
    from letterpress.finishing.imposition import grids, sheets, source
    from letterpress.finishing.imposition.lettering import Faces

    pdf = source.read(data, name)
    page = _one_page(pdf, name)
    if min(page.width, page.height) < LEAST:
        raise _impossible(
            name,
            f'its page is {page.width:.0f} × {page.height:.0f} mm',
            'a label is made of a page that is larger',
        )
    sheet = grids.labels((0,), Size('page', page.width, page.height), start=start, inset=inset)
    made = sheets.write(pdf, (sheet,), Faces((), (), pdf.language, 'ltr'), 'Simplex')
    return made, len(sheet.placements)


def _one_page(pdf: Source, name: str) -> Page:
    """Return the page of a poster. Raises Rejected LP349."""
    if len(pdf.pages) != 1:
        raise Rejected(
            Finding(
                Place(name),
                'LP349',
                f'a poster is one page; this file has {len(pdf.pages)}',
                'name the file of one poster',
            )
        )
    return pdf.pages[0]


def _planned(pdf: Source, name: str, wish: Wish) -> tuple[Plan, tuple[Plan, ...]]:
    """Return the plan that is wished for, and the offers. Raises Rejected: LP349, LP352."""
    page, paper = _one_page(pdf, name), PAPERS[wish.paper]
    if not (LEAST <= page.width <= MOST and LEAST <= page.height <= MOST):
        raise _impossible(
            name,
            f'its page is {page.width:.0f} × {page.height:.0f} mm',
            f'a poster has sides between {LEAST:.0f} and {MOST:.0f} mm',
        )
    offers = tiles.offers(page.width, page.height, paper, wish.margin, wish.overlap)
    if wish.sheets:
        for one in offers:
            if one.sheets == wish.sheets:
                return one, offers
        raise _impossible(
            name, f'on {wish.sheets} sheets it is no larger than on fewer', _offered(offers)
        )
    scale = wish.scale or 1.0
    plan = tiles.plan(page.width, page.height, paper, wish.margin, wish.overlap, scale)
    if plan is None:
        raise _impossible(
            name,
            f'this takes more than {tiles.MOST} sheets, or a sheet has no room for its overlap',
            _offered(offers) if offers else 'ask for a smaller --scale, --margin or --overlap',
        )
    return plan, offers


def _offered(offers: tuple[Plan, ...]) -> str:
    numbers = [f'{one.sheets}' for one in offers]
    return 'numbers of sheets that can be asked for: ' + ', '.join(numbers)


def _impossible(name: str, why: str, hint: str) -> Rejected:
    return Rejected(Finding(Place(name), 'LP352', why, hint))


@dataclass(frozen=True)
class _Said:
    """The phrases of a language, and which it is."""

    language: str
    known: Mapping[str, PhraseValue]

    def digits(self, text: str) -> str:
        """Return a text with the digits of the language."""
        return locales.digits(text, self.language)

    def text(self, key: str) -> str:
        """Return a phrase of tiles; none of them counts."""
        value = self.known[key]
        return value if isinstance(value, str) else value['other']


def _phrases(language: str, own: Mapping[str, bytes]) -> _Said:
    """Return the phrases of the PDF's language, else those of English.

    A project's own come first; where it lacks one of them, it does not speak of tiles.
    """
    keys = [key for key in phrases.common('en') if key.startswith('tile.')]
    tags = [language, language.replace('_', '-').split('-')[0].lower()]
    for tag in dict.fromkeys(tag for tag in tags if tag and locales.known(tag)):
        known = {**phrases.common(tag), **_of_project(tag, own)}
        if all(key in known for key in keys):
            return _Said(tag, known)
    return _Said('en', phrases.common('en'))


def _of_project(language: str, own: Mapping[str, bytes]) -> dict[str, PhraseValue]:
    """Return what a project says of tiles; nothing where its file cannot be read."""
    from letterpress.base import decoding
    from letterpress.manuscript.yaml import tree

    path = phrases.path_of(language)
    if path not in own:
        return {}
    try:
        node = tree.parse(decoding.decode(own[path], path), path)
    except Rejected:  # `letterpress check` says what is wrong with it
        return {}
    pairs = (
        ((key, node.get(key)) for key in phrases.common('en'))
        if isinstance(node, tree.Mapping)
        else ()
    )
    return {
        key: value.value
        for key, value in pairs
        if key.startswith('tile.') and isinstance(value, tree.Scalar)
    }


def _faces(language: str, fonts: Mapping[str, bytes]) -> Faces:
    from letterpress.finishing.imposition.lettering import Faces
    from letterpress.press.typefaces import manifest

    families, _ = manifest.read(fonts)

    def stack(role: str, weight: int) -> tuple[bytes, ...]:
        return tuple(
            min(
                (face for face in family.faces if not face.italic),
                key=lambda face: abs(face.weight - weight),
            ).data
            for family in manifest.stack_for(families, language, role)
        )

    return Faces(stack('book', 400), stack('wood', 900), language, locales.direction(language))


def _words(pdf: Source, name: str, plan: Plan, said: _Said, faces: Faces) -> Words:
    """Return what the assembly sheet says of a plan, in the poster's language."""
    from letterpress.finishing.imposition import assembly
    from letterpress.press.typefaces import lettering

    digits = said.digits
    whole = ' '.join(pdf.title.split())
    title = whole if whole and lettering.covered(whole, faces.loud) else Path(name).stem
    several = plan.sheets > 1
    steps = ('print', 'cut', 'lay') if several else ('print', 'trim')
    values = {
        'count': digits(f'{plan.sheets}'),
        'paper': _NAMES[plan.paper.name],
        'width': digits(f'{plan.width * plan.scale:.0f}'),
        'height': digits(f'{plan.height * plan.scale:.0f}'),
        'scale': locales.percent(plan.scale, said.language),
    }
    return assembly.Words(
        title,
        phrases.fill(said.text('tile.what'), values, said.language),
        tuple(digits(said.text(f'tile.{step}')) for step in steps),
        said.text('tile.coloured'),
        (digits('0'), digits(said.text('tile.ruler'))),
        tuple(digits(f'{n}') for n in range(1, 4)),
    )


def percent(scale: float) -> str:
    """Return a scale in per cent, with the hundredths that it has: '92.85', '100'."""
    return f'{scale * 100:.2f}'.rstrip('0').rstrip('.')


def in_words(done: Tiled) -> list[str]:
    """Return what was made and what is offered, for a person."""
    plan = done.plan
    way = 'landscape' if plan.landscape else 'upright'
    lines = [
        f'{plan.sheets} {"sheet" if plan.sheets == 1 else "sheets"} of '
        f'{_NAMES[plan.paper.name]}, {way}, and one that says how to join them: '
        f'{plan.width * plan.scale:.0f} × {plan.height * plan.scale:.0f} mm, '
        f'{percent(plan.scale)} %.'
    ]
    others = [one for one in done.offers if one.sheets != plan.sheets]
    lines += [
        f'Also: --sheets {one.sheets} gives {percent(one.scale)} %, '
        f'{one.width * one.scale:.0f} × {one.height * one.scale:.0f} mm.'
        for one in others
    ]
    return lines


def as_json(done: Tiled) -> dict[str, object]:
    """Return it as machines read it."""

    def told(plan: Plan) -> dict[str, object]:
        return {
            'sheets': plan.sheets,
            'columns': plan.columns,
            'rows': plan.rows,
            'landscape': plan.landscape,
            'scale': plan.scale,
        }

    return {
        'path': done.path,
        'bytes': done.size,
        'plan': told(done.plan),
        'offers': [told(one) for one in done.offers],
    }
