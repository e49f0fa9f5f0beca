"""The gate of release: no word that `letterpress init` wrote goes out, wherever it was moved to.

`python tests/manuscript/text/test_unwritten.py` adds the words of today's scaffold to
unwritten.txt; those of earlier ones stay.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

import pytest

from letterpress.commands import init
from letterpress.manuscript import locales, reading
from letterpress.manuscript.drafting import beginning
from letterpress.manuscript.text import prose, unwritten
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.tree import Mapping, Node, Scalar

HOUSE = Path(__file__).parents[3] / 'src/letterpress'
CONTENT = {
    path.relative_to(HOUSE.parents[1]).as_posix(): path.read_bytes()
    for path in sorted((HOUSE.parents[1] / 'content').rglob('*'))
    if path.is_file()
}


def scaffold(*languages: str) -> dict[str, bytes]:
    """Return the content of a new letter."""
    return beginning.files(languages, init.scaffold(), CONTENT)


SCAFFOLD = scaffold('en')
LIST = HOUSE / 'manuscript/text/unwritten.txt'
# what may go out as the scaffold says it: ready-made words, and facts that are nobody's own
MAY_STAY = {
    'content/campaign.yaml': (
        'licence',
        'edition',
        'source_language',
        'languages',
        'embargo',
        'seal',
        'addressee.lang',
    ),
    'content/press/*/release.md': ('quote_by',),
    'content/signatories.yaml': ('kind', 'id'),
    'content/letter/*.md': ('status',),
}

OWN_PHRASES = ('letter.wordmark', 'letter.copies_to')  # the phrases that speak of the owner


def values(node: Node, path: str, name: str = '') -> list[str]:
    """Return the texts of a YAML file that are the owner's to write.

    Of a list of lines also the whole.
    """
    stays = next((keys for known, keys in MAY_STAY.items() if fnmatch(path, known)), ())
    if name and name.startswith(stays):
        return []
    if isinstance(node, Scalar):
        return [node.value]
    if isinstance(node, Mapping):
        return [
            text
            for key, value in node.entries
            for text in values(value, path, f'{name}.{key.value}'.lstrip('.'))
        ]
    lines = [text for item in node.items for text in values(item, path, name)]
    if path.startswith('content/posters/'):  # a slogan's line alone may be anybody's
        return [' '.join(lines)]
    return (
        [*lines, ' '.join(lines)] if all(isinstance(item, Scalar) for item in node.items) else lines
    )


def texts(language: str) -> list[tuple[str, str]]:
    """Return every text of the scaffold in a language that is to be replaced, with its file."""
    found = []
    for path, data in scaffold(language).items():
        text = data.decode()
        if path.startswith('content/forms/') or path.endswith('notes.md'):
            continue
        if path.startswith('content/phrases/'):
            said = tree.parse(text, path)
            assert isinstance(said, Mapping)
            for key in OWN_PHRASES:
                value = said.get(key)
                assert isinstance(value, Scalar)
                found.append((path, value.value.replace('|', ' ')))
            continue
        if path.endswith('.yaml'):
            found += [(path, value) for value in values(tree.parse(text, path), path)]
            continue
        node, body, line = tree.front_matter(text, path)
        found += [(path, value) for value in (values(node, path) if node is not None else [])]
        found += [(path, block.text) for block in prose.blocks(body, path, line, ())[0]]
    return found


def digests() -> set[str]:
    return {
        unwritten.digest(part)
        for language in locales.SUPPORTED
        for _, text in texts(language)
        for part in unwritten.parts(text)
    }


def test_every_value_of_the_scaffold_is_known() -> None:
    assert digests() <= set(LIST.read_text().split()), (
        'run: python tests/manuscript/text/test_unwritten.py'
    )
    assert len(digests()) > 25 * len(locales.SUPPORTED)


@pytest.mark.parametrize('language', locales.SUPPORTED)
def test_a_release_of_the_scaffold_names_every_text_that_stands(language: str) -> None:
    files = scaffold(language)
    draft, every = reading.read(files)[1], reading.read(files, release=True)[1]
    release = [one for one in every if one.code != 'LP189']  # nobody is quoted in it either
    assert len(every) == len(release) + 1
    assert {one.code for one in draft} == {'LP180'} and {one.code for one in release} == {'LP181'}
    assert {(one.place, one.message) for one in draft} == {
        (one.place, one.message) for one in release
    }
    lines = {(one.place.path, one.place.line) for one in release}
    for path, text in texts(language):
        assert any(place == path for place, _ in lines), path
        first = text.replace('*', '').split()[0].strip('"')
        here = [
            number
            for number, line in enumerate(files[path].decode().splitlines(), 1)
            if first in line.replace('*', '')
        ]
        # an entry of the roll is found where it begins, a line above the name
        assert len(text.split()) < 2 or any(
            (path, at) in lines for number in here for at in (number, number - 1)
        ), text


MOVED = [
    (
        'content/press/en/boilerplate.md',
        'Say in the first paragraph who you are, whom you ask, and for what.',
    ),
    (
        'content/press/en/notes.md',
        '- We are many. Say in the second what is the case\ntoday, with facts that anybody can '
        'check.',
    ),
    (
        'content/letter/en.md',
        '---\ntitle: "Open letter:  What we ask for"\nstatus: source\n---\n\nWe ask for this.\n',
    ),
    (
        'content/letter/en.md',
        '---\ntitle: Ours\nstatus: source\n---\n\nGive the two or three facts that a journalist '
        'needs to write about it.\n',
    ),
    (
        'content/letter/en.md',
        '---\ntitle: Ours\nstatus: source\n---\n\nSay in the third why it *must* change, and what '
        'happens if it does not.\n',
    ),
]


@pytest.mark.parametrize('path, text', MOVED)
def test_a_text_of_the_scaffold_is_known_wherever_it_was_moved(path: str, text: str) -> None:
    files = dict(written().items()) | {path: text.encode()}
    assert [one.code for one in reading.read(files, release=True)[1] if one.place.path == path] == [
        'LP181'
    ]


def written() -> dict[str, bytes]:
    """Return a campaign in which nothing of the scaffold stands."""
    files = dict(SCAFFOLD)
    files |= {
        'content/letter/en.md': (
            b'---\ntitle: "Open letter: no night flights"\nstatus: source\n---\n\n'
            b'We ask for sleep.\n\nLet us sleep.\n'
        ),
        'content/press/en/boilerplate.md': b'The signatories live below the flight path.\n',
        'content/press/en/release.md': (
            '---\ntitle: "{signatories} signatories ask for sleep"\n'
            'standfirst: They wrote to the airport.\n'
            'quote_by: The signatories, in the open letter\n---\n\n'
            'They ask for sleep.\n\n> “We ask for sleep.”\n'
        ).encode(),
        'content/press/en/quotes.yaml': (
            b'- {id: one, text: I lie awake., who: Ann Elm}\n'
            b'- {id: two, text: So do we., organisation: choir}\n'
        ),
        'content/posters/en.yaml': (
            b'suspects:\n  headline: [LET, "*US*", SLEEP]\n  demand: NO FLIGHTS AT NIGHT\n'
            b'broadside:\n  opening: OPEN LETTER TO THE AIRPORT\n'
            b'  headline: ["*NO* FLIGHTS", AT NIGHT]\n'
        ),
        'content/signatories.yaml': (
            b'- id: choir\n  name: Choir of the Elm Lane\n  kind: organisation\n'
        ),
    }
    facts = SCAFFOLD['content/campaign.yaml'].decode()
    for old, new in (
        ('What we ask for', 'No night flights'),
        ('Your town', 'Elmstead'),
        ('Name of the publisher', 'Elm Lane'),
        ('www.example.org', 'elm.lane.eu'),
        ('Who answers the press', 'The press desk'),
        ('press@example.org', 'press@elm.lane.eu'),
        ('+1 202 555 0100', '+44 20 7000 0000'),
        ('Name of the printer', 'Elm Press'),
        ('Address of the printer, example.org', '1 Elm Lane'),
        ('Whom the letter goes to', 'The Airport'),
        ('Street and number', '2 Runway Road'),
        ('Postcode and TOWN', 'EL1 1EL ELMSTEAD'),
    ):
        facts = facts.replace(old, new)
    phrases = SCAFFOLD['content/phrases/en.yaml'].decode()
    phrases = phrases.replace('Name of|the publisher', 'Elm|Lane')
    phrases = phrases.replace('letter.copies_to: Whoever gets a copy', 'letter.copies_to: ""')
    return files | {
        'content/campaign.yaml': facts.encode(),
        'content/phrases/en.yaml': phrases.encode(),
    }


def test_what_is_the_owners_own_goes_out() -> None:
    assert reading.read(written(), release=True)[1] == ()
    for text in (
        'We ask for what we need.',
        'Say it.',
        'Open letter',
        'First of all',
        'LOUD AND SHORT',
        'Third',
        'What we ask for is simple.',
    ):
        assert not unwritten.is_scaffold(text)


@pytest.mark.parametrize(
    'name',
    [path for path in SCAFFOLD if not any(one in path for one in ('forms', 'notes'))],
)
def test_one_file_left_as_it_was_stops_a_release(name: str) -> None:
    found = reading.read(written() | {name: SCAFFOLD[name]}, release=True)[1]
    assert found and {(one.code, one.place.path) for one in found} == {('LP181', name)}


def test_a_slogan_left_as_it_was_is_found_at_its_line() -> None:
    posters = (
        written()['content/posters/en.yaml']
        .decode()
        .replace('[LET, "*US*", SLEEP]', '[Say it, "*loud*",\n    and short]')
    )
    found = reading.read(written() | {'content/posters/en.yaml': posters.encode()}, release=True)[1]
    assert {(one.code, one.place.line) for one in found} == {('LP181', 2)}


# ---- the embargo ---------------------------------------------------------------------------------


def with_embargo(end: str) -> dict[str, bytes]:
    files = written()
    return files | {
        'content/campaign.yaml': files['content/campaign.yaml'].replace(
            b'embargo: none', f'embargo: {end}'.encode()
        )
    }


@pytest.mark.parametrize(
    'end, codes',
    [
        ('2025-03-01T00:00:00+01:00', ['LP190']),
        ('2026-12-31T23:59:00+00:00', ['LP190']),
        ('2027-01-01T00:00:00+01:00', []),
        ('2027-06-01T09:00:00+02:00', []),
        ('none', []),
    ],
)
def test_an_embargo_that_ends_before_the_editions_date_is_told(end: str, codes: list[str]) -> None:
    found = reading.read(with_embargo(end))[1]
    assert [one.code for one in found] == codes and all(
        one.severity == 'warning' and one.place.line > 1 for one in found
    )


@pytest.mark.parametrize(
    'end, past',
    [
        ('2027-06-01T09:00:00+02:00', True),
        ('2027-06-01T12:00:00+00:00', True),
        ('2027-06-01T15:00:00+02:00', False),
    ],
)
def test_a_past_embargo_is_told_at_a_release_alone(end: str, past: bool) -> None:
    """Pages must not depend on the clock: a draft never looks at it."""
    now = datetime(2027, 6, 1, 12, tzinfo=UTC)
    assert [one.code for one in reading.read(with_embargo(end), release=True, now=now)[1]] == (
        ['LP191'] if past else []
    )
    assert reading.read(with_embargo(end))[1] == ()


if __name__ == '__main__':
    known = set(LIST.read_text().split()) if LIST.exists() else set()
    LIST.write_text('\n'.join(sorted(known | digests())) + '\n', encoding='ascii')
