"""Letters to many: what is merged is what would be set one by one, and what cannot be is not."""

from __future__ import annotations

import email
import hashlib
import io
import re
from dataclasses import replace
from email import policy
from pathlib import Path

import pytest
from pypdf import PdfReader

from letterpress.build import mailed, mailing, printing, project
from letterpress.build.bench import Bench
from letterpress.build.stages import letters as stage
from letterpress.build.workers.depot import Depot
from letterpress.build.workers.task import Here
from letterpress.findings import Rejected
from letterpress.finishing import structure
from letterpress.finishing.keys.draft import draft_key
from letterpress.kit import archive
from letterpress.kit import mailing as kit_mailing
from letterpress.manuscript import edition as editions
from letterpress.press import engine, merge, ruler

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope='module')
def read():
    return project.read(project.gather(ROOT))


@pytest.fixture(scope='module')
def bench(tmp_path_factory, read):
    found = Bench(ROOT, draft_key(), workers=2)
    printing.load(found)
    return found


@pytest.fixture(scope='module')
def setter(bench, read):
    return Setter(bench, read)


class Setter:
    """What a worker is that sets letters, in this process."""

    def __init__(self, bench, read):
        self.here = Here(Depot())
        self.setting = mailing.setting(bench, read, self.here.depot)

    def mould(self, group):
        return stage.mould(self.here, self.setting, group)

    def alone(self, recipients):
        return stage.alone(self.here, self.setting, recipients)


def to(setter, recipient, lines=None):
    lines = lines or recipient.lines
    return setter.setting.composition(setter.here, recipient, lines, ruler.Ruler())


def deputies(read):
    return [one for one in read.campaign.recipients if one.rank == 'deputy']


def pages(pdf: bytes) -> list[bytes]:
    """Return what is drawn on each page; blanks between operations mean nothing."""
    return [
        b' '.join(page.get_contents().get_data().split())
        for page in PdfReader(io.BytesIO(pdf)).pages
    ]


def told(pdf: bytes):
    said = structure.read(pdf)
    return said.passages, said.outline, said.language, said.direction


def test_a_merged_letter_is_the_letter_that_is_set_by_itself(read, setter):
    """Of each group of the shipped addressees: the first, the last, the widest; pages and tags."""
    groups = [
        group for group in mailing.groups(read.campaign.recipients, read.editions) if len(group) > 1
    ]
    assert sum(map(len, groups)) > 900 and {one.rank for one in groups[0]} == {'deputy', 'senator'}
    for group in groups:
        mould, found = setter.mould(group)
        fitting = [one for one in group if mould.fits(one)]
        assert (
            not found
            and len(fitting) >= min(2, len(group))
            and (len(group) < 900 or len(fitting) == len(group))
        )
        widest = [
            max(same, key=lambda one: max(map(len, one.lines)))
            for same in stage.by_formulas(fitting)
        ]
        for one in {fitting[0], fitting[-1], *widest}:
            merged, alone = (
                mould.letter(one).pdf,
                engine.render(to(setter, one), read.sources.layouts),
            )
            assert pages(merged) == pages(alone.pdf), one.id
            assert told(merged) == told(alone.pdf), one.id
            assert mould.mould.proof.pages == alone.pages
            for line in one.lines:
                assert line in [passage.text for passage in told(merged)[0]]


def test_each_letter_has_an_identifier_of_its_own_and_the_same_each_time(read, setter):
    group = deputies(read)[:3]
    mould, _ = setter.mould(
        [one for one in deputies(read) if len(one.lines) == len(group[0].lines)]
    )
    letters = [mould.letter(one).pdf for one in group]
    marks = [PdfReader(io.BytesIO(letter)).trailer['/ID'][0] for letter in letters]
    assert len(set(marks)) == 3 and len({len(letter) for letter in letters}) == 1
    again, _ = setter.mould(
        [one for one in deputies(read) if len(one.lines) == len(group[0].lines)]
    )
    assert [again.letter(one).pdf for one in group] == letters


@pytest.mark.parametrize(
    'line',
    [
        'مجلس النواب',
        'Madame la Députée de la ' + 'très ' * 20 + 'grande circonscription',
        'deux  blancs',
        'Madame 𓀀',
        '',
    ],
)
def test_a_line_that_would_be_set_otherwise_is_not_merged(read, setter, line):
    one = deputies(read)[0]
    other = (line, *one.lines[1:])
    probe = to(setter, one, merge.probes(len(one.lines)))
    own = stage.own(probe.html)
    mould, _ = merge.mould(probe, [one.lines, other, one.lines[:-1]], [own], read.sources.layouts)
    assert (
        set(mould.addresses) == {one.lines}
        and mould.fits(one.lines, own)
        and not mould.fits(other, own)
    )
    with pytest.raises(KeyError):
        mould.letter(other, own)


