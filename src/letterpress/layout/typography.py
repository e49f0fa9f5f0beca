"""The typography of running text: names, prose, phrases as markup.

Typesetting, not content: no word is changed. What the filters do is bind, wrap and isolate, so that the engine breaks
lines where a compositor would. All of them take text and give markup; what is not markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from letterpress.base import bidi
from letterpress.base.bidi import FSI, LRI, PDI, RLI
from letterpress.manuscript import locales
from letterpress.manuscript.model import Block, Edition, Run
from letterpress.manuscript.text import addresses, numbering, phrases

NBSP = '\u00a0'

SHORT = 6  # a last word of fewer letters is bound to the one before it
WHOLE = 24  # a hyphenated word up to this length is never broken at its hyphen

# The typewriter's apostrophe between two letters is an apostrophe, whatever the key that was struck.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")

_TAG = re.compile(r'(<[^>]*>)')

# The last two words of a paragraph, where they are short together: bound, they make no hole in the line before.
_RUNT = re.compile(r'(?<=\s)(?=.{3,15}$)\S+ \S+$')


def name(text: str, rtl: bool = False) -> Markup:
    """Return a name ready for print: words with a hyphen stay whole, a short last word stays with the one before it.

    In a right-to-left document, and where it runs from right to left itself, it is isolated (U+2068 … U+2069): a name
    must not turn the words beside it. The engine does not honour <bdi> (WeasyPrint 70), and loses an isolate at a
    line's end and at an element: where that would show, the name has an element with its direction.
    """
    words = [_word(word) for word in _APOSTROPHE.sub('’', text).split()]
    if len(words) > 2 and len(text.split()[-1]) < SHORT:
        words[-2:] = [words[-2] + Markup(NBSP) + words[-1]]
    joined = Markup(' ').join(words)
    if not rtl and not bidi.has_rtl(text):
        return joined
    held = Markup(FSI) + joined + Markup(PDI)
    against = (
        'ltr'
        if rtl and not bidi.has_rtl(text)
        else 'rtl'
        if not rtl and not bidi.has_ltr(text)
        else ''
    )
    plain = not against or all(character.isalpha() or character.isspace() for character in text)
    return held if plain else Markup('<span dir="{}">{}</span>').format(against, held)


def _word(word: str) -> Markup:
    if '-' in word.strip('-') and len(word) <= WHOLE:
        return Markup('<span class="nb">{}</span>').format(word)
    return escape(word)


class Stretch(NamedTuple):
    """Runs that are set in one direction. `kind` is '' where it is the text's own, else 'la' (Latin, Greek … letters in
    right-to-left text), 'latin-figures' or 'figures' (a short number there, on one line) or 'rtl' (in left-to-right text).
    """

    kind: str
    runs: tuple[Run, ...]


_MARKS = {
    'la': 'class="la" dir="ltr"',
    'latin-figures': 'class="la nb" dir="ltr"',
    'figures': 'class="nb" dir="ltr"',
    'rtl': 'dir="rtl"',
}
FIGURES = ('latin-figures', 'figures')


def mixed(text: str, rtl: bool = False) -> Markup:
    """Return text as markup, with what runs against it isolated; in right-to-left text words in Latin letters get a
    face and a size of their own (class "la").
    """
    return set_stretches(stretches((Run(text),), 'rtl' if rtl else 'ltr'))


def prose(runs: Block | Iterable[Run], language: str) -> Markup:
    """Return the runs of a block as markup.

    `lang` stands on the em, strong or a itself where there is one. A link holds bare text only: anything inside it
    breaks PDF/UA-1 (7.18.5). What runs against the text is isolated, over several runs where it must be, and never
    hyphenated in right-to-left text (class "la"): the engine puts the hyphen at the wrong end.
    """
    runs = tuple(runs.runs if isinstance(runs, Block) else runs)
    direction = locales.direction(language)
    if runs and direction == 'ltr' and runs[-1] == Run(runs[-1].text):
        runs = (*runs[:-1], Run(_RUNT.sub(lambda pair: pair[0].replace(' ', NBSP), runs[-1].text)))
    return set_stretches(stretches(runs, direction), language)


def stretches(runs: Sequence[Run], direction: str) -> tuple[Stretch, ...]:
    """Return a paragraph's runs by their direction, cut where it turns. The characters are those of the runs.

    Words of another language whose direction is the other one are a stretch as they are. A link is never cut: where a
    part of it runs against the text, that part gets the marks of isolation inside it (bidi).
    """
    text = ''.join(run.text for run in runs)
    turned = [*bidi.spans(text, direction), *bidi.isolated(text)]
    starts = [0]
    for run in runs:
        if run.lang and run.text and locales.direction(run.lang) != direction:
            turned.append((starts[-1], starts[-1] + len(run.text)))
        starts.append(starts[-1] + len(run.text))
    if not turned:
        return (Stretch('', tuple(runs)),)
    runs = list(runs)
    links = [(start, start + len(run.text)) for start, run in zip(starts, runs) if run.href]
    turned = [span for spans in _merged(turned) for span in _outside(spans, links)]
    for number, run in enumerate(runs):
        if run.href and not any(
            first <= starts[number] and starts[number + 1] <= last for first, last in turned
        ):
            runs[number] = replace(run, text=bidi.isolate(run.text, direction))
    made, place = [], 0
    for first, last in turned:
        made += [
            Stretch('', _cut(runs, starts, place, first)),
            Stretch(_kind(text[first:last], direction), _cut(runs, starts, first, last)),
        ]
        place = last
    return tuple(
        stretch
        for stretch in (*made, Stretch('', _cut(runs, starts, place, len(text))))
        if stretch.runs
    )


def isolated(runs: Block | Iterable[Run], direction: str) -> tuple[Run, ...]:
    """Return runs with the marks of isolation in their text: what a browser needs."""
    runs = tuple(runs.runs if isinstance(runs, Block) else runs)
    return tuple(
        run
        for stretch in stretches(runs, direction)
        for run in (_isolated(stretch.runs, stretch.kind) if stretch.kind else stretch.runs)
    )


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first < merged[-1][1]:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged


def _outside(span: tuple[int, int], links: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield a span without those links of which it covers only a part."""
    first, last = span
    for start, stop in links:
        if start < last and first < stop and not (first <= start and stop <= last):
            if first < start:
                yield first, start
            first = max(first, stop)
    if first < last:
        yield first, last


