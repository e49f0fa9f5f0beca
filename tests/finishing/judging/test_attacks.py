"""Files that were changed after they were sealed: eighteen families, each named in the answer, in
the reader's language.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import random
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

import effort
from fixtures import attacks, pdfs
from fixtures.attacks import attack, whole
from fixtures.packets import packet
from letterpress.cli import main as cli
from letterpress.commands import verify
from letterpress.commands.verdicts import answers
from letterpress.commands.verdicts import report as reports
from letterpress.finishing import structure
from letterpress.finishing.judging import enclosed, reasons
from letterpress.finishing.judging.revisions import changes
from letterpress.finishing.judging.verdict import Answer
from letterpress.finishing.judging.verify import verify_pdf
from letterpress.finishing.sealing import lasting, seal
from letterpress.finishing.sealing.services import Terms
from letterpress.press import engine
from letterpress.world import network

TRUSTED = frozenset((pdfs.publisher().sha256,))


def matches(pdf):
    return enclosed.read(pdf)[0]


def test_every_family_has_its_attack():
    assert tuple(attacks.ATTACKS) == changes.FAMILIES


@pytest.mark.parametrize(('family', 'way'), attacks.CASES)
def test_the_attack_is_seen_and_named(family, way):
    data = attack(family, way)
    assert data != whole()
    verdict = verify_pdf(data, TRUSTED)
    assert verdict.answer is (Answer.BROKEN if family == 'cut' else Answer.CHANGED)
    assert changes.family(data) == family


def test_what_is_prepared_for_a_shadow_is_valid_until_it_is_used():
    """The attacker has it sealed so; what comes after gives it away."""
    for way in (attacks.hidden, attacks.value_replaced, attacks.hidden_and_replaced):
        data = way()
        assert (
            verify_pdf(data[: max(data.rindex(b'%%EOF', 0, -9) + 6, 0)], TRUSTED).answer
            is Answer.VALID
        )


def test_sealed_anew_by_a_namesake():
    verdict = verify_pdf(attacks.resealed(), TRUSTED)
    assert verdict.answer is Answer.UNKNOWN_SIGNER and verdict.subject == 'The publisher'


def test_the_whole_one_is_valid():
    assert verify_pdf(whole(), TRUSTED).answer is Answer.VALID


@pytest.fixture(scope='module')
def checked(tmp_path_factory):
    """Give what is found in one file of each family, and in the namesake's."""
    file, found = tmp_path_factory.mktemp('attacked') / 'packet.pdf', {}
    for family in changes.FAMILIES:
        file.write_bytes(attack(family))
        found[family] = verify.verify(file, [])
    file.write_bytes(attacks.resealed())
    return {**found, 'stranger': verify.verify(file, [pdfs.PUBLISHER_PEM])}


def test_each_has_its_own_plain_answer(checked):
    """One file of each family, and the namesake's: no two answers are alike, and each says what
    happened.
    """
    assert all(checked[family].change == family for family in changes.FAMILIES)
    for language in answers.LANGUAGES:
        _are_told_apart(
            {
                family: answers.in_words(one, 'packet.pdf', language)
                for family, one in checked.items()
            },
            language,
        )


def _are_told_apart(said, language):
    assert all(
        answers.say('change', family, language) in said[family] for family in changes.FAMILIES
    )
    assert len({text.partition('SHA')[0] for text in said.values()}) == len(changes.FAMILIES) + 1
    assert said['stranger'].startswith('? ') and all('{' not in text for text in said.values())


@pytest.fixture(scope='module')
def archived(pki):
    """Return the packet at level B-LTA: evidence and a time stamp follow the seal, as they may."""
    outside = replace(network.outside(), wait=lambda seconds: None)
    return lasting.seal_to_last(
        attacks.unsealed(),
        pki.key(),
        outside.now(),
        Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),), 5.0),
        outside,
    )


@pytest.mark.parametrize(
    ('family', 'change'),
    [
        ('annotation', attacks.annotated),
        ('page', attacks.page_replaced),
        ('embedded', attacks.roll_swapped),
    ],
)
def test_an_archived_file_is_compared_from_its_last_time_stamp_on(family, change, archived, pki):
    """What was added in order is not what was done to the file."""
    roots = (pki.certificate('root'),)
    assert verify_pdf(archived, roots=roots).answer is Answer.VALID
    data = attacks.revised(change, archived)
    assert verify_pdf(data, roots=roots).answer is Answer.CHANGED and changes.family(data) == family


