"""One roll, one number: the finished files of a campaign read back, for each mix of who signs.

Whatever file says a number of organisations, persons or signatories says the same, and all are
named where they should be.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from fixtures.sample import letterpress
from letterpress.finishing import structure

pytestmark = pytest.mark.slow
MIXES = {
    'organisations only': (147, 0, ''),
    'persons only': (0, 90, ''),
    'both': (147, 90, ''),
    'one of each': (1, 1, ''),
    'persons in the annex': (30, 20, 'organisations'),
    'some not named': (12, 9, ''),
}
UNNAMED = {'some not named': 4}
# what is said to a printer, and which files there are
COUNTLESS = ('how-to-print', 'print-shop', 'kit/en/files.html', 'kit/en/pictures.html')
NUMBER = re.compile(
    r'(?<![\d.-])(\d[\d,]*)\s+(organisations?|persons?|first signator\w+|strokes|signator\w+)'
)


def said(n: int) -> str:
    """Return a word of letters for a number: no figure that could be taken for a count."""
    return ''.join(chr(97 + int(digit)) for digit in f'{n:03}')


def names(organisations: int, persons: int) -> tuple[list[str], list[str]]:
    return [f'Choir {said(n).title()}' for n in range(organisations)], [
        f'Ana {said(n).title()}son' for n in range(persons)
    ]


@pytest.fixture(scope='module', params=MIXES)
def mix(request, tmp_path_factory):
    """Build a campaign in English; return its mix, its counts and its folder."""
    organisations, persons, letter_names = MIXES[request.param]
    base = tmp_path_factory.mktemp('mix') / 'letter'
    letterpress('init', str(base), cwd=base.parent)
    choirs, people = names(organisations, persons)
    hidden = UNNAMED.get(request.param, 0)
    rows = [
        f'- {{id: o-{said(n)}, name: {name}, kind: organisation}}' for n, name in enumerate(choirs)
    ]
    rows += [
        f'- {{id: p-{said(n)}, name: {name}, kind: person, sort_as: '
        f'{" ".join(reversed(name.split()))}, public: {"false" if n < hidden else "true"}}}'
        for n, name in enumerate(people)
    ]
    (base / 'content/signatories.yaml').write_text('\n'.join(rows) + '\n')
    if letter_names:
        with open(base / 'content/campaign.yaml', 'a') as facts:
            facts.write(f'letter_names: {letter_names}\n')
    letterpress('build', 'kit', 'filing', cwd=base)
    return request.param, organisations, persons, hidden, base / 'build'


def pdf(path: Path) -> str:
    """Return a PDF's text in reading order, on one line.

    That of its tags, of an untagged poster as it stands.
    """
    passages = structure.read(path.read_bytes()).passages
    if not passages:
        return plain(
            subprocess.run(
                ['pdftotext', str(path), '-'], capture_output=True, text=True, check=True
            ).stdout
        )
    return plain(' '.join(passage.text for passage in passages))


def page(path: Path) -> str:
    text = re.sub(
        r'<style>.*?</style>|<svg.*?</svg>', ' ', path.read_text(encoding='utf-8'), flags=re.DOTALL
    )
    heads = re.findall(r'<meta name="description" content="([^"]*)"', text)
    return plain(html.unescape(' '.join([*heads, re.sub('<[^>]*>', ' ', text)])))


def plain(text: str) -> str:
    text = ''.join(
        c for c in unicodedata.normalize('NFKC', text) if unicodedata.category(c) != 'Cf'
    )
    return ' '.join(text.split())


@cache
def files(build: Path) -> dict[str, str]:
    """Return the text of every finished file that a person reads."""
    # a print shop's file has no tags to be read by; its words are those of the poster it is made of
    finished = [
        path for path in sorted(build.glob('pdf/en/*.pdf')) if 'print-shop' not in path.name
    ]
    found = {path.name: pdf(path) for path in finished}
    found |= {f'filing {path.name}': pdf(path) for path in sorted(build.glob('filing/en/*.pdf'))}
    found |= {
        path.relative_to(build).as_posix(): page(path) for path in sorted(build.glob('**/*.html'))
    }
    found |= {
        path.name: plain(path.read_text(encoding='utf-8'))
        for path in sorted(build.glob('kit/en/**/*.txt'))
    }
    return found


def test_every_number_says_the_same_of_the_same_people(mix):
    case, organisations, persons, hidden, build = mix
    found = files(build)
    assert {
        'letter.en.pdf',
        'poster-statement-a4.en.colour.pdf',
        'poster-statement-a4.en.home.pdf',
        'poster-iris-a3.en.pdf',
        'poster-broadside-a2.en.pdf',
        'press-release.en.pdf',
        'letter.en.txt',
        'press-release.en.txt',
        'filing packet.en.pdf',
        'filing packet.en.paper.pdf',
        'kit/en/index.html',
        'kit/en/letter.en.html',
        'filing/en/letter.en.html',
    } <= found.keys()
    due = {
        'o': {organisations},
        'p': {persons},
        'f': {organisations + persons},
        's': {organisations + persons},
    }
    if MIXES[case][2] or hidden:
        due['p'] |= {hidden, persons - hidden}
    for name, text in found.items():
        numbers = NUMBER.findall(text)
        if name.startswith(COUNTLESS):
            assert not numbers, f'{name} says a number'
            continue
        assert numbers, f'{name} says no number'
        for number, noun in numbers:
            assert int(number.replace(',', '')) in due[noun[0]], (name, number, noun)
        if (
            organisations
            and persons
            and not name.startswith(('press-release', 'kit/en/texts/press-release'))
        ):
            both = NUMBER.sub('', text) != text and ' and ' in text
            assert both, name
    who = {
        (147, 0): '147 organisations',
        (0, 90): '90 persons',
        (1, 1): '1 organisation and 1 person',
    }.get((organisations, persons), f'{organisations} organisations and {persons} persons')
    for name in ('poster-statement-a4.en.colour.pdf', 'poster-statement-a3.en.pdf'):
        assert f'signed by {who}' in found[name]
    if organisations and persons:
        for name in (
            'letter.en.pdf',
            'filing packet.en.pdf',
            'kit/en/letter.en.html',
            'filing/en/letter.en.html',
        ):
            assert who in found[name], name
    counts = json.loads((build / 'kit/manifest.json').read_text())['counts']
    assert counts == {
        'signatories': organisations + persons,
        'organisation': organisations,
        'person': persons,
        'named': organisations + persons - hidden,
    }


def test_everybody_who_is_public_is_named_once_and_where_they_should_be(mix):
    case, organisations, persons, hidden, build = mix
    choirs, people = names(organisations, persons)
    people = people[hidden:]
    found = files(build)

    def order(text: str) -> list[str]:
        return re.findall('Choir [A-J][a-j]{2}|Ana [A-J][a-j]{2}son', text)

    in_letter = [*choirs, *([] if MIXES[case][2] else people)]
    for name in ('letter.en.pdf', 'letter.en.txt', 'kit/en/letter.en.html'):
        assert order(found[name]) == in_letter, name
    for name in ('filing packet.en.pdf', 'filing packet.en.paper.pdf', 'filing/en/letter.en.html'):
        assert order(found[name]) == [*choirs, *people], f'{name}: the roll stands in it once'
    assert sorted(order(found['poster-broadside-a2.en.pdf'])) == sorted([*choirs, *people])
    for path in (build / 'kit/signatories.csv', build / 'filing/en/signatories.csv'):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding='utf-8-sig'))))
        assert sorted(row['name'] for row in rows) == sorted([*choirs, *people])
    assert json.loads((build / 'filing/en/signatories.json').read_text())['count'] == len(
        choirs
    ) + len(people)


def test_who_is_not_named_is_said_to_stand_elsewhere_or_nowhere(mix):
    case, _organisations, _persons, hidden, build = mix
    found = files(build)
    for name in ('letter.en.pdf', 'letter.en.txt', 'kit/en/letter.en.html'):
        text = found[name]
        assert (
            '20 persons: named in the annex of the filing packet and in the public list' in text
        ) == bool(MIXES[case][2]), name
        assert (f'Name not published: {hidden} persons' in text) == bool(hidden), name
    assert (f'Name not published: {hidden} persons' in found['filing packet.en.pdf']) == bool(
        hidden
    )


def test_every_initial_is_that_of_what_is_sorted_by(mix):
    *_, build = mix
    twin = (build / 'filing/en/letter.en.html').read_text(encoding='utf-8')
    groups = re.findall(r'<div class="group"><h[34]>(.)</h[34]>\s*<ul>(.*?)</ul>', twin, re.DOTALL)
    assert groups
    for initial, listed in groups:
        for name in re.findall(r'<li>(.*?)</li>', listed):
            assert (
                plain(html.unescape(re.sub('<[^>]*>', '', name))).split()[
                    -1 if 'Ana' in name else 0
                ][0]
                == initial
            )
