"""Filing profiles: what a body asks for is read with its sources.

The campaign and its packets are judged by it.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fixtures.editions import CAMPAIGN
from fixtures.packets import packet, read
from fixtures.sample import letterpress
from fixtures.type import ROOT
from letterpress.manuscript import reading
from letterpress.manuscript.edition import edition
from letterpress.manuscript.filing import judgement
from letterpress.manuscript.filing.profiles import FilingProfile
from letterpress.manuscript.model import Filing, LocalText
from test_findings import HERE, files_of

PROFILES = {profile.body: profile for profile in CAMPAIGN.filing_profiles}
NOBODY = FilingProfile('railway', 'The railway', 'letter')
SIGNED = Filing(
    signer='A. Signer',
    capacity=LocalText('Secretary'),
    nationality='FR',
    address=('1 rue du Test', '75000 PARIS'),
)


def judged(profile: FilingProfile, campaign=CAMPAIGN, **facts) -> str:
    """Return the one message about a body, '' where there is none."""
    campaign = replace(campaign, filing_profiles=(profile,), facts=replace(campaign.facts, **facts))
    found = list(judgement.judge(campaign))
    assert (
        all(one.code == 'LP275' and one.severity == 'warning' for one in found) and len(found) <= 1
    )
    return found[0].message if found else ''


def with_french(**changes):
    letters = dict(CAMPAIGN.letters)
    letters['fr'] = replace(letters['fr'], **changes)
    return replace(CAMPAIGN, letters=letters)


# ---- reading ----


def test_the_house_ships_four_bodies_and_each_requirement_has_a_source():
    assert list(PROFILES) == ['assemblee-nationale', 'gouvernement', 'parlement-europeen', 'senat']
    europe, senate = PROFILES['parlement-europeen'], PROFILES['senat']
    assert (
        europe.ink
        and europe.first_signatory == ('name', 'nationality', 'address')
        and len(europe.languages) == 24
    )
    assert europe.channels == ('portal', 'post') and europe.post[-2:] == (
        '1047 Brussels',
        'BELGIUM',
    )
    assert PROFILES['assemblee-nationale'].channels == ('portal',)
    assert (
        senate.title_characters,
        senate.text_characters,
        senate.upload_bytes,
        senate.upload_pages,
    ) == (150, 10_000, 10_000_000, 10)
    for profile in PROFILES.values():
        assert profile.sources and all(
            source.url.startswith('http') and source.read <= date.today()
            for source in profile.sources
        )


def test_what_the_sources_do_not_say_is_not_judged():
    assert judged(NOBODY) == ''
    assert judged(PROFILES['gouvernement']) == ''


def test_whatever_lies_beside_the_profiles_is_told_apart():
    files = files_of(HERE / '_good', HERE / '_good')
    campaign, found = reading.read(
        files | {'content/filing/README.md': b'notes', 'content/filing/.keep': b''}
    )
    assert found == () and campaign.filing_profiles == ()


# ---- the campaign ----


def test_a_language_that_a_body_does_not_take():
    assert judged(replace(NOBODY, languages=('pl', 'sv'))) == (
        'The railway (letter): it is not accepted in en, fr, es, de, it, el, bg or ar, only in '
        'pl or sv'
    )


def test_a_translation_counts_once_it_is_adopted():
    french = replace(NOBODY, languages=('fr',))
    assert judged(french).endswith(
        'this letter has fr, a translation that nobody has adopted (status: adopted)'
    )
    assert (
        judged(french, with_french(status='adopted', adopted_by='X', adopted_on=date(2026, 11, 1)))
        == ''
    )
    assert judged(replace(NOBODY, languages=('fr', 'en'))) == ''  # the source is accepted
    assert judged(replace(NOBODY, languages=('fr', 'es'))).endswith(
        'fr and es, translations that nobody has adopted (status: adopted)'
    )


def test_a_regional_language_is_taken_where_its_language_is():
    swiss = replace(
        CAMPAIGN,
        letters={**CAMPAIGN.letters, 'fr-CH': CAMPAIGN.letters['fr']},
        facts=replace(CAMPAIGN.facts, languages=('fr-CH',)),
    )
    assert len(judgement.accepted(replace(NOBODY, languages=('fr',)), swiss)) == 1
    assert judgement.accepted(replace(NOBODY, languages=('de',)), swiss) == ()


def test_who_signs_first():
    asks = replace(NOBODY, first_signatory=('name', 'nationality', 'address', 'email'))
    assert 'does not say the name, nationality, address and email (filing: signed_by:)' in judged(
        asks
    )
    assert 'does not say the email (' in judged(asks, filing=SIGNED)
    assert judged(asks, filing=replace(SIGNED, email='a@example.org')) == ''


def test_ink_means_the_paper_copy_of_a_language_that_may_be_filed():
    assert 'print build/filing/en/packet.en.paper.pdf and sign it' in judged(
        replace(NOBODY, ink=True)
    )
    adopted = with_french(status='adopted', adopted_by='X', adopted_on=date(2026, 11, 1))
    assert 'print build/filing/fr/packet.fr.paper.pdf and sign it' in judged(
        replace(NOBODY, ink=True, languages=('fr',)), adopted
    )
    assert judged(replace(NOBODY, ink=False)) == ''


def test_ways_sheets_and_first_sheet():
    assert judged(replace(NOBODY, channels=('portal',), portal='https://x.internal/')).endswith(
        'by the portal only, https://x.internal/'
    )
    assert judged(replace(NOBODY, channels=('portal', 'post'), portal='https://x.internal/')) == ''
    assert judged(replace(NOBODY, sides='single')).endswith('on one side of each sheet')
    assert judged(replace(NOBODY, names_on_first_sheet=True)).endswith(
        'the packet names them in its annex'
    )


def test_the_length_of_title_and_text_is_that_of_the_language_filed():
    senate = replace(NOBODY, languages=('fr',), title_characters=150, text_characters=10_000)
    assert 'may have' not in judged(senate)
    assert 'the title may have 150 characters, and the one in fr has 151' in judged(
        senate, with_french(title='x' * 151)
    )
    french = CAMPAIGN.letters['fr']
    length = len(french.blocks[0].text) + 2 + len(french.blocks[1].text)
    short = with_french(blocks=french.blocks[:2])
    assert f'the text may have {length - 1} characters, and the one in fr has {length}' in judged(
        replace(senate, text_characters=length - 1), short
    )
    assert 'may have' not in judged(replace(senate, text_characters=length), short)


def test_only_the_bodies_that_the_campaign_writes_to():
    def bodies(chosen):
        filing = replace(CAMPAIGN.facts.filing, bodies=chosen)
        return [
            one.place.path
            for one in judgement.judge(
                replace(CAMPAIGN, facts=replace(CAMPAIGN.facts, filing=filing))
            )
        ]

    assert bodies(('senat',)) == ['content/filing/senat.yaml'] and bodies(()) == []
    assert len(bodies(None)) == len(set(bodies(None))) == 3  # at most one line a body


# ---- the packet ----


@pytest.mark.parametrize(
    ('size', 'pages', 'paper', 'codes', 'words'),
    [
        (1000, 10, 'a4', [], ''),
        (1001, 10, 'a4', ['LP276'], '1001 bytes, at most 1000'),
        (1000, 11, 'a4', ['LP276'], '11 pages, at most 10'),
        (1000, 10, 'letter', ['LP277'], 'the packet in fr is set on letter'),
    ],
)
def test_a_packet_is_judged_by_what_only_the_file_shows(size, pages, paper, codes, words):
    asks = replace(NOBODY, languages=('fr',), upload_bytes=1000, upload_pages=10, paper='a4')
    campaign = replace(CAMPAIGN, filing_profiles=(asks,))
    found = list(judgement.packet(campaign, 'fr', size, pages, paper))
    assert [one.code for one in found] == codes and all(words in one.message for one in found)
    assert (
        list(judgement.packet(campaign, 'en', size, pages, paper)) == []
    )  # not taken in English at all


def test_one_finding_for_all_translations_that_nobody_adopted():
    assert list(judgement.translations(CAMPAIGN, {'en'})) == []
    (one,) = judgement.translations(CAMPAIGN, {'en', 'fr', 'de'})
    assert one.code == 'LP278' and 'packets in de and fr hold translations' in one.message
    assert one.place.path == 'content/letter/de.md'


def test_the_cover_says_what_a_body_must_know_of_who_signs_first():
    french = edition(CAMPAIGN, 'fr')
    signed = replace(
        french, facts=replace(french.facts, filing=replace(SIGNED, email='a@example.org'))
    )
    proof, said = read(packet(signed))
    cover = [
        re.sub('[\u2068\u2069]', '', passage.text).replace('\xa0', ' ')
        for passage in said.passages
        if passage.page == 1
    ]
    assert not proof.findings
    assert {
        'A. Signer',
        'Nationalité : France',
        '1 rue du Test',
        '75000 PARIS',
        'a@example.org',
    } <= set(cover)
    assert not any('Nationalité' in passage.text for passage in read(packet(french))[1].passages)


def test_check_and_build_say_it(tmp_path: Path) -> None:
    letterpress('init', 'letter', cwd=tmp_path)
    folder = tmp_path / 'letter'
    shutil.copytree(ROOT / 'content/filing', folder / 'content/filing')
    senate = folder / 'content/filing/senat.yaml'
    senate.write_text(
        senate.read_text(encoding='utf-8')
        .replace('languages: [fr]', 'languages: [en]')
        .replace('bytes: 10000000', 'bytes: 1000'),
        encoding='utf-8',
    )
    told = letterpress('check', cwd=folder).stderr
    assert told.count('LP275 warning') == 2 and 'LP276' not in told
    assert 'Assemblée nationale (petition): it is not accepted in en, only in fr' in told
    made = letterpress('build', 'filing', cwd=folder)
    assert (
        made.stderr.count('LP276 warning') == 1
        and 'at most 1000' in made.stderr
        and 'LP275' not in made.stderr
    )
    again = letterpress('build', 'filing', cwd=folder)  # nothing to do, and still said
    assert again.stderr.count('LP276 warning') == 1