def test_a_file_is_read_as_often_as_it_is_long_not_as_its_objects_branch():
    """Twenty-four levels of two references each: followed, they would be sixteen million."""

    def bomb(writer):
        last = writer._add_object(DictionaryObject())
        for _ in range(24):
            last = writer._add_object(
                DictionaryObject({NameObject('/A'): last, NameObject('/B'): last})
            )
        writer.pages[0]['/Resources'].get_object()[NameObject('/XObject')] = DictionaryObject(
            {NameObject('/X'): last}
        )
        writer.pages[0][NameObject('/Resources')] = writer.pages[0]['/Resources']

    data = attacks.revised(bomb)
    with effort.within(3):
        assert changes.family(data) in changes.FAMILIES


@pytest.mark.parametrize('seed', range(40))
def test_whatever_follows_the_seal_raises_nothing(seed):
    """Revisions with noise in them, cut, doubled: named somehow, and never good."""
    drawn = random.Random(seed)
    data = bytearray(
        attack(drawn.choice(['page', 'shadow-swap', 'annotation', 'embedded', 'metadata']))
    )
    end = len(whole()) if data.startswith(whole()) else data.rindex(b'%%EOF', 0, -9)
    for _ in range(drawn.randrange(1, 6)):
        place = drawn.randrange(end, len(data))
        data[place : place + drawn.randrange(20)] = drawn.randbytes(drawn.randrange(20))
    assert changes.family(bytes(data)) in changes.FAMILIES
    assert verify_pdf(bytes(data), TRUSTED).answer in (Answer.CHANGED, Answer.BROKEN)


def test_the_command_names_it_in_the_readers_language(tmp_path, capsys, monkeypatch):
    file = tmp_path / 'packet.pdf'
    file.write_bytes(attack('annotation'))
    monkeypatch.setenv('LC_ALL', 'fr_FR.UTF-8')
    assert cli.run(['verify', str(file)]) == 4
    said = capsys.readouterr().out
    assert (
        said.startswith('✗ Modifié') and 'une annotation' in said and 'Ne vous y fiez pas' in said
    )
    assert cli.run(['verify', str(file), '--lang', 'de']) == 4
    assert 'Anmerkung' in capsys.readouterr().out
    cli.run(['verify', str(file), '--json'])
    assert json.loads(capsys.readouterr().out)['change'] == 'annotation'


def test_every_sentence_is_in_every_language():
    """The same placeholders, too.

    {why}, the remark of a program, is for the English sentence alone.
    """
    keys = {
        f'{group}.{key}': texts
        for group, many in answers._words().items()
        for key, texts in many.items()
    }
    for key, texts in {**keys, **reasons.sentences()}.items():
        assert tuple(texts) == answers.LANGUAGES, key
        places = {
            language: set(re.findall(r'\{(\w+)\}', text)) - {'why'}
            for language, text in texts.items()
        }
        assert all(one == places['en'] for one in places.values()), key
        assert '{why}' not in ''.join(text for language, text in texts.items() if language != 'en')
        assert not re.search(r'[ ][;:!?»]|«[ ]|--(?!details|trust)', texts['fr']), key
        assert all(text == text.strip() and '  ' not in text for text in texts.values()), key


def test_every_reason_that_is_given_has_a_sentence_and_every_sentence_is_given():
    package = Path(changes.__file__).parents[3]
    text = '\n'.join(
        path.read_text(encoding='utf-8')
        for room in ('finishing', 'kit', 'world', 'commands')
        for path in (package / room).rglob('*.py')
    )
    given = set(re.findall(r"(?:because|broken|changed)\(\s*'([a-z-]+)'", text)) | set(
        re.findall(r"'(changed-[a-z]+)'", text)
    )
    given |= {
        f'untrusted-{one}'
        for one in ('chain', 'invalid', 'revoked', 'expired', 'early', 'silent', 'lapsed')
    }
    given |= {f'unjudged-{one}' for one in ('slow', 'large', 'deep', 'failed')}
    assert given == set(reasons.sentences())


@pytest.mark.parametrize(
    ('environment', 'expected'),
    [
        ({'LANG': 'el_GR.UTF-8'}, 'el'),
        ({'LANG': 'el_GR', 'LC_ALL': 'C'}, 'en'),
        ({'LC_MESSAGES': 'bg', 'LANG': 'fr'}, 'bg'),
        ({'LANG': 'fr'}, 'fr'),
        ({'LC_ALL': '', 'LANG': 'ar_EG@latin'}, 'ar'),
        ({'LANG': 'nl_NL.UTF-8'}, 'en'),
        ({}, 'en'),
    ],
)
def test_the_readers_language(environment, expected):
    assert answers.language_of(environment) == expected


def test_a_language_that_is_not_spoken_is_usage(tmp_path, capsys):
    (tmp_path / 'a.pdf').write_bytes(whole())
    assert cli.run(['verify', str(tmp_path / 'a.pdf'), '--lang', 'xx']) == 2
    assert 'verify does not speak' in capsys.readouterr().err


