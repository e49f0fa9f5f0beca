"""The filing packet: cover, letter and annex in one file, the roll inside, and the paper copy."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
from dataclasses import replace

import pytest
from pypdf import PdfReader

from fixtures.editions import EDITIONS
from fixtures.packets import packet, read
from fixtures.type import english, house_files
from letterpress.manuscript import locales
from letterpress.manuscript.model import Counts, Filing, LocalText, PublicSignatory
from letterpress.manuscript.roll.order import collation
from letterpress.press import engine

FILES = house_files()


def with_persons(edition):
    persons = tuple(
        PublicSignatory(f'p{n}', f'Prénom{n} Nom{n}', 'person', country='FR' if n % 2 else 'BE')
        for n in range(120)
    )
    return replace(edition, signatories=(*edition.signatories, *persons), counts=Counts(81, 120))


def test_one_file_of_cover_letter_and_annex():
    proof, said = read(packet())
    assert [title for _, title in said.outline] == [
        'Filing packet',
        english().letter.title,
        'Annex: the signatories',
    ]
    assert proof.pages == 4 and not said.lost and not proof.findings
    annex = [passage.text for passage in said.passages if passage.page == 4]
    names = [
        re.sub('[\u2068\u2069]', '', text).split(' ', 1)[1]
        for text in annex
        if text[:1].isdigit() and not text.startswith('81 o')
    ]
    assert len(names) == 81 and names[0] == 'Abilian'


def test_the_fingerprints_on_the_cover_are_those_of_the_files_inside():
    proof, said = read(packet())
    inside = {name: data[0] for name, data in PdfReader(io.BytesIO(proof.pdf)).attachments.items()}
    assert sorted(inside) == ['signatories.csv', 'signatories.json']
    cover = ' '.join(passage.text for passage in said.passages if passage.page == 1)
    for name, data in inside.items():
        assert (
            re.search(rf'{re.escape(name)}.*?SHA-256 ([0-9a-f]{{64}})', cover)[1]
            == hashlib.sha256(data).hexdigest()
        )
    rows = list(csv.DictReader(io.StringIO(inside['signatories.csv'].decode())))
    roll = json.loads(inside['signatories.json'])
    assert len(rows) == roll['count'] == len(roll['signatories']) == 81
    assert roll['as_of'] == '2026-12-01' and roll['edition'] == 1


def test_what_is_inside_is_associated_with_the_document():
    """ISO 19005-3, 6.8: an associated file says its relationship and its media type."""
    root = PdfReader(io.BytesIO(read(packet())[0].pdf)).trailer['/Root']
    files = [one.get_object() for one in root['/AF']]
    assert [one['/AFRelationship'] for one in files] == ['/Data', '/Data']
    assert [one['/EF']['/F'].get_object()['/Subtype'] for one in files] == [
        '/text/csv',
        '/application/json',
    ]
    assert all(
        one['/EF']['/F'].get_object()['/Params']['/ModDate'].startswith('D:20261201')
        for one in files
    )


def test_the_packet_is_the_same_each_time():
    assert engine.render(packet(), FILES).pdf == read(packet())[0].pdf


def test_the_request_heads_every_leaf_of_the_annex_and_is_read_once():
    proof, said = read(packet(with_persons(english())))
    request = english().letter.blocks[-1].text
    heads = [passage for passage in said.passages if passage.text == request and passage.page >= 4]
    assert proof.pages == 6 and len(heads) == 1
    from pypdf import PdfReader as Reader

    pages = Reader(io.BytesIO(proof.pdf)).pages
    assert all(request[:20] in page.extract_text() for page in pages[3:])


def test_persons_are_named_in_the_annex_only():
    _, said = read(packet(with_persons(english())))
    pages = {passage.page for passage in said.passages if 'Nom7' in passage.text}
    assert pages and min(pages) >= 4
    numbers = [
        int(passage.text.split()[0])
        for passage in said.passages
        if passage.tag == 'LBody' and passage.page >= 4 and passage.text[:1].isdigit()
    ]
    assert numbers == list(range(1, 202)), 'numbered through'


COUNTRIES = (
    'FR DE PL IT ES PT NL BE LU AT CH CZ SK HU RO BG GR CY MT HR SI EE LV LT FI SE NO DK IE GB IS '
    'US'
).split()


@pytest.mark.parametrize('language', ['en', 'el', 'bg', 'ar'])
def test_the_cover_holds_thirty_countries_in_order_of_their_names(language):
    edition = EDITIONS[language]
    signatories = tuple(
        PublicSignatory(f'o{n}', f'Organisation {n}', 'organisation', country=code)
        for n, code in enumerate(COUNTRIES * 2)
    )
    proof, said = read(
        packet(replace(edition, signatories=signatories, counts=Counts(len(signatories), 0)))
    )
    assert not proof.findings and not said.lost
    cover = [one.text for one in said.passages if one.page == 1]
    names = [locales.country_name(code, language) for code in COUNTRIES]
    listed = [name for text in cover for name in names if text.startswith((name, f'\u2068{name}'))]
    assert sorted(set(listed)) == sorted(names)
    assert list(dict.fromkeys(listed)) == [
        name for _, name in sorted(zip(collation.keys(names), names, strict=True))
    ]
    assert any('signatories.json' in text for text in cover), 'what follows is on the cover, too'


LONG = 'IO TF ST GB HK PS BA VC PM GF PF DO UM CD CF AE US NF BQ KN'.split()


@pytest.mark.parametrize('language', sorted(EDITIONS))
def test_names_of_countries_leave_room_to_the_next_column_and_keep_their_number(language):
    signatories = tuple(
        PublicSignatory(f'o{n}', f'Organisation {n}', 'organisation', country=code)
        for n, code in enumerate(LONG)
    )
    edition = replace(
        EDITIONS[language], signatories=signatories, counts=Counts(len(signatories), 0)
    )
    proof, said = read(packet(edition))
    assert not proof.findings and not said.lost
    one = {'1', locales.number(1, language)}
    ends = [text.rstrip('\u2069') for text in (p.text for p in said.passages if p.page == 1)]
    assert sum(text[-1:] in one and text[-2:-1] == '\xa0' for text in ends) == len(LONG)

    boxes = subprocess.run(
        ['pdftotext', '-bbox', '-l', '1', '-', '-'],
        input=proof.pdf,
        capture_output=True,
        check=True,
    ).stdout.decode()
    words = [
        (float(left), float(top), float(right))
        for left, top, right in re.findall(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"', boxes
        )
    ]
    room, rtl = 1.9 * 72 / 25.4, language == 'ar'
    starts = [(145 - 39 * n if rtl else 65 + 39 * n) * 72 / 25.4 for n in (1, 2)]
    side = (185 if rtl else 25) * 72 / 25.4  # where the labels of the cover's parts stand
    labels = [top for left, top, right in words if abs((right if rtl else left) - side) < 1]
    end = min(top for top in labels if top > 125 * 72 / 25.4)
    words = [word for word in words if 90 * 72 / 25.4 < word[1] < end - 5]
    looked_at = 0
    for left, top, right in words:
        if any(abs((right if rtl else left) - start) < 0.5 for start in starts):
            for other, level, end in words:
                before = other > right if rtl else end < left + 1e-3 or other < left
                if abs(level - top) < 1 and before and (other, end) != (left, right):
                    looked_at += 1
                    assert (other - right if rtl else left - end) > room, (language, left, top)
    assert looked_at > 10


def test_counts_by_kind_and_country():
    _, said = read(packet(with_persons(english())))
    cover = [passage.text for passage in said.passages if passage.page == 1]
    for text in (
        '81 organisations',
        '120 persons',
        'Belgium:\xa060',
        'France:\xa060',
        'Country not stated:\xa081',
    ):
        assert text in cover
    assert not any('Country' in passage.text for passage in read(packet())[1].passages), (
        'nobody said a country'
    )


def test_folios_go_through():
    pages = PdfReader(io.BytesIO(read(packet())[0].pdf)).pages
    assert [re.search(r'(\d) / 4', page.extract_text())[1] for page in pages] == list('1234')


@pytest.mark.parametrize('language', EDITIONS)
def test_the_letter_stands_on_its_own_sheet(language):
    proof = engine.render(packet(EDITIONS[language]), FILES)
    assert not proof.findings
    assert (
        proof.anchor('letter').page == 2
        and proof.anchor('seal').page == 3
        and proof.anchor('annex').page == proof.pages
    )


def test_the_paper_copy_has_no_seal_and_room_for_a_signature():
    made = packet(draft=False, paper=True)
    proof, said = read(made)
    assert (
        made.seal is None
        and not made.enclosures
        and '/AcroForm' not in PdfReader(io.BytesIO(proof.pdf)).trailer['/Root']
    )
    text = [passage.text for passage in said.passages]
    assert (
        text.count('SIGNATURE') == 2
        and 'DRAFT' not in text
        and not any('SHA-256' in one for one in text)
    )


def test_the_signer_and_the_reference_are_the_campaigns():
    edition = english()
    named = replace(
        edition,
        facts=replace(
            edition.facts, filing=Filing('CFB/2026/17', 'A. Signer', LocalText('Secretary'))
        ),
    )
    cover = [passage.text for passage in read(packet(named))[1].passages if passage.page == 1]
    assert 'CFB/2026/17' in cover and 'A. Signer' in cover and 'Secretary' in cover
    plain = [passage.text for passage in read(packet())[1].passages if passage.page == 1]
    assert '2026-01 · EN' in plain and 'The signatory organisations' in plain
