"""A language more: its texts are marked, nothing of it is public before the last is translated."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from fixtures.sample import letterpress
from letterpress.commands import init, language
from letterpress.findings import Rejected
from letterpress.manuscript import locales, reading
from letterpress.manuscript.drafting import marking, waiting
from letterpress.world.files import inside

OWN = {  # a campaign that has words of its own
    'content/letter/de.md': (
        '---\ntitle: Rettet den Auwald\nstatus: source\n---\n\nWir *alle* fordern 3 Dinge:\n\n'
        '- kein Kahlschlag,\n- mehr Wasser\n  für alle,\n- weniger Lärm.\n\n## Warum jetzt\n\n'
        'Weil es [eilt](https://auwald.example/).\n'
    ),
    'content/posters/de.yaml': (
        'suspects:\n  headline: [LASST, "*IHN*", STEHEN]\n  demand: KEIN KAHLSCHLAG\n'
        'broadside:\n  opening: OFFENER BRIEF\n  headline: [RETTET, "*DEN* AUWALD"]\n'
    ),
}


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    base = tmp_path / 'brief'
    init.init(base, False, ('de',))
    for path, text in OWN.items():
        (base / path).write_text(text, encoding='utf-8')
    path = base / 'content/phrases/de.yaml'
    path.write_text(
        path.read_text(encoding='utf-8').replace(
            'letter.subject: Betreff', 'letter.subject: Es geht um'
        ),
        encoding='utf-8',
    )
    return base


def content(base: Path) -> dict[str, bytes]:
    return inside.read_tree(base, 'content')


def translate(base: Path, code: str) -> None:
    """Take every mark away, as if each text had been written in the other language."""
    for path in (base / 'content').rglob('*.*'):
        text = path.read_text(encoding='utf-8')
        if path.name == 'campaign.yaml' or waiting.of_language(
            path.relative_to(base).as_posix(), code
        ):
            text = re.sub(f'[{waiting.OPEN}{waiting.CLOSE}]', '', text)
        path.write_text(text, encoding='utf-8')


@pytest.mark.parametrize('code', ['fr', 'ar', 'pl', 'pt-BR', 'ja'])
def test_nothing_of_a_language_is_made_while_a_text_waits(letter: Path, code: str) -> None:
    before = content(letter)
    added = language.add(letter, code)
    after = content(letter)
    assert {path for path in after if path not in before} | {'content/campaign.yaml'} == set(
        added.paths
    )
    assert all(after[path] == before[path] for path in before if path != 'content/campaign.yaml')
    campaign, findings = reading.read(after)
    assert campaign is not None and campaign.facts.languages == ('de',)
    assert campaign.facts.waiting == (code,)
    (said,) = [one for one in findings if one.code not in ('LP180',)]
    assert said.code == 'LP740' and f'{len(added.waiting)} texts' in said.message
    # the last text keeps it out, whichever it is
    for place in added.waiting[:: max(len(added.waiting) // 7, 1)]:
        alone = {
            path: (
                data
                if path == place.path
                else re.sub(f'[{waiting.OPEN}{waiting.CLOSE}]', '', data.decode()).encode()
            )
            for path, data in after.items()
        }
        assert reading.read(alone)[0].facts.waiting == (code,), place
    translate(letter, code)
    campaign, findings = reading.read(content(letter))
    assert campaign is not None, [str(one) for one in findings]
    assert campaign.facts.languages == ('de', code)
    assert not [one for one in findings if one.severity == 'error']
    assert campaign.letters[code].source_hash == campaign.letters['de'].hash
    ours, theirs = (campaign.letters[one].blocks for one in (code, 'de'))
    assert [(one.kind, one.runs) for one in ours] == [(one.kind, one.runs) for one in theirs]


def test_a_language_that_ships_brings_what_the_campaign_did_not_change(letter: Path) -> None:
    language.add(letter, 'fr')
    phrases = (letter / 'content/phrases/fr.yaml').read_text(encoding='utf-8')
    assert phrases.count(waiting.OPEN) == 1
    assert 'letter.subject: "⟦Es geht um⟧"\n' in phrases and 'seal.label: Cachet\n' in phrases
    assert 'letter.closing: Nous vous prions' in phrases
    facts = (letter / 'content/campaign.yaml').read_text(encoding='utf-8')
    assert '  fr: Votre ville\n' in facts and waiting.OPEN not in facts
    release = (letter / 'content/press/fr/release.md').read_text(encoding='utf-8')
    assert 'signataires demandent un changement' in release
    forms = (letter / 'content/forms/fr.yaml').read_bytes()
    assert forms.endswith((init.house.root() / 'content/forms/fr.yaml').read_bytes())
    said = (letter / 'content/letter/fr.md').read_text(encoding='utf-8')
    assert said.count(waiting.OPEN) == 7  # the title, and six blocks of text


def test_a_language_that_does_not_ship_is_told_what_it_takes(letter: Path) -> None:
    added = language.add(letter, 'pl')
    assert any('one, few, many, other' in need for need in added.needs)
    assert 'the typefaces have its letters' in added.needs
    japanese = language.add(letter, 'ja')
    assert any('the typefaces lack' in need for need in japanese.needs)
    said = (letter / 'content/phrases/pl.yaml').read_text(encoding='utf-8')
    assert re.search(r'few: "⟦\{count\}\sSeiten⟧"', said) and 'roll.unnamed' in said
    assert language.add(letter, 'it').needs == ()


def test_the_command_says_what_waits(letter: Path) -> None:
    said = letterpress('language', 'add', 'fr', cwd=letter)
    assert 'content/letter/fr.md' in said.stdout.split() and 'French' in said.stderr
    places = letterpress('language', 'list', 'fr', cwd=letter).stdout.splitlines()
    assert 'content/letter/fr.md:2:9' in places
    assert any(place.startswith('content/phrases/fr.yaml:') for place in places)
    answer = json.loads(letterpress('language', 'list', '--json', cwd=letter).stdout)
    assert [one['code'] for one in answer] == ['de', 'fr'] and answer[0]['source']
    assert len(answer[1]['waiting']) == len(places)
    assert 'LP741' in letterpress('build', '--lang', 'fr', cwd=letter, check=1).stderr
    assert not (letter / 'build/pdf').exists()
    again = letterpress('language', 'add', 'fr', cwd=letter, check=2)
    assert 'LP743' in again.stderr
    assert 'known language' in letterpress('language', 'add', 'xx', cwd=letter, check=2).stderr
    assert 'did you mean' in letterpress('language', 'list', 'frr', cwd=letter, check=2).stderr


@pytest.mark.slow
def test_the_kit_of_the_others_is_made_without_it(letter: Path) -> None:
    letterpress('language', 'add', 'fr', cwd=letter)
    made = letterpress('build', cwd=letter).stdout.split()
    assert 'build/kit/index.html' in made and not [path for path in made if 'fr' in path.split('/')]
    for path in (letter / 'build').glob('[!.]*/**/*'):  # the cache remembers what was said
        if path.suffix in ('.html', '.txt', '.json', '.csv'):
            text = path.read_text(encoding='utf-8')
            assert waiting.OPEN not in text and 'lang="fr"' not in text, path


def test_what_cannot_be_added_to_changes_nothing(letter: Path) -> None:
    path = letter / 'content/campaign.yaml'
    text = path.read_text(encoding='utf-8')
    name = '  name: Name der Herausgeber\n  url: https://www.example.org/\n'
    path.write_text(
        text.replace(f'publisher:\n{name}', 'publisher: {\n  name: A, url: https://a.example/}\n'),
        encoding='utf-8',
    )
    before = content(letter)
    with pytest.raises(Rejected) as refused:
        language.add(letter, 'fr')
    assert [one.code for one in refused.value.findings] == ['LP744'] and content(letter) == before


def test_files_of_the_language_that_are_there_stay(letter: Path) -> None:
    mine = letter / 'content/letter/fr.md'
    mine.write_text('---\ntitle: Sauvez la forêt\nstatus: unofficial\n---\n\nNous.\n')
    before = mine.read_bytes()
    assert 'content/letter/fr.md' not in language.add(letter, 'fr').paths
    assert mine.read_bytes() == before


# ---- a letter that was started in several languages ----

BRIEF = '# Rettet den Auwald\n\nWir fordern:\n\n- Wasser,\n- Ruhe.\n\nJetzt gleich.\n'
TRANSLATED = '# Save the forest\n\nWe ask for\n\n- water,\n- silence.\n\nNow at last.\n'


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """A new letter in German, English and Italian whose German text was taken over."""
    base = tmp_path / 'brief'
    init.init(base, False, ('de', 'en', 'it'))
    take_over(base, 'de', BRIEF)
    return base


def take_over(base: Path, code: str, text: str) -> None:
    source = base.parent / f'{code}.md'
    source.write_text(text, encoding='utf-8')
    letterpress('letter', 'import', str(source), '--lang', code, '--yes', cwd=base)


def said_of(base: Path, code: str) -> list[tuple[str, str]]:
    """Return what is found in the letter of a language."""
    found = reading.read(content(base))[1]
    return [(one.code, one.hint) for one in found if one.place.path == f'content/letter/{code}.md']


def test_a_translation_that_init_wrote_waits_once_the_source_is_written(started: Path) -> None:
    campaign = reading.read(content(started))[0]
    assert campaign is not None
    assert (campaign.facts.languages, campaign.facts.waiting) == (('de',), ('en', 'it'))
    [(code, hint)] = said_of(started, 'en')
    assert code == 'LP740' and 'letterpress letter import FILE --lang en' in hint
    assert [one.code for one in language.listed(started) if one.waiting] == ['en', 'it']
    assert letterpress('language', 'list', 'it', cwd=started).stdout.startswith(
        'content/letter/it.md:'
    )
    assert 'LP741' in letterpress('build', '--lang', 'en', cwd=started, check=1).stderr

    take_over(started, 'en', TRANSLATED)
    campaign = reading.read(content(started))[0]
    assert campaign is not None
    assert (campaign.facts.languages, campaign.facts.waiting) == (('de', 'en'), ('it',))


def test_half_a_translation_waits_too_and_one_that_says_what_it_translates_does_not(
    started: Path,
) -> None:
    path = started / 'content/letter/en.md'
    body = path.read_text(encoding='utf-8')
    first = 'Say in the first paragraph who you are, whom you ask, and for what.'
    path.write_text(body.replace(first, 'We ask for'), encoding='utf-8')
    assert [code for code, _ in said_of(started, 'en')] == ['LP740']

    source = reading.read(content(started))[0]
    assert source is not None
    known = re.sub('source_hash: .*', f'source_hash: {source.letters["de"].hash}', body)
    path.write_text(known, encoding='utf-8')
    codes = {code for code, _ in said_of(started, 'en')}
    assert {'LP165', 'LP180'} <= codes and 'LP740' not in codes


def test_a_letter_as_it_was_started_is_made_in_every_language(tmp_path: Path) -> None:
    init.init(tmp_path / 'new', False, ('ar', 'en', 'bg'))
    campaign = reading.read(content(tmp_path / 'new'))[0]
    assert campaign is not None
    assert (campaign.facts.languages, campaign.facts.waiting) == (('ar', 'en', 'bg'), ())


def test_a_translation_before_its_source_is_told_what_to_write_first(tmp_path: Path) -> None:
    base = tmp_path / 'brief'
    init.init(base, False, ('de', 'en'))
    take_over(base, 'en', TRANSLATED)
    [hint] = [hint for code, hint in said_of(base, 'en') if code == 'LP165']
    assert 'letter import FILE --lang de' in hint


@pytest.mark.slow
def test_the_kit_is_made_of_the_languages_that_are_written(started: Path) -> None:
    done = letterpress('build', cwd=started)
    assert done.stderr.count('LP740') == 2
    made = done.stdout.split()
    assert 'build/kit/index.html' in made and 'build/pdf/de/letter.de.pdf' in made
    assert not {'en', 'it'} & {part for path in made for part in path.split('/')}


# ---- the marks -----------------------------------------------------------------------------------

MARKDOWN = [
    ('One.\n\nTwo\nlines.\n', '⟦One.⟧\n\n⟦Two\nlines.⟧\n'),
    ('# Head\n\n## Closed ##\n', '# ⟦Head⟧\n\n## ⟦Closed⟧ ##\n'),
    ('- a\n- b\n  c\n- d', '- ⟦a⟧\n- ⟦b\n  c⟧\n- ⟦d⟧'),
    ('1. a\n2. *b*\n', '1. ⟦a⟧\n2. ⟦*b*⟧\n'),
    ('> quoted\n> more\n', '> ⟦quoted\n> more⟧\n'),
    ('# C# is a note\n', '# ⟦C# is a note⟧\n'),
    ('*All* of [us](https://a.example)\n', '⟦*All* of [us](https://a.example)⟧\n'),
    ('[^1]: A note.\n', '[^1]: ⟦A note.⟧\n'),
    ('\n\n', '\n\n'),
    ('-5 degrees\n', '⟦-5 degrees⟧\n'),
]


@pytest.mark.parametrize(('before', 'after'), MARKDOWN)
def test_every_text_is_marked_and_keeps_its_form(before: str, after: str) -> None:
    assert marking.body(before) == after
    assert re.sub('[⟦⟧]', '', after) == before


def test_marks_are_of_the_languages_that_ship_and_their_files() -> None:
    for code in locales.SUPPORTED:
        assert waiting.of_language(f'content/letter/{code}.md', code)
        assert waiting.of_language(f'content/press/{code}/release.md', code)
        assert not waiting.of_language(f'content/recipients/{code}.csv', code)
        assert not waiting.of_language(f'content/letter/{code}-x.md', code)
