"""Letter Markdown: CommonMark in, blocks of styled runs out; errata undone; the hash that a translation remembers.

Of CommonMark a letter keeps paragraphs, headings, bullet lists, quotations, *emphasis*, **strong** and links by https,
http or mailto. All else is a finding and never reaches a page: raw HTML, pictures, code, numbered and nested lists,
rules, forced line breaks, other links.
"""
from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from letterpress.findings import Finding, Place
from letterpress.manuscript import characters
from letterpress.manuscript.model import Block, Erratum, Run

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SCHEMES = ('https', 'http', 'mailto')

_REFUSED = {    # token of markdown-it: code, message, hint
    'html_block': ('LP140', 'HTML is not allowed here', 'write plain text; *stars* for emphasis'),
    'html_inline': ('LP140', 'HTML is not allowed here', 'write plain text; to print the sign itself, write \\<'),
    'image': ('LP141', 'a picture cannot stand in this text', 'remove it'),
    'code_inline': ('LP142', 'backquotes mark program code, which this text cannot hold', 'remove the backquotes'),
    'code_block': ('LP142', 'a paragraph indented by four blanks is program code, which this text cannot hold',
                   'start its lines in the first column'),
    'fence': ('LP142', 'a fence marks program code, which this text cannot hold', 'remove the fence'),
    'hardbreak': ('LP148', 'a forced line break cannot stand in this text',
                  'remove the backslash or the blanks at the end of the line, or start a new paragraph'),
    'hr': ('LP148', 'a rule cannot stand in this text', 'remove the line'),
    'ordered_list_open': ('LP148', 'a numbered list cannot stand in this text', 'start each entry with a hyphen and a '
                          'blank; a paragraph that begins with a number and a point needs a backslash: 1984\\.'),
}


class Foreign(NamedTuple):
    """Words of another language in a text, as declared in its front matter."""

    text: str
    lang: str
    place: Place = Place()


def blocks(markdown: str, path: str, line: int = 1,
           foreign: Iterable[Foreign | tuple[str, str]] = ()) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """Return the blocks of a text whose first line is line `line` of `path`, and what is wrong with it.

    The runs that hold a foreign text get its language. Codes: LP103, LP140 to LP144, LP148.
    """
    reader = _Reader(markdown, path, line)
    found = tuple(reader.read())
    for item in foreign:
        words = Foreign(*item)
        marked = tuple(_in_language(block, words) for block in found)
        if marked == found:
            reader.findings.append(Finding(words.place if words.place.path else Place(path, line), 'LP144',
                                           f'the foreign words {words.text} do not stand in the text',
                                           'write them exactly as in the text, or remove the entry'))
        found = marked
    return found, tuple(reader.findings)