def test_machines_read_codes_and_the_same_in_every_language(tmp_path, capsys):
    (tmp_path / 'a.pdf').write_bytes(attack('tail'))
    said = []
    for language in ('en', 'ar'):
        assert cli.run(['verify', str(tmp_path / 'a.pdf'), '--json', '--lang', language]) == 4
        said.append(json.loads(capsys.readouterr().out))
    assert said[0] == said[1]
    added, earlier = said[0]['reasons']
    assert added == {'code': 'changed-added', 'count': 19}
    assert earlier == {'code': 'earlier', 'count': len(whole()), 'name': 'The publisher'}
    assert said[0]['answer'] == 'CHANGED' and said[0]['change'] == 'tail' and not said[0]['good']
    assert said[0]['file']['bytes'] == len(whole()) + 19 and len(said[0]['file']['sha256']) == 64


@pytest.mark.parametrize('language', answers.LANGUAGES)
def test_a_trusted_letter_from_the_first_line_to_the_last(language, tmp_path, capsys):
    (tmp_path / 'packet.pdf').write_bytes(whole())
    assert (
        cli.run(
            [
                'verify',
                str(tmp_path / 'packet.pdf'),
                '--trust',
                str(pdfs.PUBLISHER_PEM),
                '--details',
                '--lang',
                language,
            ]
        )
        == 0
    )
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == f'✓ {answers.say("answer", "VALID", language)}'
    text = '\n'.join(rest)
    for shown in (
        'packet.pdf',
        'The publisher',
        reasons.moment(pdfs.SEALED_AT, language),
        'publisher.pem',
        'B-B',
        pdfs.publisher().sha256,
        answers.say('roll', 'same', language, file='signatories.csv'),
    ):
        assert shown in text
    assert reasons.sentence(reasons.because('trusted', name='The publisher'), language) in text


# ---- what lies inside


def test_the_roll_inside_is_the_printed_one():
    assert matches(whole()) == (('signatories.csv', 'same'), ('signatories.json', 'same'))


def test_a_roll_that_is_not_the_printed_one_is_said(tmp_path, capsys):
    """Exchanged before it was sealed: the seal is good, and still the roll is not the one on the
    cover.
    """
    pdf = engine.render(packet(draft=False)).pdf
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    attacks.roll_swapped(writer)
    out = io.BytesIO()
    writer.write(out)
    sealed = seal.seal(out.getvalue(), pdfs.publisher(), pdfs.SEALED_AT)
    assert dict(matches(sealed)) == {
        'signatories.csv': 'other',
        'signatories.json': 'same',
    }
    file, trusted = tmp_path / 'packet.pdf', tmp_path / 'publisher.pem'
    file.write_bytes(sealed)
    trusted.write_bytes(pdfs.PUBLISHER_PEM.read_bytes())
    assert cli.run(['verify', str(file), '--trust', str(trusted), '--lang', 'en']) == 4
    said = capsys.readouterr().out
    assert said.startswith('✗ Contradictory') and 'signatories.csv is NOT the one' in said


def test_named_and_not_inside_or_inside_and_not_named():
    plain = PdfWriter(clone_from=PdfReader(io.BytesIO(pdfs.unsealed())))
    plain.add_attachment('signatories.csv', b'id')
    out = io.BytesIO()
    plain.write(out)
    assert matches(out.getvalue()) == (('signatories.csv', 'unnamed'),)
    named = pdfs.page(f'signatories.json SHA-256 {" ".join(["ab" * 4] * 8)}')
    assert matches(named) == (('signatories.json', 'missing'),)
    assert matches(b'no PDF') == () and matches(b'%PDF-1.7\n%%EOF') == ()


def test_tags_that_branch_without_end_are_left(monkeypatch):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdfs.unsealed())))
    last = writer._add_object(DictionaryObject({NameObject('/S'): NameObject('/P')}))
    for _ in range(40):
        last = writer._add_object(
            DictionaryObject(
                {NameObject('/S'): NameObject('/Div'), NameObject('/K'): ArrayObject([last, last])}
            )
        )
    writer.root_object['/StructTreeRoot'].get_object()[NameObject('/K')] = last
    writer.add_attachment('signatories.csv', b'id')
    out = io.BytesIO()
    writer.write(out)
    monkeypatch.setattr(structure, 'MOST', 10_000)
    assert matches(out.getvalue()) == (('signatories.csv', 'unnamed'),)