def _kind(text: str, direction: str) -> str:
    if text[0] in (FSI, RLI) and bidi.has_rtl(text):  # its author's own
        return 'rtl' if direction == 'ltr' else ''
    if direction == 'ltr':
        return '' if text[0] == LRI else 'rtl'
    return (
        'la'
        if bidi.has_ltr(text) or len(text) > WHOLE
        else 'latin-figures'
        if text.isascii()
        else 'figures'
    )


def _cut(runs: Sequence[Run], starts: Sequence[int], first: int, last: int) -> tuple[Run, ...]:
    """Return the part of the runs from character `first` up to `last`; a link, which has grown by marks, as it is."""
    found = []
    for run, start, stop in zip(runs, starts, starts[1:]):
        if start < last and first < stop:
            found.append(
                run
                if first <= start and stop <= last
                else replace(run, text=run.text[max(first - start, 0) : last - start])
            )
    return tuple(found)


def set_stretches(found: Iterable[Stretch], language: str = '') -> Markup:
    """Return stretches as markup: each that runs against the text in one element with its direction, and isolated.

    The marks of isolation are for whoever copies or orders the text, the element is for the engine (see `name`).
    """
    made = Markup('')
    for stretch in found:
        marks, runs = _MARKS.get(stretch.kind, ''), stretch.runs
        if marks:
            runs = _isolated(runs, stretch.kind)
        one = len(runs) == 1
        held = Markup('').join(_run(run, language, marks if one else '') for run in runs)
        made += (
            held if one or not marks else Markup('<span {}>{}</span>').format(Markup(marks), held)
        )
    return made


def wood(parts: Iterable[tuple[str, bool]], rtl: bool = False) -> Markup:
    """Return a line of wood type, (text, between stars) by part, as markup: one face, one size, as it was measured."""
    made, parts = Markup(''), tuple(parts)
    for stretch in stretches(
        [Run(text, emphasis=starred) for text, starred in parts], 'rtl' if rtl else 'ltr'
    ):
        runs = _isolated(stretch.runs, stretch.kind) if stretch.kind else stretch.runs
        held = Markup('').join(
            Markup('<span class="star">{}</span>').format(run.text)
            if run.emphasis and len(parts) > 1
            else escape(run.text)
            for run in runs
        )
        way = 'rtl' if stretch.kind == 'rtl' else 'ltr'
        made += Markup('<span dir="{}">{}</span>').format(way, held) if stretch.kind else held
    return made


