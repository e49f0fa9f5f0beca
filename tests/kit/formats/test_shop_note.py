"""The note for the print shop says what the shop's own description says, in each language."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from fixtures.editions import EDITIONS
from fixtures.type import ROOT
from letterpress.base.lengths import PAPERS
from letterpress.kit import shelves
from letterpress.kit.formats import shop_note
from letterpress.manuscript import locales, print_shops
from letterpress.manuscript.model import Imprint

FOLDER = ROOT / print_shops.FOLDER
SHOPS, _ = print_shops.known(
    {f'{print_shops.FOLDER}{path.name}': path.read_bytes() for path in FOLDER.iterdir()}, {}
)
STANDARD = print_shops.named('standard', SHOPS)
SHEETS = PAPERS['a3'], PAPERS['a2']


def text(language: str, shop=STANDARD, **facts) -> str:
    edition = EDITIONS[language]
    edition = replace(edition, facts=replace(edition.facts, **facts))
    return shop_note.note(edition, shop, SHEETS).decode()


@pytest.mark.parametrize('language', EDITIONS)
def test_what_the_shop_asks_is_said_in_every_language(language: str) -> None:
    said = text(language)
    assert said.startswith('\ufeff') and '{' not in said
    for value in (300, 3, 297, 420, 594):
        assert locales.number(value, language) in said
    for word in ('PDF/X-4', 'PDF 1.6', 'FOGRA39', 'A3', 'A2', 'print-shop.pdf'):
        assert word in said
    assert EDITIONS[language].facts.contact.email in said


def test_another_shop_is_told_another_thing() -> None:
    other = replace(
        STANDARD, format='x-3', version='1.3', condition='FOGRA51', tac=280, bleed=2.5,
        marks='required', outlines=True, overprint_black=False,
    )  # fmt: skip
    said = text('en', other)
    assert all(
        word in said
        for word in ('PDF/X-3:2002', 'PDF 1.3', 'FOGRA51', '280', '2.5', 'outlines', 'Crop marks')
    )
    assert 'overprints' not in said and 'No marks' not in said and 'embedded' not in said
    assert 'No bleed' in text('en', replace(STANDARD, bleed=0))
    assert '2,5' in text('fr', other)


def test_who_prints_is_named_or_is_to_be() -> None:
    assert 'left empty' in text('en')
    named = text('en', imprint=Imprint('Imprimerie <A>', '1 rue B'))
    assert 'names Imprimerie <A>, 1 rue B' in named and 'left empty' not in named


def test_a_language_without_the_words_has_no_note() -> None:
    known = {key: value for key, value in EDITIONS['en'].phrases.items() if key[:5] != 'shop.'}
    silent = replace(EDITIONS['en'], phrases=MappingProxyType(known))
    assert shop_note.artifact(silent, STANDARD, SHEETS) is None
    made = shop_note.artifact(EDITIONS['ar'], STANDARD, SHEETS)
    assert made is not None and made.path == 'ar/posters/print-shop.ar.txt'
    kinds = dict(shelves.shelves(()))['kit.posters']
    assert [one.title for one in kinds if one.kind == made.kind] == ['kit.shop_note']