def test_a_file_that_is_inside_twice_is_said():
    """One in the list of viewers, another of the same name associated with the document."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(attacks.unsealed())))
    other = DictionaryObject(
        {
            NameObject('/Type'): NameObject('/Filespec'),
            NameObject('/UF'): TextStringObject('signatories.csv'),
            NameObject('/EF'): DictionaryObject(
                {NameObject('/F'): writer._add_object(attacks.drawing(b'id'))}
            ),
        }
    )
    writer.root_object['/AF'].get_object().append(writer._add_object(other))
    out = io.BytesIO()
    writer.write(out)
    assert dict(matches(out.getvalue())) == {
        'signatories.csv': 'several',
        'signatories.json': 'same',
    }


# ---- the report


def report(
    tmp_path, monkeypatch, language: str, data: bytes, *more: str, name: str = '<b>packet\u202e.pdf'
) -> str:
    file, out = tmp_path / name, tmp_path / 'report.html'
    file.write_bytes(data)
    monkeypatch.setenv('SOURCE_DATE_EPOCH', '1796083200')
    cli.run(['verify', str(file), '--lang', language, '--report', str(out), *more])
    return out.read_text(encoding='utf-8')


@pytest.mark.parametrize('language', answers.LANGUAGES)
def test_the_report_is_one_page_that_needs_nothing(tmp_path, language, monkeypatch):
    page = report(tmp_path, monkeypatch, language, whole())
    direction = 'rtl' if language == 'ar' else 'ltr'
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert (
        '&lt;b&gt;packet&lt;U+202E&gt;.pdf' in page and '<b>' not in page and '\u202e' not in page
    )
    assert not re.search(r'(src|href)=|url\(|<script|@import|http:', page)
    assert hashlib.sha256(whole()).hexdigest() in page and pdfs.publisher().sha256 in page
    assert reasons.moment(datetime(2026, 12, 1, tzinfo=UTC), language) in page
    for key in ('facts', 'why', 'done', 'open', 'title'):
        assert answers.say('report', key, language) in page
    assert answers.say('answer', 'UNKNOWN SIGNER', language) in page and 'A letter' not in page
    assert page == report(tmp_path, monkeypatch, language, whole())


def test_the_report_of_each_attack_names_it(checked):
    for family in changes.FAMILIES:
        page = reports.page(checked[family], 'en', pdfs.SEALED_AT).decode()
        assert (
            html.escape(answers.say('change', family, 'en')) in page and 'class="VALID"' not in page
        )


def test_no_tag_of_a_name_is_left_open(tmp_path, monkeypatch):
    """Whatever a certificate or a file calls itself, the page has the same elements."""

    def elements(page):
        found = []
        parser = HTMLParser()
        parser.handle_starttag = lambda tag, attributes: found.append(tag)
        parser.feed(page)
        return found

    plain = elements(report(tmp_path, monkeypatch, 'en', whole(), name='a.pdf'))
    for name in (
        '<script>alert(1)<',
        '"><img onerror=x>',
        "'&amp;--><!--",
        '</title></style>'.replace('/', '\u2215'),
    ):
        assert elements(report(tmp_path, monkeypatch, 'en', whole(), name=name)) == plain


def test_the_report_says_no_more_than_was_checked(tmp_path):
    """A broken file has no certificate that was looked at; a trusted one says what stays open."""
    nothing = verify.verify(tmp_path, [])
    assert nothing.answer == 'BROKEN' and reports.done(nothing) == []
    (tmp_path / 'a.pdf').write_bytes(whole())
    good = verify.verify(tmp_path / 'a.pdf', [pdfs.PUBLISHER_PEM])
    (tmp_path / 'b.pdf').write_bytes(
        attacks.resealed()
    )  # no page prints a fingerprint: there was nothing to compare
    assert reports.done(verify.verify(tmp_path / 'b.pdf', [])) == ['bytes', 'signature', 'trust']
    assert good.answer == 'VALID' and reports.done(good) == ['bytes', 'signature', 'trust', 'roll']
    assert reports.unchecked(good) == ['time', 'revocation', 'print', 'truth']


def test_a_proven_time_is_not_called_open(archived, pki, tmp_path):
    (tmp_path / 'a.pdf').write_bytes(archived)
    (tmp_path / 'root.der').write_bytes(pki.certificate('root'))
    good = verify.verify(tmp_path / 'a.pdf', [tmp_path / 'root.der'])
    assert good.answer == 'VALID' and reports.done(good) == [
        'bytes',
        'signature',
        'trust',
        'time',
        'roll',
    ]
    assert reports.unchecked(good) == ['print', 'truth']
    assert 'Test time-stamping authority' in answers.in_words(good, 'a.pdf', 'fr')


def test_the_colours_of_the_report_can_be_told_apart():
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text."""
    style = Path(reports.__file__).with_name('report.css').read_text(encoding='utf-8')
    colours = dict(re.findall(r'--([a-z]+): (#[0-9a-f]{6})', style))

    def light(name):
        parts = [int(colours[name][i : i + 2], 16) / 255 for i in (1, 3, 5)]
        return sum(
            share * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
            for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
        )

    for ink, ground in (('ink', 'paper'), ('soft', 'paper'), ('ink', 'hero'), ('paper', 'ink')):
        dark, bright = sorted((light(ink), light(ground)))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)
