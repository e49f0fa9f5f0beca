"""What is judged of quotations: by the letter, by the roll, by those of the source language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from letterpress.base.nearest import did_you_mean, near
from letterpress.findings import Finding, Place
from letterpress.manuscript.model import Letter, PhraseValue, Quote, Release, Signatory, spread
from letterpress.manuscript.text import phrases
from letterpress.manuscript.text.press import quotation_marks
from letterpress.manuscript.text.press.quotes import LETTER, path_of
from letterpress.manuscript.text.structure import sentences
from letterpress.manuscript.yaml.scalars import SLUG

EXPECTED = 2  # quotations of people or organisations that a newsroom expects of a release

_CUT = re.compile(r'\s*(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\))\s*')
_DROPPED = {ord(sign): None for sign in quotation_marks.ANY}


def judge(
    quoted: Mapping[str, Sequence[Quote]],
    source: str,
    letters: Mapping[str, Letter],
    said: Mapping[str, Mapping[str, PhraseValue]],
    releases: Mapping[str, Release],
    people: Sequence[Signatory],
) -> Iterator[Finding]:
    """Find what is wrong with the quotations of all languages.

    `said` are the phrases of each. Codes: LP161, LP186, LP187, LP188.
    """
    for language, ours in quoted.items():
        if language in letters:
            yield from of_letter(ours, letters[language])
        if language in said:
            yield from unspoken(ours, language, {**phrases.common(language), **said[language]})
        yield from organisations(ours, people)
        if language != source and ours and source in quoted:
            yield from parity(ours, quoted[source], path_of(language))
        if language != source and {source, language} <= releases.keys():
            yield from placing(releases[language], releases[source])


# ---- the letter's own words ----------------------------------------------------------------------


def of_letter(quotes: Iterable[Quote], letter: Letter) -> Iterator[Finding]:
    """Find quotations of the letter that do not stand in it word for word (LP186).

    Quotation marks and blanks do not count; [...] and […] leave words out.
    """
    claimed = [one for one in quotes if one.from_letter]
    words = _words(' '.join(block.text for block in spread(letter.blocks))) if claimed else ''
    for one in claimed:
        if not _stands(one.text, words):
            yield Finding(
                one.place,
                'LP186',
                f'the quotation {one.id} does not stand in the letter',
                _nearest(one.text, letter),
            )


def _words(text: str) -> str:
    """Return a text without quotation marks, with single blanks."""
    return ' '.join(unicodedata.normalize('NFC', text).translate(_DROPPED).split())


def _stands(text: str, words: str) -> bool:
    """Tell whether each part of a quotation stands in the words, one after the other."""
    at = 0
    for part in _CUT.split(text):
        # the point that ends a quotation may cut a sentence short; so may one behind […]
        said = _words(part.lstrip('.,;: ') if at else part).removesuffix('.')
        found = re.compile(rf'(?<!\w){re.escape(said)}(?!\w)').search(words, at)
        if not said or found is None:
            return False
        at = found.end()
    return True


def _nearest(text: str, letter: Letter) -> str:
    """Return the hint that shows what the letter says instead."""
    due = Counter(_words(text).split())
    best, said, place = 0.0, '', Place()
    for block in spread(letter.blocks):
        spans = sentences.spans(block.text, letter.language)
        count = len(sentences.spans(text, letter.language)) or 1
        for first in range(max(len(spans) - count + 1, 1 if spans else 0)):
            last = min(first + count, len(spans)) - 1
            passage = block.text[spans[first][0] : spans[last][1]]
            here = Counter(_words(passage).split())
            alike = 2 * (here & due).total() / (here.total() + due.total())
            if alike > best:
                best, said, place = alike, passage, block.place
    if best < 0.2:
        return 'quote the letter in this language word for word, or say who said it: who: …'
    shown = said if len(said) <= 240 else f'{said[:240].rstrip()}…'
    return f'line {place.line} of {place.path} says: {shown}'


# ---- between languages, and between the files ----------------------------------------------------


def parity(ours: Sequence[Quote], theirs: Sequence[Quote], path: str) -> Iterator[Finding]:
    """Compare the quotations of a language with those of the source (LP188)."""
    here, there = ({one.id: one for one in quotes} for quotes in (ours, theirs))
    for one in ours:
        if one.id not in there:
            lacking = [name for name in there if name not in here]
            yield Finding(
                one.place,
                'LP188',
                f'the source language has no quotation {one.id}',
                did_you_mean(one.id, lacking)
                if near(one.id, lacking)
                else 'add it there too, or remove it',
            )
        elif one.from_letter != there[one.id].from_letter:
            yield Finding(
                one.place,
                'LP188',
                f'the quotation {one.id} is of '
                + (
                    'the letter here, of somebody'
                    if one.from_letter
                    else 'somebody here, the letter'
                )
                + ' in the source language',
                'the same voice speaks in every language',
            )
    meant = {near(name, [key for key in there if key not in here]) for name in here.keys() - there}
    for name in there:
        if name not in here and name not in meant:
            yield Finding(
                Place(path, 1),
                'LP188',
                f'the quotation {name} of the source language is missing',
                f'translate it from line {there[name].place.line} of {there[name].place.path}',
            )


def placing(ours: Release, theirs: Release) -> Iterator[Finding]:
    """Find releases that place other quotations than the source does (LP188)."""
    here, there = (
        {block.quote: block for block in one.blocks if block.quote} for one in (ours, theirs)
    )
    for name in sorted(here.keys() ^ there.keys()):
        stands = here.get(name)
        yield Finding(
            stands.place if stands is not None else ours.place,
            'LP188',
            f'the release in the source language does not place the quotation {name}'
            if stands is not None
            else f'the release does not place the quotation {name}, the one in the source '
            'language does',
            'place the same quotations in every language',
        )


def organisations(quotes: Iterable[Quote], people: Sequence[Signatory]) -> Iterator[Finding]:
    """Find organisations that are meant by an id and cannot be named (LP187)."""
    known = {one.id: one for one in people}
    for one in quotes:
        name = one.organisation
        if not re.fullmatch(SLUG, name):
            continue
        if name in known and not known[name].public:
            yield Finding(
                one.place,
                'LP187',
                f'the quotation {one.id} names {name}, who signed and is not named in public',
                'ask them, or write who speaks in words of your own: organisation: …',
            )
        elif name not in known and (meant := near(name, known)):
            yield Finding(
                one.place,
                'LP187',
                f'the quotation {one.id} names {name}, and no signatory has this id',
                f'write {meant}, or the name as it is printed',
            )


def unspoken(
    quotes: Sequence[Quote], language: str, known: Mapping[str, PhraseValue]
) -> Iterator[Finding]:
    """Find the phrase that a language lacks where the letter speaks (LP161)."""
    if any(one.from_letter for one in quotes) and LETTER not in known:
        yield phrases.missing(Place(phrases.path_of(language), 1), LETTER, ())


def few(quotes: Sequence[Quote], language: str) -> Iterator[Finding]:
    """Find that fewer than two quotations are of people or organisations (LP189)."""
    path = path_of(language)
    count = sum(not one.from_letter for one in quotes)
    if count < EXPECTED:
        yield Finding(
            Place(path),
            'LP189',
            f'the press texts quote {("nobody", "one person or organisation")[count]} by name',
            f'add quotations with who, role and organisation to {path}, each agreed with who '
            'says it',
        )
