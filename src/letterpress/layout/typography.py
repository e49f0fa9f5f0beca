"""The typography of running text: names, prose, phrases as markup.

Typesetting, not content: no word is changed. What the filters do is bind, wrap and isolate, so that
the engine breaks lines where a compositor would. All of them take text and give markup; what is not
markup is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from letterpress.base import bidi
from letterpress.base.bidi import FSI, PDI
from letterpress.base.bidi_runs import has_ltr, has_rtl
from letterpress.layout.runs import (
    FIGURES,
    LATIN,
    LATIN_FIGURES,
    RTL,
    WHOLE,
    Stretch,
    marked,
    referred,
    stretches,
)
from letterpress.layout.type import languages
from letterpress.manuscript import locales
from letterpress.manuscript.model import Block, Edition, Letter, Run
from letterpress.manuscript.text import addresses, numbering, phrases
from letterpress.manuscript.text.structure.links import addressed, bare
from letterpress.manuscript.text.structure.outline import outline
from letterpress.manuscript.text.structure.sections import led, sections

NBSP = '\u00a0'
BLANKS = (' ', NBSP, '\u202f')
WORD_JOINER = '\u2060'  # a line could end between some signs and the number of a note

DIGITS = 24  # of the letter's SHA-256 that are printed
CALL = 240  # characters: a last paragraph of no more is a letter's call
SHORT = 6  # a last word of fewer letters is bound to the one before it

# The typewriter's apostrophe between two letters is an apostrophe, whatever key was struck.
_CHANGED = re.compile('[\'&<>"]|[^\\S ]|  |^ | $')  # characters of a name, or blanks
_LONG_END = re.compile(rf' \S{{{SHORT},}}$')  # a last word that is not bound
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")

_TAG = re.compile(r'(<[^>]*>)')

# A number with its signs: in a cell of a table it is not parted.
_FIGURES = re.compile(r'(?=.*\d)[\d\s.,:%‰€$£¥+±()/–−-]{1,24}')

# The last two words of a paragraph, where they are short together: bound, they make no hole in the
# line before.
_RUNT = re.compile(r'(?<=\s)(?=.{3,15}$)\S+ \S+$')

# how an element says that a stretch runs against the text
_AGAINST = {
    LATIN: Markup('class="la" dir="ltr"'),
    LATIN_FIGURES: Markup('class="la nb" dir="ltr"'),
    FIGURES: Markup('class="nb" dir="ltr"'),
    RTL: Markup('dir="rtl"'),
}


# ---- names ---------------------------------------------------------------------------------------


def name(text: str, rtl: bool = False) -> Markup:
    """Return a name ready for print.

    Words with a hyphen stay whole, a short last word stays with the one before it. In a
    right-to-left document, and where it runs from right to left itself, it is isolated
    (U+2068 … U+2069): a name must not turn the words beside it. The engine does not honour <bdi>
    (WeasyPrint 70), and loses an isolate at a line's end and at an element: where that would show,
    the name has an element with its direction.
    """
    words = [_word(word) for word in _APOSTROPHE.sub('’', text).split()]
    if len(words) > 2 and len(text.split()[-1]) < SHORT:
        words[-2:] = [words[-2] + Markup(NBSP) + words[-1]]
    joined = Markup(' ').join(words)
    if not rtl and not has_rtl(text):
        return joined
    held = Markup(FSI) + joined + Markup(PDI)
    against = _runs_against(text, rtl)
    only_letters = all(character.isalpha() or character.isspace() for character in text)
    if not against or only_letters:
        return held
    return Markup('<span dir="{}">{}</span>').format(against, held)


def is_plain(text: str) -> bool:
    """Say whether `name` leaves a text as it is, but for marks of its direction and markup."""
    return not _CHANGED.search(text) and (text.count(' ') < 2 or bool(_LONG_END.search(text)))


def words_of(text: str) -> str:
    """Return a name as it is printed, without markup: what is measured of it."""
    if is_plain(text) and not has_rtl(text):
        return text
    return Markup(name(text)).striptags()


def _runs_against(text: str, rtl: bool) -> str:
    """Return the direction of a name all of which runs against the document, else ''."""
    if rtl:
        return '' if has_rtl(text) else 'ltr'
    return '' if has_ltr(text) else 'rtl'


def _word(word: str) -> Markup:
    if '-' in word.strip('-') and len(word) <= WHOLE:
        return Markup('<span class="nb">{}</span>').format(word)
    return escape(word)


# ---- prose ---------------------------------------------------------------------------------------


def mixed(text: str, rtl: bool = False, language: str = '') -> Markup:
    """Return text as markup, with what runs against it isolated.

    In right-to-left text words in Latin letters get a face and a size of their own (class "la").
    With a language, its blanks are set as it asks.
    """
    return set_stretches(
        stretches((Run(_spaced(text, language)),), 'rtl' if rtl else 'ltr'), language
    )


Marks = Mapping[int, Markup]  # what stands where a note is referred to, by its number


def prose(runs: Block | Iterable[Run], language: str, marks: Marks | None = None) -> Markup:
    """Return the runs of a block as markup, its blanks as the language asks.

    marks: what is printed where a note is referred to; its number, raised, where nothing is said.

    `lang` stands on the em, strong or a itself where there is one. A link holds bare text only:
    anything inside it breaks PDF/UA-1 (7.18.5). What runs against the text is isolated, over
    several runs where it must be, and never hyphenated in right-to-left text (class "la"): the
    engine puts the hyphen at the wrong end.
    """
    runs = tuple(
        run if run.href else replace(run, text=_spaced(run.text, run.lang or language))
        for run in (runs.runs if isinstance(runs, Block) else runs)
    )
    direction = locales.direction(language)
    if runs and direction == 'ltr' and runs[-1] == Run(runs[-1].text):
        ending = _RUNT.sub(lambda pair: pair[0].replace(' ', NBSP), runs[-1].text)
        runs = (*runs[:-1], Run(ending))
    return set_stretches(stretches(referred(runs, language), direction), language, marks)


def _spaced(text: str, language: str) -> str:
    """Return text with its blanks as the language asks; from right to left they stay as typed."""
    if not language or locales.direction(language) == 'rtl':
        return text
    return languages.rules(language).spaced(text)


def set_stretches(
    found: Iterable[Stretch], language: str = '', marks: Marks | None = None
) -> Markup:
    """Return stretches as markup.

    Each that runs against the text stands in one element with its direction, and is isolated: the
    marks of isolation are for whoever copies or orders the text, the element is for the engine
    (see `name`).
    """
    made = Markup('')
    for stretch in found:
        against, runs = _AGAINST.get(stretch.kind, Markup('')), marked(stretch)
        if len(runs) == 1:
            made += _run(runs[0], language, against, marks or {})
            continue
        held = Markup('').join(_run(run, language, Markup(''), marks or {}) for run in runs)
        made += Markup('<span {}>{}</span>').format(against, held) if against else held
    return made


def raised(number: int, text: str) -> Markup:
    """Return the number of a note as it stands in the text: `text` is the number in its digits."""
    return Markup('<sup class="ref" data-note="{}">{}{}</sup>').format(number, WORD_JOINER, text)


def linked(number: int, text: str) -> Markup:
    """Return the same for a screen: a link to the note, which has one back."""
    return Markup(
        '<sup class="ref">{2}<a id="ref-{0}" href="#note-{0}" role="doc-noteref">{1}</a></sup>'
    ).format(number, text, WORD_JOINER)


def _run(run: Run, language: str, against: Markup, marks: Marks) -> Markup:
    """Return a run as markup; its language and direction stand on its outermost element."""
    if run.note is not None:
        return marks.get(run.note.number) or raised(run.note.number, run.text)
    given = Markup('')
    if run.lang and run.lang != language:
        given += Markup(' lang="{}"').format(run.lang)
    if against:
        given += Markup(' ') + against
    if run.href:
        held = Markup('<a href="{}"{}>{}</a>').format(run.href, given, run.text)
        given = Markup('')
    else:
        held = _superior(run.text, run.lang or language)
    for wanted, tag in ((run.strong, 'strong'), (run.emphasis, 'em')):
        if wanted:
            held = Markup('<{0}{1}>{2}</{0}>').format(Markup(tag), given, held)
            given = Markup('')
    return Markup('<span{}>{}</span>').format(given, held) if given else held


def _superior(text: str, language: str) -> Markup:
    """Return text as markup, the endings of ordinal numbers superior where the language asks."""
    pattern = languages.rules(language).superior if language else None
    if pattern is None:
        return escape(text)
    return Markup(pattern.sub(r'\1<sup>\2</sup>', str(escape(text))))


def wood(parts: Iterable[tuple[str, bool]], rtl: bool = False) -> Markup:
    """Return a line of wood type as markup: one face, one size, as it was measured.

    parts: the line's text, each part with whether it stands between stars; a line that is starred
    as a whole stands out as a whole.
    """
    runs = [Run(text, emphasis=starred) for text, starred in parts]
    some = len(runs) > 1
    made = Markup('')
    for stretch in stretches(runs, 'rtl' if rtl else 'ltr'):
        held = Markup('').join(_starred(run, some) for run in marked(stretch))
        if stretch.kind:
            way = 'rtl' if stretch.kind == RTL else 'ltr'
            held = Markup('<span dir="{}">{}</span>').format(way, held)
        made += held
    return made


def _starred(run: Run, some: bool) -> Markup:
    if run.emphasis and some:
        return Markup('<span class="star">{}</span>').format(run.text)
    return escape(run.text)


# ---- phrases and short texts ---------------------------------------------------------------------


def say(edition: Edition, key: str, **values: str | int) -> str:
    """Return a phrase (phrases.say), with each value that runs against it isolated as a whole."""
    whole = {
        name: bidi.whole(value, edition.direction) if isinstance(value, str) else value
        for name, value in values.items()
    }
    return phrases.say(edition, key, **whole)


def bind(text: str, count: int = 2) -> str:
    """Return text whose last `count` words are bound, so that no last line holds less."""
    words = text.split(' ')
    if len(words) <= count:
        return text
    return ' '.join([*words[:-count], NBSP.join(words[-count:])])


def paragraph(markup: Markup, name: str = '') -> Markup:
    """Return markup as a paragraph of a class.

    What a ruler measures must be made of the same elements as what is printed; in a template a
    plain '<p>' ~ markup would be escaped, and its brackets measured as text.
    """
    if name:
        return Markup('<p class="{}">{}</p>').format(name, markup)
    return Markup('<p>{}</p>').format(markup)


def unbroken(markup: Markup) -> Markup:
    """Return markup whose addresses have the class "address".

    Browsers hyphenate them like words, where nothing says no. For pages on a screen: on paper the
    engine is told (press/reaches/lines/address_breaks).
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
    """Return what stands before an entry of a list: a number in its digits, or a dash."""
    return numbering.label(block, language) or '–'


