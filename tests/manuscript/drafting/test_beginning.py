"""A new letter in every language that ships: whole, sound, in one language, and no other word."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from fixtures.sample import letterpress
from letterpress.commands import init
from letterpress.manuscript import locales, reading
from letterpress.manuscript.drafting import beginning, phrase_files
from letterpress.manuscript.text import phrases
from letterpress.manuscript.yaml import tree

HOUSE = Path(__file__).parents[3] / 'content'
CONTENT = {
    f'content/{path.relative_to(HOUSE).as_posix()}': path.read_bytes()
    for path in sorted(HOUSE.rglob('*'))
    if path.is_file()
}
SCRIPTS = {'el': 'GREEK', 'bg': 'CYRILLIC', 'ar': 'ARABIC'}
# what no new letter may say: words of the sample, in the languages that ship
SAMPLE = re.compile(
    r'France|French|français|frances|Frankreich|Γαλλί|Франци|فرنس|Parliament|Parlement|Parlamen'
    r'|Κοινοβο|парламент|برلمان|facial|Gesicht|προσώπου|лицев|الوجوه|PARAFE|Sénat|Senat|Сенат',
    re.IGNORECASE,
)


def start(*languages: str) -> dict[str, bytes]:
    return beginning.files(languages, init.scaffold(), CONTENT)


@pytest.mark.parametrize('language', locales.SUPPORTED)
def test_it_is_sound_and_speaks_its_language(language: str) -> None:
    files = start(language)
    campaign, findings = reading.read(files)
    assert campaign is not None and {one.code for one in findings} == {'LP180'}  # its placeholders
    assert campaign.facts.source_language == language and campaign.facts.languages == (language,)
    assert campaign.facts.addressee_language == language
    for path, data in files.items():
        text = data.decode()
        assert text == unicodedata.normalize('NFC', text), path
        if not path.startswith('content/forms/'):
            assert not SAMPLE.search(text), (path, SAMPLE.search(text))
    prose = files[f'content/letter/{language}.md'].decode().partition('---\n\n')[2]
    letters = [letter for letter in prose if letter.isalpha()]
    script = SCRIPTS.get(language, 'LATIN')
    assert all(unicodedata.name(letter).startswith(script) for letter in letters)


def test_all_of_them_together_are_translations_of_the_first() -> None:
    for source in ('de', 'ar'):
        languages = (source, *(code for code in locales.SUPPORTED if code != source))
        campaign, findings = reading.read(start(*languages))
        assert campaign is not None and {one.code for one in findings} == {'LP180'}
        assert campaign.facts.languages == languages
        for code in languages[1:]:
            assert campaign.letters[code].status == 'unofficial'
            assert campaign.facts.title.to(code) != campaign.facts.title.to(source)


def test_no_two_languages_say_the_same() -> None:
    """A text that was not translated would stand in two of them."""
    said: dict[str, str] = {}
    for language in locales.SUPPORTED:
        for name, text in beginning.facts_of(language, init.scaffold()).items():
            if name[-1] in ('title', 'place', 'licence') or 'name' in name or 'printer' in name:
                assert text not in said, (language, said.get(text), text)
                said[text] = language


@pytest.mark.parametrize('language', locales.SUPPORTED)
def test_its_phrases_are_those_of_the_house_but_for_its_own(language: str) -> None:
    scaffold = init.scaffold()
    made = tree.parse(beginning.phrases_of(language, scaffold, CONTENT), 'x')
    house = tree.parse(CONTENT[phrases.path_of(language)].decode(), 'x')
    own = tree.parse(scaffold[f'{language}/phrases.yaml'].decode(), 'x')
    plain = [
        {key.value: _said(value) for key, value in node.entries} for node in (made, house, own)
    ]
    assert plain[0] == plain[1] | plain[2] and list(plain[0]) == list(plain[1])
    assert plain[2].items() - plain[1].items() or language == 'en'


def _said(node: tree.Node) -> object:
    if isinstance(node, tree.Scalar):
        return node.value
    assert isinstance(node, tree.Mapping)
    return tuple((key.value, _said(value)) for key, value in node.entries)


def test_a_phrase_that_the_house_does_not_know_is_no_phrase() -> None:
    with pytest.raises(KeyError, match=r'letter\.nothing'):
        phrase_files.composed('# house\n\nletter.a: A\n', '# own\n\nletter.nothing: B\n')
    made = phrase_files.composed(
        '# house\n\n# one\nletter.a: A\nletter.b:\n  one: 1\n  other: n\n\n# two\nletter.c: C\n',
        '# own\n# words\n\nletter.b: B\n',
    )
    assert made == '# own\n# words\n\n# one\nletter.a: A\nletter.b: B\n\n# two\nletter.c: C\n'


# ---- the command ---------------------------------------------------------------------------------


def test_init_starts_in_the_languages_asked_for(tmp_path: Path) -> None:
    said = letterpress('init', 'brief', '--lang', 'de', '--lang', 'en', cwd=tmp_path)
    assert 'brief/content/letter/de.md' in said.stdout.split()
    answer = json.loads(letterpress('check', '--json', cwd=tmp_path / 'brief').stdout)
    assert answer['ok'] and {one['code'] for one in answer['findings']} == {'LP180'}
    assert 'languages: [de, en]' in (tmp_path / 'brief/content/campaign.yaml').read_text()
    twice = letterpress('init', 'b', '--lang', 'fr', '--lang', 'fr', cwd=tmp_path)
    assert twice.stdout.split().count('b/content/letter/fr.md') == 1


@pytest.mark.parametrize(
    ('arguments', 'said'),
    [
        (('--lang', 'pl'), 'language add pl'),
        (('--lang', 'xx-nothing'), 'ar, bg, de, el, en, es, fr, it'),
        (('--lang', 'de', '--sample'), 'leave --lang out'),
    ],
)
def test_a_language_that_does_not_ship_is_usage(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in letterpress('init', 'p', *arguments, cwd=tmp_path, check=2).stderr
    assert not (tmp_path / 'p').exists()