@pytest.mark.parametrize(
    'formulas, fits',
    [
        (('Monsieur,', None), True),
        (('سيدي،', None), False),
        (('Monsieur,', 'Au revoir.'), False),
        ((None, 'très ' * 60 + 'bien.'), False),
        (
            (
                None,
                'Nous vous prions d’agréer, Monsieur, l’expression de notre '
                'anticonstitutionnellement-incompréhensibilissime haute considération.',
            ),
            None,
        ),
    ],
)
def test_formulas_that_take_as_many_lines_are_merged_and_no_others(read, setter, formulas, fits):
    one = deputies(read)[0]
    probe = to(setter, one, merge.probes(len(one.lines)))
    own = stage.own(probe.html)
    texts = tuple(new or old for new, old in zip(formulas, own, strict=True))
    mould, _ = merge.mould(probe, [one.lines], [own, texts], read.sources.layouts)
    assert mould.fits(one.lines, own)
    assert fits is None or mould.fits(one.lines, texts) is fits
    if mould.fits(one.lines, texts):
        alone = to(setter, one)
        for new, old in zip(texts, own, strict=True):
            alone = replace(alone, html=alone.html.replace(old, new))
        assert pages(mould.letter(one.lines, texts)) == pages(
            engine.render(alone, read.sources.layouts).pdf
        )


def test_formulas_on_other_lines_get_a_mould_of_their_own(read, bench):
    first, *others = deputies(read)[:5]
    long = (
        'Nous vous prions d’agréer, '
        + 'Madame la Députée, Monsieur le Député, ' * 6
        + 'nos salutations.'
    )
    made, findings = mailing.letters(
        bench,
        read,
        [first, others[0], *(replace(one, closing=long) for one in others[1:])],
        sealed=False,
    )
    assert not findings and [letter.made for letter in made] == [mailing.MERGED] * 5
    assert any(
        passage.text.replace('\u00a0', ' ').endswith('nos salutations.')
        for passage in told(made[-1].pdf)[0]
    )


def test_an_address_in_the_flow_is_not_merged(read, setter):
    """Where the layout lets it move something, each letter is laid out by itself."""
    one = deputies(read)[0]
    composition = to(setter, one, merge.probes(len(one.lines)))
    moved = replace(
        composition,
        html=composition.html.replace('</style>', '.head > .to { position: static }</style>', 1),
    )
    assert merge.mould(moved, [one.lines], [stage.own(moved.html)], read.sources.layouts)[0] is None


def test_a_layout_in_which_the_address_decides_about_more_is_set_letter_by_letter(read, bench):
    files = dict(read.sources.layouts)
    page = files['layouts/letter/page.html'].decode()
    files['layouts/letter/page.html'] = page.replace(
        '</header>',
        '<p class="note" style="left: 80mm; top: 26mm">{{ facts.addressee[0] }}</p></header>',
        1,
    ).encode()
    other = replace(read, sources=replace(read.sources, layouts=files))
    made, findings = mailing.letters(bench, other, deputies(read)[:3], sealed=False)
    assert [letter.made for letter in made] == [mailing.ALONE] * 3 and not findings
    assert all(
        letter.recipient.lines[0] in PdfReader(io.BytesIO(letter.pdf)).pages[0].extract_text()
        for letter in made
    )


def test_letters_are_sealed_listed_and_zipped(read, bench):
    chosen = [
        *deputies(read)[:3],
        *(one for one in read.campaign.recipients if one.body == 'parlement-europeen'),
    ]
    chosen[-1] = replace(chosen[-1], delivery='email', email='office@example.org')
    made, findings = mailing.letters(bench, read, chosen, duplex=True)
    assert not findings and [letter.recipient.id for letter in made] == [one.id for one in chosen]
    files = mailed.mail(read, made)
    letter = files['filing/fr/letters/assemblee-nationale/letter.fr.an-001-01.pdf']
    assert b'/ByteRange' in letter.data and len(PdfReader(io.BytesIO(letter.data)).pages) % 2 == 0
    inside = archive.read(files['filing/fr/letters.assemblee-nationale.zip'].data)
    assert sorted(inside) == [f'letter.fr.an-001-0{n}.pdf' for n in (1, 2, 3)]
    rows = files['filing/fr/merge-log.csv'].data.decode('utf-8-sig').splitlines()
    assert len(rows) == 4 and hashlib.sha256(letter.data).hexdigest() in rows[1]
    assert len(files['filing/fr/addresses.csv'].data.decode().splitlines()) == 4
    for table in ('merge-log.csv', 'addresses.csv'):  # in the order of the folder and of the ZIP
        listed = [
            row.split(',')[2]
            for row in files[f'filing/fr/{table}'].data.decode('utf-8-sig').splitlines()[1:]
        ]
        assert (
            listed
            == list(inside)
            == sorted(
                path.rsplit('/', 1)[1] for path in files if '/letters/assemblee-nationale/' in path
            )
        )
    mail = files[f'filing/en/e-mails/letter.en.{chosen[-1].id}.eml'].data
    sent = email.message_from_bytes(mail, policy=policy.default)
    assert sent['To'].addresses[0].addr_spec == 'office@example.org'
    assert chosen[-1].salutation in sent.get_body().get_content()
    (attached,) = sent.iter_attachments()
    name = f'letter.en.{chosen[-1].id}.pdf'
    assert attached.get_filename() == name
    assert attached.get_content() == files[f'filing/en/letters/{chosen[-1].body}/{name}'].data
    assert mailed.told(made)[1].startswith('3 letters to addressees in build/filing/fr/letters')