def fingerprint(letter: Letter) -> str:
    """Return the fingerprint of the letter's words, as it is printed in the frame of the seal.

    A reader can compare two copies by it: the first 24 hex digits of the SHA-256 that translations
    remember too (`Letter.hash`: words and emphasis, normalised), in groups of four.
    """
    return ' '.join(letter.hash[n : n + 4] for n in range(0, DIGITS, 4)) + ' …'


def before(blocks: Iterable[Block], kind: str) -> list[Block]:
    """Return the blocks that stand before the first of a kind."""
    return list(takewhile(lambda block: block.kind != kind, blocks))


def joined(text: str) -> str:
    """Return text whose words are never parted."""
    return text.replace(' ', NBSP)


def rest_after(text: str, opening: str) -> str:
    """Return what follows an opening and its blank, '' where the text opens with something else."""
    follows = text[len(opening) : len(opening) + 1]
    return text[len(opening) + 1 :] if text.startswith(opening) and follows in BLANKS else ''


def is_number(text: str) -> bool:
    """Tell whether a text is a number, with its signs and nothing else."""
    return _FIGURES.fullmatch(text) is not None


def call_apart(blocks: Sequence[Block]) -> tuple[Sequence[Block], Block | None]:
    """Return a letter's blocks, and its call apart: a short last paragraph, where it has one."""
    last = blocks[-1]
    # wood type has no notes
    short = last.kind == 'paragraph' and len(last.text) <= CALL and not last.notes
    return (blocks[:-1], last) if short and len(blocks) > 1 else (blocks, None)


