"""Which file of a kit lies in which ZIP: by what it is, never by its name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fixtures import kits
from letterpress.finishing.judging.trust import Trust
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.keys import draft
from letterpress.kit import archive, bundle, places, verify
from letterpress.kit.artifact import Artifact

PDF = 'application/pdf'


def one(path, kind='k', paper='', media=PDF, version='', language='en'):
    return Artifact(path, kind, language, kind, 1, paper, media, path.encode(), version=version)


SHELF = [
    one('en/letter.en.pdf', 'letter', 'a4'),
    one('en/texts/press-release.en.txt', media='text/plain'),
    one('en/background/factsheet.en.pdf', 'factsheet', 'a4'),
    one('en/pictures/x.en.png', 'x', media='image/png'),
    one('en/pictures/x.en.webp', 'x', media='image/webp'),
    one('en/pictures/captions.csv', media='text/csv'),
    one('signatories.csv', media='text/csv', language=''),
    one('fr/letter.fr.pdf', 'letter', 'a4', language='fr'),
    *(
        one(f'en/posters/x-{paper}.en.{version}.pdf', 'x', paper, version=version)
        for paper, version in (
            ('a4', 'home'),
            ('a4', 'colour'),
            ('a4', 'outline'),
            ('a3', 'colour'),
            ('a2', 'colour'),
            ('a3', 'print-shop'),
            ('a2', 'print-shop'),
        )
    ),
    one('en/posters/large-a2.en.pdf', 'large', 'a2', version='colour'),
    one('en/posters/small-a4.en.pdf', 'small', 'a4', version='home'),
    one('en/posters/how-to-print.en.pdf', 'how-to-print', 'a4'),
]


def held(kind: str, language: str = 'en') -> set[str]:
    return {one.path for one in bundle.zips_of(SHELF, language)[kind]}


def test_the_press_gets_what_is_read_and_seen() -> None:
    assert held('press-kit') == {
        'en/letter.en.pdf',
        'en/texts/press-release.en.txt',
        'en/background/factsheet.en.pdf',
        'en/pictures/x.en.png',  # the WebP is for pages
        'en/pictures/captions.csv',
        'signatories.csv',
        # each poster once: in colour, on the smallest paper that is not for printers at home
        'en/posters/x-a3.en.colour.pdf',
        'en/posters/large-a2.en.pdf',
    }


def test_a_picture_of_the_campaign_goes_to_the_languages_that_have_words_for_it() -> None:
    own = [
        one('pictures/square.jpg', 'photograph', media='image/jpeg', language=''),
        one('pictures/square.webp', 'photograph', media='image/webp', language=''),
    ]
    paths = {file.path for file in own}
    with_it = bundle.zips_of([*SHELF, *own], 'en', paths)['press-kit']
    assert {file.path for file in with_it} == held('press-kit') | {'pictures/square.jpg'}
    without = bundle.zips_of([*SHELF, *own], 'en')['press-kit']
    assert {file.path for file in without} == held('press-kit')


def test_all_that_is_printed_is_in_the_other_one() -> None:
    assert held('posters') == {a.path for a in SHELF if a.path.startswith('en/posters/')}


def test_a_language_without_posters_has_no_zip_of_them() -> None:
    assert set(bundle.zips_of(SHELF, 'fr')) == {'press-kit'}
    assert held('press-kit', 'fr') == {'fr/letter.fr.pdf', 'signatories.csv'}


def test_what_a_page_need_not_offer_lies_in_a_zip_alone() -> None:
    alone = {a.path for a in SHELF if places.packed_only(a)}
    assert alone == {
        'en/posters/x-a4.en.colour.pdf',  # at home it is the home version that people print
        'en/posters/x-a4.en.outline.pdf',
        *(f'en/posters/x-{paper}.en.print-shop.pdf' for paper in ('a3', 'a2')),
    }
    assert alone <= held('posters')


def test_of_each_poster_there_is_one_file_for_print_shops_the_largest() -> None:
    other = [replace(a, language='fr') for a in SHELF]
    another = [replace(a, title='another of the series', path=f'2{a.path}') for a in SHELF]
    for shelf, count in ((SHELF, 1), ([*SHELF, *other], 2), ([*SHELF, *another], 2)):
        left = bundle._one_for_shops(shelf)
        assert [a.paper for a in left if a.version == 'print-shop'] == ['a2'] * count
        assert [a for a in left if a.version != 'print-shop'] == [
            a for a in shelf if a.version != 'print-shop'
        ]


@pytest.mark.parametrize('changed', [False, True])
def test_a_file_that_lies_in_a_zip_alone_is_vouched_for_by_it(changed: bool) -> None:
    key = draft.draft_key()
    shop = one('en/posters/x-a3.en.print-shop.pdf', 'x', 'a3', version='print-shop')
    packed = kits.sealed([shop], key)
    if changed:
        packed[shop.path] = b'%PDF-1.6 another'
    data = archive.write(packed)
    zipped = Artifact('posters.en.zip', 'zip', 'en', 'All', None, '', 'application/zip', data)
    whole = kits.sealed([zipped], key)
    verdict = verify.verify_kit(whole, Trust(frozenset()))
    assert verdict.answer is (Answer.CHANGED if changed else Answer.DRAFT)
    assert any(shop.path in said for said in verdict.details) is changed
