"""A poster on sheets for a home printer, with a first sheet that says how to join them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.base.lengths import PAPERS
from letterpress.findings import Finding, Place, Rejected
from letterpress.finishing.imposition import tiles
from letterpress.finishing.imposition.tiles import Plan
from letterpress.manuscript import locales
from letterpress.manuscript.text import phrases
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.finishing.imposition.assembly import Words
    from letterpress.finishing.imposition.lettering import Faces
    from letterpress.finishing.imposition.source import Page, Source
    from letterpress.manuscript.model import PhraseValue

LEAST, MOST = 20.0, 5000.0  # mm: the sides of a poster
NAMES = {'a4': 'A4', 'letter': 'Letter'}


@dataclass(frozen=True)
class Wish:
    """What is asked for: lengths in mm; `sheets` 0 and `scale` 0 where none is named."""

    paper: str = 'a4'
    margin: float = 5.0
    overlap: float = 10.0
    scale: float = 0.0
    sheets: int = 0


def made(
    data: bytes, name: str, wish: Wish, fonts: Mapping[str, bytes], own: Mapping[str, bytes]
) -> tuple[bytes, tuple[Plan, tuple[Plan, ...]]]:
    """Return the sheets as a PDF, the plan, and what else could be had.

    `name` is that of the poster's file; `fonts` and `own` are the files of fonts/ and of
    content/phrases/ by path. The words are in the language that the PDF says. Raises Rejected:
    LP349 several pages, LP352 no such plan, and those of a PDF that cannot be imposed.
    """
    from letterpress.finishing.imposition import assembly, sheets, source

    pdf = source.read(data, name)
    plan, offers = _planned(pdf, name, wish)
    said = _phrases(pdf.language, own)
    faces = _faces(said.language, fonts)
    words = tiles.Words(said.text('tile.number'), said.text('tile.glue'), said.digits)
    first = assembly.sheet(plan, _words(pdf, name, plan, said, faces), faces)
    made = sheets.write(pdf, (first, *tiles.sheets(plan, words)), faces, 'Simplex')
    return made, (plan, offers)


def one_page(pdf: Source, name: str) -> Page:
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
    page, paper = one_page(pdf, name), PAPERS[wish.paper]
    if not (LEAST <= page.width <= MOST and LEAST <= page.height <= MOST):
        raise impossible(
            name,
            f'its page is {page.width:.0f} × {page.height:.0f} mm',
            f'a poster has sides between {LEAST:.0f} and {MOST:.0f} mm',
        )
    offers = tiles.offers(page.width, page.height, paper, wish.margin, wish.overlap)
    if wish.sheets:
        for one in offers:
            if one.sheets == wish.sheets:
                return one, offers
        raise impossible(
            name, f'on {wish.sheets} sheets it is no larger than on fewer', _offered(offers)
        )
    scale = wish.scale or 1.0
    plan = tiles.plan(page.width, page.height, paper, wish.margin, wish.overlap, scale)
    if plan is None:
        raise impossible(
            name,
            f'this takes more than {tiles.MOST} sheets, or a sheet has no room for its overlap',
            _offered(offers) if offers else 'ask for a smaller --scale, --margin or --overlap',
        )
    return plan, offers


def _offered(offers: tuple[Plan, ...]) -> str:
    numbers = [f'{one.sheets}' for one in offers]
    return 'numbers of sheets that can be asked for: ' + ', '.join(numbers)


def impossible(name: str, why: str, hint: str) -> Rejected:
    """Return the refusal of sheets that cannot be had (LP352)."""
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
        'paper': NAMES[plan.paper.name],
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