def say(edition: Edition, key: str, **values: str | int) -> str:
    """Return a phrase (phrases.say), with each value that runs against it isolated as a whole."""
    return phrases.say(
        edition,
        key,
        **{
            name: bidi.whole(value, edition.direction) if isinstance(value, str) else value
            for name, value in values.items()
        },
    )


def _isolated(runs: tuple[Run, ...], kind: str) -> tuple[Run, ...]:
    if runs[0].text[:1] in (LRI, RLI, FSI) and runs[-1].text[-1:] == PDI:
        return runs
    mark = RLI if kind == 'rtl' else LRI
    if len(runs) == 1:
        return (replace(runs[0], text=f'{mark}{bidi.apart(runs[0].text)}{PDI}'),)
    return (
        replace(runs[0], text=mark + runs[0].text),
        *runs[1:-1],
        replace(runs[-1], text=runs[-1].text + PDI),
    )


def _run(run: Run, language: str, marks: str) -> Markup:
    lang = run.lang if run.lang != language else ''
    given = Markup(' lang="{}"').format(lang) if lang else Markup('')
    given += Markup(f' {marks}') if marks else Markup('')
    if run.href:
        held = Markup('<a href="{}"{}>{}</a>').format(run.href, given, run.text)
        given = Markup('')
    else:
        held = escape(run.text)
    for wanted, tag in ((run.strong, 'strong'), (run.emphasis, 'em')):
        if wanted:
            held = Markup('<{0}{1}>{2}</{0}>').format(Markup(tag), given, held)
            given = Markup('')
    return Markup('<span{}>{}</span>').format(given, held) if given else held


def bind(text: str, count: int = 2) -> str:
    """Return text whose last `count` words are bound, so that no last line holds less."""
    words = text.split(' ')
    return ' '.join([*words[:-count], NBSP.join(words[-count:])]) if len(words) > count else text


def paragraph(markup: Markup, name: str = '') -> Markup:
    """Return markup as a paragraph of a class: what a ruler measures must be made of the same elements as what is printed.

    In a template a plain '<p>' ~ markup would be escaped, and its brackets measured as text.
    """
    return (
        Markup('<p class="{}">{}</p>').format(name, markup)
        if name
        else Markup('<p>{}</p>').format(markup)
    )


def unbroken(markup: Markup) -> Markup:
    """Return markup whose addresses have the class "address": browsers hyphenate them like words, where nothing says no.

    For pages on a screen: on paper the engine is told (press/addresses).
    """
    parts = _TAG.split(markup)
    for number in range(0, len(parts), 2):  # every other part is a tag
        text, made, place = parts[number], '', 0
        for first, last in addresses.spans(text):
            made += f'{text[place:first]}<span class="address">{text[first:last]}</span>'
            place = last
        parts[number] = made + text[place:]
    return Markup(''.join(parts))


def label(block: Block, language: str) -> str:
    """Return what stands before an entry of a list: its number in the language's digits, or a dash."""
    return numbering.label(block, language) or '–'


def css_string(text: str) -> Markup:
    """Return text as a CSS string with its quotes, safe inside a <style> element (CSS Syntax 3, 4.3.7)."""
    return Markup(
        '"'
        + ''.join(c if c.isalnum() or c in ' .,:;/()-' else f'\\{ord(c):x} ' for c in text)
        + '"'
    )


# ---- as filters --------------------------------------------------------------------------------------------------


@pass_context
def _name_filter(context: Context, text: str) -> Markup:
    return name(text, context['rtl'])


@pass_context
def _mixed_filter(context: Context, text: Any) -> Markup:
    return text if isinstance(text, Markup) else mixed(str(text), context['rtl'])


@pass_context
def _isolate_filter(context: Context, text: Any) -> str:
    return bidi.isolate(str(text), 'rtl' if context['rtl'] else 'ltr')


@pass_context
def _wood_filter(context: Context, parts: Iterable[tuple[str, bool]]) -> Markup:
    return wood(parts, context['rtl'])


@pass_context
def _prose_filter(context: Context, runs: Block | Iterable[Run]) -> Markup:
    return prose(runs, context['language'])


@pass_context
def _label_filter(context: Context, block: Block) -> str:
    return label(block, context['language'])


FILTERS = {
    'name': _name_filter,
    'mixed': _mixed_filter,
    'isolate': _isolate_filter,
    'wood': _wood_filter,
    'prose': _prose_filter,
    'label': _label_filter,
    'unbroken': unbroken,
    'bind': bind,
    'p': paragraph,
    'css_string': css_string,
}
