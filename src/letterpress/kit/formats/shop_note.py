"""What to tell the print shop of the file that lies in the kit, in the words of its language.

What the shop asks comes from its own description (content/print-shops), never from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from letterpress.base import bidi
from letterpress.base.lengths import Size
from letterpress.kit import places
from letterpress.kit.artifact import Artifact
from letterpress.kit.formats import lines
from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition
from letterpress.manuscript.text.phrases import say

if TYPE_CHECKING:
    from letterpress.manuscript.print_shops import PrintShop

KIND = 'print-shop-note'
STEM = 'print-shop'


def artifact(edition: Edition, shop: PrintShop, sheets: Iterable[Size]) -> Artifact | None:
    """Return the note as a file of the kit; None in a language that has no words for it.

    `sheets` are the trim sizes of which the kit has a file.
    """
    if 'shop.title' not in edition.phrases:
        return None
    language = edition.language
    return Artifact(
        places.path(language, places.POSTERS, f'{STEM}.{language}.txt'),
        KIND,
        language,
        say(edition, 'shop.title'),
        None,
        '',
        'text/plain',
        note(edition, shop, sheets),
    )


def note(edition: Edition, shop: PrintShop, sheets: Iterable[Size]) -> bytes:
    """Return the note as UTF-8 text, with a byte order mark as the other texts of the kit."""
    facts = edition.facts
    parts = [
        lines.held(edition),
        say(edition, 'shop.title'),
        facts.title.to(edition.language),
        say(edition, 'shop.files'),
        '\n'.join(f'• {one}' for one in _asked(edition, shop, sheets)),
        say(edition, 'shop.keep'),
        say(edition, 'shop.paper'),
        _imprint(edition),
        '\n'.join(
            [
                say(edition, 'shop.contact'),
                facts.contact.name.to(edition.language),
                facts.contact.email,
                facts.contact.phone,
            ]
        ),
    ]
    text = '\n\n'.join(part for part in parts if part)
    return ('\ufeff' + bidi.isolate(text, edition.direction) + '\n').encode()


def _asked(edition: Edition, shop: PrintShop, sheets: Iterable[Size]) -> Iterator[str]:
    """Yield what the file is, a line each."""
    from letterpress.finishing.colour.shop.claims import STANDARDS

    language = edition.language
    standard = STANDARDS.get((shop.format, shop.version), 'PDF')
    yield say(edition, 'shop.format', format=standard, version=shop.version)
    yield say(edition, 'shop.outlines' if shop.outlines else 'shop.faces')
    if shop.condition:
        yield say(edition, 'shop.condition', condition=shop.condition)
    yield say(edition, 'shop.tac', tac=locales.percent(shop.tac / 100, language))
    if shop.overprint_black:
        yield say(edition, 'shop.black')
    trims = [
        f'{size.name.upper()} {_number(size.width, language)} × {_number(size.height, language)}'
        for size in sheets
    ]
    yield say(edition, 'shop.trim', sizes=locales.listing(trims, language))
    if shop.bleed:
        yield say(edition, 'shop.bleed', bleed=_number(shop.bleed, language))
    else:
        yield say(edition, 'shop.no_bleed')
    yield say(edition, 'shop.marks' if shop.marks == 'required' else 'shop.no_marks')


def _imprint(edition: Edition) -> str:
    """Return who is named on the sheet, or that the shop is to write its own name."""
    printed = edition.facts.imprint
    if not printed.printer:
        return say(edition, 'shop.imprint_open')
    return say(edition, 'shop.imprint_named', printer=printed.printer, address=printed.address)


def _number(value: float, language: str) -> str:
    """Return a measure in the digits of a language: '3', '2,5'."""
    return locales.number(value, language)
