"""Letter Markdown: CommonMark in, blocks of styled runs out; errata undone; the hash of the words.

Of CommonMark a letter keeps paragraphs, headings by #, bullet and numbered lists (one may stand in
an entry of another), quotations, *emphasis*, **strong** and links by https, http or mailto; notes
([^1]) and tables of up to four columns besides. All else is a finding and never reaches a page: raw
HTML, pictures, code, struck words, rules, forced line breaks, other links.
Nothing that was typed is swallowed: each sign is printed, or marks what is kept, or is found.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from letterpress.base import characters
from letterpress.findings import Finding, Place
from letterpress.manuscript.model import Block, Erratum, Run, spread
from letterpress.manuscript.text import foreign_markup, numbering
from letterpress.manuscript.text.blocks import Reader, joined
from letterpress.manuscript.text.structure import notes
from letterpress.remembered import remembered

LONGEST, MOST, MANY = (
    6_000,
    300_000,
    2000,
)  # characters of a paragraph, of a text, and its paragraphs
_ENDLESS = re.compile(
    r'\S{1001}'
)  # a word: an address on the web may be some hundred characters long


class Foreign(NamedTuple):
    """Words of another language in a text, as declared in its front matter."""

    text: str
    lang: str
    place: Place = Place()


@remembered
def blocks(
    text: str, path: str, line: int = 1, foreign: Iterable[Foreign | tuple[str, str]] = ()
) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Return the blocks of a Markdown text that starts at `line` of `path`, and its faults.

    The runs that hold a foreign text get its language; a note stands in the run that refers to it.
    Codes: LP103, LP114 to LP117, LP119, LP140 to LP144, LP148, LP149, LP151 to LP155, LP157, LP158.
    """
    if wrong := _endless(text, path, line):
        return (), (wrong,)
    reader = Reader(text, path, line)
    found = tuple(reader.read())
    findings = [
        *characters.stray_directions(text, path, line),
        *characters.two_apostrophes(text, path, line),
        *reader.findings,
        *numbering.check(found),
    ]
    for item in foreign:
        words = Foreign(*item)
        marked = tuple(_in_language(block, words) for block in found)
        if marked == found:
            findings.append(
                Finding(
                    words.place if words.place.path else Place(path, line),
                    'LP144',
                    f'the foreign words {words.text} do not stand in the text',
                    'write them exactly as in the text, or remove the entry',
                )
            )
        found = marked
    return notes.tie(found), tuple(findings)


def _endless(text: str, path: str, line: int) -> Finding | None:
    """Find a text or a paragraph that no letter has (LP149).

    Readers of Markdown need ages for some of these.
    """
    if found := _ENDLESS.search(text):
        return Finding(
            Place(path, line + text.count('\n', 0, found.start())),
            'LP149',
            'a word of this line has more than a thousand characters',
            'put blanks between the words, or put back the file as it was',
        )
    at, count = 0, 0
    for part in re.split('(\n[ \t]*\n)', text):
        count += bool(part.strip())
        if len(part) > LONGEST:
            return Finding(
                Place(path, line + text.count('\n', 0, at)),
                'LP149',
                f'this paragraph has {len(part):,} characters, at most {LONGEST:,} are read',
                'put an empty line between two paragraphs, or put back the file as it was',
            )
        at += len(part)
    if len(text) > MOST or count > MANY:
        return Finding(
            Place(path, line),
            'LP149',
            f'this text has {len(text):,} characters in {count:,} paragraphs, at most '
            f'{MOST:,} in {MANY:,} are read',
            'put back the file as it was: no letter is that long',
        )
    return None


def check_line(text: str, place: Place) -> Iterator[Finding]:
    """Find markup in a title or another line that knows none.

    Codes: LP140, LP148, LP151 to LP153.
    """
    return (Finding(place, one.code, one.message, one.hint) for one in foreign_markup.in_line(text))


def _in_language(block: Block, words: Foreign) -> Block:
    """Give the runs that hold these words their language, cut where the words begin and end."""
    spans = [match.span() for match in re.finditer(re.escape(words.text), block.text)]
    if not spans:
        return block
    runs: list[Run] = []
    start = 0
    for run in block.runs:
        end = start + len(run.text)
        if run.note is not None:
            runs.append(run)
            continue
        cuts = sorted({start, end} | {cut for span in spans for cut in span if start < cut < end})
        for a, b in itertools.pairwise(cuts):
            inside = any(first <= a and b <= last for first, last in spans)
            runs.append(
                replace(
                    run,
                    text=run.text[a - start : b - start],
                    lang=words.lang if inside else run.lang,
                )
            )
        start = end
    return replace(block, runs=tuple(runs))