def test_a_print_job_has_the_letters_of_a_body_in_the_order_of_its_envelopes(read, bench):
    one, two, three, four = deputies(read)[:4]
    long = replace(three, salutation='Chère Madame, cher Monsieur,')  # in a mould of its own
    chosen = [two, long, one, replace(four, delivery='email', email='d@example.org')]
    made, _ = mailing.letters(bench, read, chosen, sealed=False)
    copies, findings = mailing.letters(
        bench, read, kit_mailing.on_paper(chosen), duplex=True, paper=True
    )
    assert not findings and len(copies) == 3
    files = mailed.mail(read, made, copies)
    assert [path for path in files if path.endswith('.print.pdf')] == [
        'filing/fr/letters.assemblee-nationale.print.pdf'
    ]
    job = files['filing/fr/letters.assemblee-nationale.print.pdf']
    pdf = PdfReader(io.BytesIO(job.data))
    rows = files['filing/fr/addresses.csv'].data.decode('utf-8-sig').splitlines()
    envelopes = [row.split(',')[2] for row in rows[1:]]
    marks = {mark.title: pdf.get_destination_page_number(mark) for mark in pdf.outline}
    assert list(marks) == envelopes and len(envelopes) == 3
    assert job.pages == len(pdf.pages) and not any(page % 2 for page in marks.values())
    paper = {kit_mailing.letter_name(copy.recipient): copy for copy in copies}
    for name, first in marks.items():
        copy = paper[name]
        alone = PdfReader(io.BytesIO(copy.pdf))
        assert copy.recipient.lines[-1] in pdf.pages[first].extract_text()
        for number, page in enumerate(alone.pages):
            assert pdf.pages[first + number].extract_text() == page.extract_text()
            assert pdf.pages[first + number].trimbox == page.trimbox
    assert b'/ByteRange' not in job.data and b'/Sig' not in job.data
    fonts = {str(font.get_object()['/BaseFont']) for font in _fonts(pdf)}
    assert len(fonts) == len({one.idnum for one in _fonts(pdf)})  # each written once
    assert len(job.data) < 2 * max(len(copy.pdf) for copy in copies)
    again = mailed.mail(read, made, copies)[job.path].data
    assert again == job.data
    preferences = pdf.trailer['/Root']['/ViewerPreferences']
    assert preferences['/Duplex'] == '/DuplexFlipLongEdge'


def _fonts(pdf):
    return [
        font
        for page in pdf.pages
        for font in page.get('/Resources', {}).get('/Font', {}).values()
        if hasattr(font, 'idnum')
    ]


def test_a_finding_stops_its_letters_only(read, bench):
    good, bad = deputies(read)[:2]
    bad = replace(bad, salutation='Madame 𓀀,')  # no typeface has it
    made, findings = mailing.letters(bench, read, [good, bad], sealed=False)
    assert [letter.recipient for letter in made] == [good]
    assert {one.code for one in findings} == {'LP401'} and len(findings) == len(set(findings))


def test_without_a_layout_for_letters_it_is_said(read, bench):
    with pytest.raises(Rejected) as caught:
        mailing.letters(
            bench,
            replace(read, layouts=tuple(one for one in read.layouts if not one.mailed)),
            deputies(read)[:1],
        )
    assert [one.code for one in caught.value.findings] == ['LP720']


def test_an_addressed_edition_differs_in_address_and_forms_only(read):
    one, edition = deputies(read)[0], read.editions['fr']
    ours = editions.addressed(edition, one)
    assert ours.facts.addressee == one.lines and ours.letter is edition.letter
    assert {key for key in ours.phrases if ours.phrases[key] != edition.phrases[key]} <= {
        'letter.salutation',
        'letter.closing',
    }


def test_groups_hold_everybody_once(read):
    found = [
        one.id for group in mailing.groups(read.campaign.recipients, read.editions) for one in group
    ]
    assert sorted(found) == sorted(one.id for one in read.campaign.recipients)
    assert re.fullmatch(r'[a-z0-9-]+', found[0])
