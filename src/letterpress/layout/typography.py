"""The typography of running text: names, prose, phrases as markup.

Typesetting, not content: no word is changed. What the filters do is bind, wrap and isolate, so that the engine breaks
lines where a compositor would. All of them take text and give markup; what is not markup is escaped.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from letterpress.manuscript import locales
from letterpress.manuscript.model import Block, Run

FSI, PDI = '\u2068', '\u2069'
NBSP = '\u00a0'

SHORT = 6           # a last word of fewer letters is bound to the one before it
WHOLE = 24          # a hyphenated word up to this length is never broken at its hyphen

# The typewriter's apostrophe between two letters is an apostrophe, whatever the key that was struck.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")

# The last two words of a paragraph, where they are short together: bound, they make no hole in the line before.
_RUNT = re.compile(r'(?<=\s)(?=.{3,15}$)\S+ \S+$')

# Words in Latin letters, with the signs and figures between and right after them, inside a text of another script.
_LETTER = 'A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff'
_LATIN = re.compile(f"[{_LETTER}](?:[{_LETTER}0-9 \u00a0.,;:'’_/@&+#=?%\u2010-\u2014-]*[{_LETTER}0-9/_])?")


def name(text: str, rtl: bool = False) -> Markup:
    """Return a name ready for print: words with a hyphen stay whole, a short last word stays with the one before it.

    In a right-to-left document it is isolated (U+2068 … U+2069): a name must not turn the words beside it. The engine
    does not honour <bdi> (WeasyPrint 70).
    """
    words = [_word(word) for word in _APOSTROPHE.sub('’', text).split()]
    if len(words) > 2 and len(text.split()[-1]) < SHORT:
        words[-2:] = [words[-2] + Markup(NBSP) + words[-1]]
    joined = Markup(' ').join(words)
    return Markup(FSI) + joined + Markup(PDI) if rtl else joined


def _word(word: str) -> Markup:
    if '-' in word.strip('-') and len(word) <= WHOLE:
        return Markup('<span class="nb">{}</span>').format(word)
    return escape(word)


def mixed(text: str, rtl: bool = False) -> Markup:
    """Return text as markup; in a right-to-left document words in Latin letters get a span (face and size of their own)."""
    if not rtl:
        return escape(text)
    return Markup('').join(Markup('<span class="la">{}</span>').format(part) if is_latin(part) else escape(part)
                           for part in by_script(text))


def by_script(text: str) -> list[str]:
    """Return a text cut where Latin words begin and end; some parts may be empty."""
    parts, end = [], 0
    for found in _LATIN.finditer(text):
        parts += [text[end:found.start()], found[0]]
        end = found.end()
    return [*parts, text[end:]]


def is_latin(text: str) -> bool:
    """Say whether a text is words in Latin letters and nothing else."""
    return bool(_LATIN.fullmatch(text))


def prose(runs: Block | Iterable[Run], language: str) -> Markup:
    """Return the runs of a block as markup.

    `lang` stands on the em, strong or a itself where there is one. A link holds bare text only: anything inside it
    breaks PDF/UA-1 (7.18.5). A foreign run is never hyphenated inside right-to-left text (class "la"): the engine puts
    the hyphen at the wrong end.
    """
    runs = tuple(runs.runs if isinstance(runs, Block) else runs)
    rtl = locales.direction(language) == 'rtl'
    if runs and not rtl and runs[-1] == Run(runs[-1].text):
        runs = (*runs[:-1], Run(_RUNT.sub(lambda pair: pair[0].replace(' ', NBSP), runs[-1].text)))
    return Markup('').join(_run(run, language, rtl) for run in runs)


def _run(run: Run, language: str, rtl: bool) -> Markup:
    lang = run.lang if run.lang != language else ''
    latin = rtl and (bool(lang) and locales.direction(lang) == 'ltr' or is_latin(run.text))
    marks = Markup(' lang="{}"').format(lang) if lang else Markup('')
    marks += Markup(' class="la"') if latin else Markup('')
    if run.href:
        held = Markup('<a href="{}"{}>{}</a>').format(run.href, marks, run.text)
        marks = Markup('')
    else:
        held = escape(run.text) if latin else mixed(run.text, rtl)
    for wanted, tag in ((run.strong, 'strong'), (run.emphasis, 'em')):
        if wanted:
            held = Markup('<{0}{1}>{2}</{0}>').format(Markup(tag), marks, held)
            marks = Markup('')
    return Markup('<span{}>{}</span>').format(marks, held) if marks else held


def bind(text: str, count: int = 2) -> str:
    """Return text whose last `count` words are bound, so that no last line holds less."""
    words = text.split(' ')
    return ' '.join([*words[:-count], NBSP.join(words[-count:])]) if len(words) > count else text


def paragraph(markup: Markup, name: str = '') -> Markup:
    """Return markup as a paragraph of a class: what a ruler measures must be made of the same elements as what is printed.

    In a template a plain '<p>' ~ markup would be escaped, and its brackets measured as text.
    """
    return Markup('<p class="{}">{}</p>').format(name, markup) if name else Markup('<p>{}</p>').format(markup)


def css_string(text: str) -> Markup:
    """Return text as a CSS string with its quotes, safe inside a <style> element (CSS Syntax 3, 4.3.7)."""
    return Markup('"' + ''.join(c if c.isalnum() or c in ' .,:;/()-' else f'\\{ord(c):x} ' for c in text) + '"')


# ---- as filters --------------------------------------------------------------------------------------------------

@pass_context
def _name_filter(context: Context, text: str) -> Markup:
    return name(text, context['rtl'])


@pass_context
def _mixed_filter(context: Context, text: Any) -> Markup:
    return text if isinstance(text, Markup) else mixed(str(text), context['rtl'])


@pass_context
def _prose_filter(context: Context, runs: Block | Iterable[Run]) -> Markup:
    return prose(runs, context['language'])


FILTERS = {'name': _name_filter, 'mixed': _mixed_filter, 'prose': _prose_filter, 'bind': bind, 'p': paragraph, 'css_string': css_string}