# ---- what a text remembers -----------------------------------------------------------------------


def letter_hash(found: Iterable[Block]) -> str:
    """Return the SHA-256, as hex, of the words with their emphasis and links.

    It is the same however the lines are broken. The words of notes follow those of the text.
    """
    return hashlib.sha256('\n\n'.join(map(_normal, spread(found))).encode()).hexdigest()


def _normal(block: Block) -> str:
    form = f'{block.kind}{block.level or ""}{block.number or ""}{block.point}'
    if block.kind == 'cell':
        form = f'cell {block.row} {block.column}'
    parts = [f'{form}{"+" * block.depth}: ']
    for run in joined(replace(run, lang='') for run in block.runs):
        if run.note is not None:
            parts.append(f'[^{run.note.number}]')
            continue
        stars = '*' * (run.emphasis + 2 * run.strong)
        parts.append(f'{stars}{run.text}{stars}' + (f'<{run.href}>' if run.href else ''))
    return unicodedata.normalize('NFC', ' '.join(''.join(parts).split()))


# ---- errata --------------------------------------------------------------------------------------


def check_errata(found: Sequence[Block], errata: Iterable[Erratum]) -> tuple[Finding, ...]:
    """Find errata without a block (LP146) or whose correction is not in it exactly once (LP145).

    The notes count as blocks after those of the text.
    """
    found = spread(found)
    findings = []
    taken: set[tuple[int, int]] = set()
    for erratum in errata:
        if erratum.block > len(found):
            findings.append(
                Finding(
                    erratum.place,
                    'LP146',
                    f'there is no block {erratum.block}: the text has {len(found)}',
                    'count paragraphs, headings, list entries and cells of tables from 1, '
                    'then the notes',
                )
            )
            continue
        text = found[erratum.block - 1].text
        times = len(re.findall(f'(?={re.escape(erratum.right)})', text))
        where = f'block {erratum.block} (line {found[erratum.block - 1].place.line})'
        if times != 1:
            stands = 'does not stand' if not times else f'stands {times} times'
            findings.append(
                Finding(
                    erratum.place,
                    'LP145',
                    f'the correction {erratum.right} {stands} in {where}',
                    'quote the words around it too, exactly as they stand in the text',
                )
            )
            continue
        letters = {
            (erratum.block, text.index(erratum.right) + n) for n in range(len(erratum.right))
        }
        if letters & taken:
            findings.append(
                Finding(
                    erratum.place,
                    'LP145',
                    f'the correction {erratum.right} overlaps another one in {where}',
                    'make one erratum of the two',
                )
            )
        taken |= letters
    return tuple(findings)


def undo_errata(found: Sequence[Block], errata: Iterable[Erratum]) -> tuple[Block, ...]:
    """Return the blocks as the quoted source has them.

    Only for errata that `check_errata` finds nothing wrong with.
    """
    found = spread(found)
    restored = list(found)
    # from the end, so that what one erratum brings back is never taken for the correction of
    # another
    for erratum in sorted(
        errata, key=lambda erratum: -found[erratum.block - 1].text.index(erratum.right)
    ):
        block = restored[erratum.block - 1]
        first = found[erratum.block - 1].text.index(erratum.right)
        restored[erratum.block - 1] = _replaced(
            block, first, first + len(erratum.right), erratum.wrong
        )
    return notes.tie(restored)


def _replaced(block: Block, first: int, last: int, new: str) -> Block:
    """Replace the characters from `first` to `last`.

    The new ones take the style of the run in which those began.
    """
    runs: list[Run] = []
    start = 0
    for run in block.runs:
        end = start + len(run.text)
        if start < last and first < end:
            head, tail = (
                run.text[: max(first - start, 0)],
                run.text[max(last - start, 0) :] if last < end else '',
            )
            runs.append(replace(run, text=head + (new if start <= first else '') + tail))
        else:
            runs.append(run)
        start = end
    return replace(block, runs=tuple(run for run in runs if run.text or run.note))