class _Reader:
    """One reading of one Markdown text."""

    def __init__(self, markdown: str, path: str, line: int):
        self.source = markdown.split('\n')
        self.path = path
        self.first = line
        self.findings = list(characters.stray_directions(markdown, path, line))
        self.tokens = _parser().parse(markdown)
        self.seen: dict[tuple[int, str], int] = {}

    def read(self) -> Iterator[Block]:
        lists, quotes, kind, level = 0, 0, 'paragraph', 0
        for token in self.tokens:
            if token.type in _REFUSED:
                self._refuse(token, token.map)
            elif token.type == 'bullet_list_open':
                lists += 1
                if lists > 1 or quotes:
                    self._say(token.map[0], 'LP148', 'a list cannot stand inside a list or a quotation',
                              'start its entries in the first column')
            elif token.type == 'bullet_list_close':
                lists -= 1
            elif token.type in ('blockquote_open', 'blockquote_close'):
                quotes += token.nesting
            elif token.type == 'heading_open':
                kind, level = 'heading', int(token.tag[1])
            elif token.type == 'heading_close':
                kind, level = 'paragraph', 0
            elif token.type == 'inline':
                runs = tuple(_joined(run for run in self._runs(token) if run.text))
                if runs:
                    place = Place(self.path, token.map[0] + self.first, 1)
                    shape = kind if kind == 'heading' else 'item' if lists else 'quote' if quotes else kind
                    yield Block(shape, runs, level, place)

    def _runs(self, inline: Token) -> Iterator[Run]:
        emphasis = strong = 0
        href = ''
        for token in inline.children or ():
            if token.type in _REFUSED:
                self._refuse(token, inline.map)
            elif token.type in ('text', 'text_special'):
                yield Run(token.content, emphasis > 0, strong > 0, '', href)
            elif token.type == 'softbreak':
                yield Run(' ', emphasis > 0, strong > 0, '', href)
            elif token.type in ('em_open', 'em_close'):
                emphasis += token.nesting
            elif token.type in ('strong_open', 'strong_close'):
                strong += token.nesting
            elif token.type == 'link_open':
                href = str(token.attrs['href'])
                if href.partition(':')[0].lower() not in SCHEMES or ':' not in href:
                    self._say(inline.map[0], 'LP143', f'the link {href} is not allowed',
                              f'begin it with https:// (allowed: {", ".join(SCHEMES)})', href)
            elif token.type == 'link_close':
                href = ''

    def _refuse(self, token: Token, lines: Sequence[int] | None) -> None:
        code, message, hint = _REFUSED[token.type]
        marks = {'html_inline': token.content, 'image': '![', 'code_inline': token.markup + token.content}
        self._say(lines[0] if lines else 0, code, message, hint, marks.get(token.type, ''))

    def _say(self, line: int, code: str, message: str, hint: str, mark: str = '') -> None:
        """Note a finding in the block that starts at index `line`, where `mark` stands for the next time in it."""
        line, column = self._next(line, mark) if mark else (line, 0)
        self.findings.append(Finding(Place(self.path, line + self.first, column + 1), code, message, hint))

    def _next(self, line: int, mark: str) -> tuple[int, int]:
        # the parser knows the lines of a block but not where in it a mark stands: count the marks seen so far
        self.seen[line, mark] = skip = self.seen.get((line, mark), -1) + 1
        for at in range(line, len(self.source)):
            for match in re.finditer(re.escape(mark), self.source[at]):
                if not skip:
                    return at, match.start()
                skip -= 1
        return line, 0


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt      # late: takes a fortieth of a second

    parser = MarkdownIt('commonmark')       # reads HTML, so that it can be refused by name instead of being printed
    parser.validateLink = lambda url: True  # the default leaves a refused link in the text in silence
    return parser


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Join neighbours of one style."""
    last: Run | None = None
    for run in runs:
        if last is not None and replace(run, text='') == replace(last, text=''):
            last = replace(last, text=last.text + run.text)
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last


def _in_language(block: Block, words: Foreign) -> Block:
    """Give the runs that hold these words their language, splitting runs where they begin and end."""
    spans = [match.span() for match in re.finditer(re.escape(words.text), block.text)]
    if not spans:
        return block
    runs: list[Run] = []
    start = 0
    for run in block.runs:
        end = start + len(run.text)
        cuts = sorted({start, end} | {cut for span in spans for cut in span if start < cut < end})
        for a, b in zip(cuts, cuts[1:]):
            inside = any(first <= a and b <= last for first, last in spans)
            runs.append(replace(run, text=run.text[a - start:b - start], lang=words.lang if inside else run.lang))
        start = end
    return replace(block, runs=tuple(runs))


# ---- what a text remembers ---------------------------------------------------------------------------------------

def letter_hash(found: Iterable[Block]) -> str:
    """Return the SHA-256, as hex, of the words with their emphasis and links: the same however the lines are broken."""
    return hashlib.sha256('\n\n'.join(map(_normal, found)).encode()).hexdigest()


def _normal(block: Block) -> str:
    parts = [f'{block.kind}{block.level or ""}: ']
    for run in _joined(replace(run, lang='') for run in block.runs):
        stars = '*' * (run.emphasis + 2 * run.strong)
        parts.append(f'{stars}{run.text}{stars}' + (f'<{run.href}>' if run.href else ''))
    return unicodedata.normalize('NFC', ' '.join(''.join(parts).split()))


# ---- errata ------------------------------------------------------------------------------------------------------

def check_errata(found: Sequence[Block], errata: Iterable[Erratum]) -> tuple[Finding, ...]:
    """Find errata that name no block (LP146) or whose correction does not stand exactly once in it (LP145)."""
    findings = []
    taken: set[tuple[int, int]] = set()
    for erratum in errata:
        if erratum.block > len(found):
            findings.append(Finding(erratum.place, 'LP146', f'there is no block {erratum.block}: the text has '
                                    f'{len(found)}', 'count paragraphs, headings and list entries from 1'))
            continue
        text = found[erratum.block - 1].text
        times = len(re.findall(f'(?={re.escape(erratum.right)})', text))
        where = f'block {erratum.block} (line {found[erratum.block - 1].place.line})'
        if times != 1:
            stands = 'does not stand' if not times else f'stands {times} times'
            findings.append(Finding(erratum.place, 'LP145', f'the correction {erratum.right} {stands} in {where}',
                                    'quote the words around it too, exactly as they stand in the text'))
            continue
        letters = {(erratum.block, text.index(erratum.right) + n) for n in range(len(erratum.right))}
        if letters & taken:
            findings.append(Finding(erratum.place, 'LP145', f'the correction {erratum.right} overlaps another one in '
                                    f'{where}', 'make one erratum of the two'))
        taken |= letters
    return tuple(findings)


def undo_errata(found: Sequence[Block], errata: Iterable[Erratum]) -> tuple[Block, ...]:
    """Return the blocks as the quoted source has them. Only for errata that `check_errata` finds nothing wrong with."""
    restored = list(found)
    # from the end, so that what one erratum brings back is never taken for the correction of another
    for erratum in sorted(errata, key=lambda erratum: -found[erratum.block - 1].text.index(erratum.right)):
        block = restored[erratum.block - 1]
        first = found[erratum.block - 1].text.index(erratum.right)
        restored[erratum.block - 1] = _replaced(block, first, first + len(erratum.right), erratum.wrong)
    return tuple(restored)


def _replaced(block: Block, first: int, last: int, new: str) -> Block:
    """Replace the characters from `first` to `last`; the new ones take the style of the run in which those began."""
    runs: list[Run] = []
    start = 0
    for run in block.runs:
        end = start + len(run.text)
        if start < last and first < end:
            head, tail = run.text[:max(first - start, 0)], run.text[max(last - start, 0):] if last < end else ''
            runs.append(replace(run, text=head + (new if start <= first else '') + tail))
        else:
            runs.append(run)
        start = end
    return replace(block, runs=tuple(run for run in runs if run.text))
