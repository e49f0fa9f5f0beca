"""Markup that a text holds and is not read in, so that it would be printed as nobody meant it.

Notes and tables that are not read as such, struck words, reference links, HTML entities and the
stars of an emphasis that never closes: each is found where it was typed. Signs that stand for
themselves (a backslash before them, stars between letters) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import NamedTuple

from letterpress.manuscript.text import addresses
from letterpress.manuscript.text.markdown import HIDDEN

ESCAPE = 'to print the sign itself, write a backslash before it'


class Leftover(NamedTuple):
    """Markup that is no markup here: the stretch of the text that it takes, and its finding."""

    at: int
    end: int
    code: str
    message: str
    hint: str


class _Kind(NamedTuple):
    """A form of markup.

    `lines`: it is looked for in titles and posters too, where paragraphs and lists cannot be meant;
    `prose`: in paragraphs.
    """

    pattern: str
    code: str
    message: str
    hint: str
    lines: bool = False
    prose: bool = True


# an inline note, what is no name of a note, and a power; a bracket that a backslash makes print is
# hidden here
_NOTE = r'\[\^[^\]\n]*\](?::.*)?|\^\[[^\]\n]*\]|(?:(?<!\0)\^|\^(?![^\]\s]+\]))[\w(]+\^?'

_KINDS = tuple(
    (re.compile(kind.pattern, re.MULTILINE), kind)
    for kind in (
        _Kind(
            _NOTE,
            'LP148',
            'a note {} cannot stand in this text',
            'write [^1] where it belongs, and its words below the text, in a paragraph of their '
            'own: [^1]: …; a power is written with the sign itself, m² or 10³',
        ),
        _Kind(
            _NOTE,
            'LP148',
            'a note {} cannot stand in this text',
            'say it in the sentence, in brackets; a power is written with the sign itself, m² or '
            '10³',
            lines=True,
            prose=False,
        ),
        _Kind(
            r'^[ \t]*\[[^\]\n]+\]:[ \t]*\S+[ \t]*(?:$|["\'(].*$)',
            'LP148',
            'the target of a link cannot stand apart from it: {}',
            'write the address behind the words: [words](https://…)',
        ),
        _Kind(
            r'\[[^\]\n]+\]\[[^\]\n]*\]',
            'LP148',
            'the link {} names a target that stands elsewhere',
            'write the address behind the words: [words](https://…); ' + ESCAPE + ': \\[',
        ),
        _Kind(
            r'!?\[[^\]\n]*\](?:\(|[ \n]\((?=https?:|mailto:|www\.))\S*',
            'LP153',
            'the link {} is not read as one',
            'write [words](https://…), without a blank in the address or before its bracket',
            True,
        ),
        _Kind(
            r'~~+(?:[^~\n]*~~+)?|(?<![\w~])~(?=\S)[^~\n]*\S~(?![\w~])|(?<=\w)~\w+~',
            'LP148',
            'struck words cannot stand in this text: {}',
            'leave them out',
            True,
        ),
        _Kind(
            r'(?<!=)==(?=[^\s=])(?:[^=\n]*[^\s=])?==(?!=)',
            'LP148',
            'marked words cannot stand in this text: {}',
            'leave the signs out',
            True,
        ),
        _Kind(
            r'&(?:\#\d+|\#[xX][0-9a-fA-F]+|\w+);',
            'LP152',
            '{} would be printed as it stands here',
            'write the sign that it stands for',
            True,
        ),
        _Kind(
            r'</?[a-zA-Z][^<>\n]*>|<!--',
            'LP140',
            'HTML is not allowed here: {}',
            'write plain text',
            True,
        ),
        _Kind(
            r'\\',
            'LP158',
            'a backslash stands before nothing that it could make print',
            'remove it; to print one, write two',
        ),
        _Kind(
            r'^[ \t]*\#{2,}\S.*',
            'LP148',
            'the line {} is no heading and would be printed with its signs',
            'put a blank after the signs',
        ),
        _Kind(
            r'^[ \t]*\#{7,} .*',
            'LP148',
            'the line {} is no heading and would be printed with its signs',
            'write at most six #',
        ),
        _Kind(
            r'^[ \t]*[•‣◦▪●·][ \t].*',
            'LP148',
            'a line that begins with a bullet is no entry of a list: {}',
            'begin each entry with a hyphen and a blank, and put an empty line before the first',
        ),
        _Kind(
            r'^[ \t]*(?:-{1,2}|=+|_+|\*{1,2})[ \t]*$',
            'LP148',
            'a rule cannot stand in this text',
            'remove the line; a heading begins with # and a blank',
        ),
        _Kind(
            r'\A[ \t]*\[[ xX]\](?=\s)',
            'LP148',
            'a box to tick cannot stand in this text: {}',
            'remove the box; ' + ESCAPE + ': \\[',
        ),
    )
)

_ROW = re.compile(
    r'^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$|^[ \t]*\|.*\|[ \t]*$|\S\t+\S',
    re.MULTILINE,
)
_ENTRY = re.compile(
    r'^[ '
    r'\t]*(?:\(?\d{1,3}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\)|[→➔➜➤►▶☐☑☒✓✔✗✘∗⁃◆◇■□★☆❖✦]|(?P<dash>[–—]))[ '
    r'\t]',
    re.MULTILINE | re.IGNORECASE,
)

# A text without any of these has nothing left over
_SUSPECT = re.compile(
    r'[*_~^\[&<\\#|\t•‣◦▪●·→➔➜➤►▶☐☑☒✓✔✗✘∗⁃◆◇■□★☆❖✦]|^[ \t]*(?:[-=]+[ \t]*$|\(?\w{1,4}[.)][ '
    r'\t]|[–—][ \t])|==',
    re.MULTILINE,
)
_SUSPECT_LINE = re.compile(r'[*_~^\[&<]|==')

_RUN = re.compile(r'(?<![*_])(?:\*{2,3}|_{2,3})(?![*_])')
_BEGINS = re.compile(r'(?<![\w*_])[*_](?=[^\s*_])')
_ENDS = re.compile(r'(?<=[^\s*_])[*_](?![\w*_])')
_WITHIN = re.compile(r'(?<=[^\W_])[*](?=[^\W\d_]+[*][^\W_])')
_PAIR = re.compile(r'(?<![\w*_])([*_]{1,3})(?=[^\s*_])[^*_\n]*[^\s*_]\1(?![\w*_])')


def in_prose(text: str) -> Iterator[Leftover]:
    """Yield what is left over in a paragraph, as `markdown.visible` gives it."""
    if not _SUSPECT.search(text):
        return
    clear = _without_addresses(text)
    taken = [False] * len(text)
    for found in (*_table(clear), *_kinds(clear, text), *_entries(clear)):
        if not any(taken[found.at : found.end]):
            taken[found.at : found.end] = [True] * (found.end - found.at)
            yield found
    for at in sorted(
        {
            match.start()
            for pattern in (_RUN, _BEGINS, _ENDS, _WITHIN)
            for match in pattern.finditer(clear)
        }
    ):
        if not taken[at]:
            sign = 'star' if text[at] == '*' else 'underscore'
            what = f'{sign}s' if text[at : at + 2] in ('**', '__') else sign
            yield Leftover(
                at,
                at + 1,
                'LP151',
                f'the {what} in {_around(text, at)} would be printed: no pair is made of it',
                '*stars* stand right before and after the words to stress, **two** for strong '
                f'ones; {ESCAPE}: \\{text[at]}',
            )


def in_line(text: str, stars: bool = True) -> Iterator[Leftover]:
    """Yield what is left over in a title or another line that knows no markup.

    Without `stars`, none but that of stars.
    """
    if not _SUSPECT_LINE.search(text):
        return
    clear = _without_addresses(text)
    yield from _kinds(clear, text, lines=True)
    pairs = list(_PAIR.finditer(clear)) if stars else []
    for match in (
        *pairs,
        *(_RUN.finditer(_PAIR.sub(lambda pair: ' ' * len(pair[0]), clear)) if stars else ()),
    ):
        yield Leftover(
            match.start(),
            match.end(),
            'LP151',
            f'the signs in {_short(text[match.start() : match.end()])} would be printed: '
            'this text knows no emphasis',
            'remove them',
        )


def _kinds(clear: str, text: str, lines: bool = False) -> Iterator[Leftover]:
    for pattern, kind in _KINDS:
        if not (kind.lines if lines else kind.prose):
            continue
        for match in pattern.finditer(text if kind.code == 'LP153' else clear):
            typed = text[match.start() : match.end()]
            if kind.code != 'LP152' or typed[1] == '#' or typed[1:] in html5:
                start = match.start() + len(typed) - len(typed.lstrip())
                yield Leftover(
                    start, match.end(), kind.code, kind.message.format(_short(typed)), kind.hint
                )


def _table(text: str) -> Iterator[Leftover]:
    if match := _ROW.search(text):
        yield Leftover(
            match.start(),
            len(text),
            'LP148',
            'this is not read as a table',
            'a table has a head, below it a line of as many |---|, then a line for each row, and '
            'an empty line before and after it; ' + ESCAPE + ': \\|',
        )


def _entries(text: str) -> Iterator[Leftover]:
    """Two lines that begin as entries do: the paragraph would run them together."""
    lines = list(_ENTRY.finditer(text))
    dashes = all(line['dash'] for line in lines)
    if len(lines) > 1 and (
        not dashes or len(lines) >= text.count('\n')
    ):  # a dash may begin a line by chance
        second = lines[1]
        yield Leftover(
            second.end() - len(second[0].lstrip()),
            second.end(),
            'LP148',
            'this line begins like an entry of a list, but would be printed in the middle of its '
            'paragraph',
            'begin each entry with a hyphen and a blank, or with 1. 2. 3., and put an empty line '
            'before the first',
        )


def _without_addresses(text: str) -> str:
    signs = list(text)
    for start, end in addresses.spans(text):
        signs[start:end] = 'x' * (end - start)
    return ''.join(signs)


def _around(text: str, at: int) -> str:
    """Return the word in which a sign stands, shortened."""
    start, end = at, at
    while start and not text[start - 1].isspace() and text[start - 1] != HIDDEN and at - start < 20:
        start -= 1
    while end < len(text) and not text[end].isspace() and text[end] != HIDDEN and end - at < 20:
        end += 1
    return text[start:end]


def _short(text: str) -> str:
    text = ' '.join(text.replace(HIDDEN, '').split())
    return text if len(text) <= 40 else text[:39] + '…'
