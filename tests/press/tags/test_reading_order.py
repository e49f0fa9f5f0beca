"""The letter as it is read aloud, in order and in the right language, is the source."""

from __future__ import annotations

import re
from functools import cache

import pytest

from fixtures.editions import EDITIONS
from fixtures.type import house_files
from letterpress.finishing import structure
from letterpress.layout import manifest
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.layout.initials import initials_of
from letterpress.manuscript.text import phrases
from letterpress.press import engine
from letterpress.press.ruler import Ruler

FILES = house_files()
LAYOUT = next(layout for layout in manifest.discover(FILES)[0] if layout.name == 'letter')
RULER = Ruler()


def plain(text: str) -> str:
    """Leave out what is never read (kinds of blanks, marks of direction); set apostrophes alike."""
    return ' '.join(re.sub('[\u2066-\u2069\u200e\u200f]', '', text).replace("'", '’').split())


def source(edition) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what the letter must be read as: salutation to signature, then the roll."""

    def one(text, language=edition.language):
        return [(plain(text), language)]

    said = [('P', one(phrases.say(edition, 'letter.salutation')))]
    for block in edition.letter.blocks:
        runs: list[list[str]] = []
        for run in block.runs:
            language = run.lang or edition.language
            if runs and runs[-1][1] == language:
                runs[-1][0] += run.text
            else:
                runs.append([run.text, language])
        said.append(('P', [(plain(text), language) for text, language in runs]))
    said.append(('P', one(phrases.say(edition, 'letter.closing'))))
    said.append(('P', one(phrases.say(edition, 'letter.signed', count=len(edition.signatories)))))
    return said


def names(edition) -> list[str]:
    """Return the roll as it is printed: each initial, and the names under it."""
    printed = [signatory.name for signatory in edition.signatories]
    said: list[str] = []
    before = ''
    for initial, name in zip(initials_of(edition.signatories), printed, strict=True):
        said += ([initial] if initial != before else []) + [plain(name)]
        before = initial
    return said


@cache
def aloud(language):
    composition = compose(EDITIONS[language], LAYOUT, LAYOUT.sizes[0], RULER, Options(), FILES)
    return structure.read(engine.render(composition, FILES).pdf)


@pytest.mark.parametrize('language', EDITIONS)
def test_the_letter_is_read_as_it_was_written(language):
    edition = EDITIONS[language]
    read = aloud(language)
    assert (read.language, read.direction) == (language, edition.direction) and not read.lost
    heard = [
        (passage.tag, [(plain(run.text), run.language) for run in passage.runs])
        for passage in read.passages
    ]
    wanted = source(edition)
    start = heard.index(wanted[0])
    assert heard[start : start + len(wanted)] == wanted
    first = next(i for i, (tag, _) in enumerate(heard) if tag == 'H3')
    rest = [(text, lang) for _, runs in heard[first:] for text, lang in runs]
    assert rest == [(name, edition.facts.addressee_language) for name in names(edition)]
    titles = [text for _, text in read.outline]
    assert (
        len(titles) == 2 and plain(titles[0]).casefold() == plain(edition.letter.title).casefold()
    )


def test_inner_languages_are_heard():
    heard = {run.language for passage in aloud('el').passages for run in passage.runs}
    assert heard == {'el', 'fr'}
    (paragraph,) = [
        passage
        for passage in aloud('el').passages
        if any(
            run.text == 'Traitement des antécédents judiciaires' and run.language == 'fr'
            for run in passage.runs
        )
    ]
    assert [run.language for run in paragraph.runs] == ['el', 'fr', 'el']