def css_string(text: str) -> Markup:
    """Return text as a CSS string with its quotes, safe inside a <style> element.

    CSS Syntax 3, 4.3.7: what is no letter, figure or plain sign is escaped by its number.
    """
    safe = ''.join(c if c.isalnum() or c in ' .,:;/()-' else f'\\{ord(c):x} ' for c in text)
    return Markup(f'"{safe}"')


# ---- as filters ----------------------------------------------------------------------------------


@pass_context
def _name_filter(context: Context, text: str) -> Markup:
    return name(text, context['rtl'])


@pass_context
def _mixed_filter(context: Context, text: Any) -> Markup:
    if isinstance(text, Markup):
        return text
    return mixed(str(text), context['rtl'], context['language'])


@pass_context
def _isolate_filter(context: Context, text: Any) -> str:
    return bidi.isolate(str(text), 'rtl' if context['rtl'] else 'ltr')


@pass_context
def _wood_filter(context: Context, parts: Iterable[tuple[str, bool]]) -> Markup:
    return wood(parts, context['rtl'])


@pass_context
def _prose_filter(
    context: Context, runs: Block | Iterable[Run], marks: Marks | None = None
) -> Markup:
    return prose(runs, context['language'], marks)


@pass_context
def _label_filter(context: Context, block: Block) -> str:
    return label(block, context['language'])


FILTERS = {
    'name': _name_filter,
    'mixed': _mixed_filter,
    'isolate': _isolate_filter,
    'wood': _wood_filter,
    'prose': _prose_filter,
    'call_apart': call_apart,
    'bare_address': bare,
    'addressed': addressed,
    'outline': outline,
    'sections': sections,
    'led': led,
    'joined': joined,
    'is_number': is_number,
    'rest_after': rest_after,
    'label': _label_filter,
    'unbroken': unbroken,
    'before': before,
    'bind': bind,
    'p': paragraph,
    'css_string': css_string,
}
