"""Quotation marks around a whole quotation: taken away, and put on as a language has them."""

from __future__ import annotations

import re

from letterpress.manuscript.text.structure import conventions

PAIRS = ('“”', '„“', '„”', '«»', '»«', '‹›', '›‹', '‘’', '‚‘', '‚’', '””', '""', '「」', '『』')
_BLANKS = ' \u00a0\u202f\u2009'
_APOSTROPHE = re.compile(r'(?<=\w)[’\'](?=\w)')
ANY = '"“”„«»‹›‘’‚\'「」『』'


def bare(text: str) -> str:
    """Return a quotation without the marks around all of it, where it has any.

    A point behind the closing mark stays: “«We ask.».” is “We ask.”
    """
    words = text.strip()
    inner, point = (words[:-1], '.') if words.endswith('.') else (words, '')
    for pair in PAIRS:
        if _encloses(inner, pair[0], pair[1]):
            said = inner[1:-1].strip(_BLANKS)
            return said if said.endswith(('.', '!', '?', '…')) else said + point
    return words


def _encloses(text: str, opening: str, closing: str) -> bool:
    """Tell whether the first and the last character are one pair, and not those of two."""
    if len(text) < 3 or text[0] != opening or text[-1] != closing:
        return False
    inside = _APOSTROPHE.sub('', text[1:-1])
    if opening == closing:
        return opening not in inside
    depth = 1
    for sign in inside:
        depth += (sign == opening) - (sign == closing)
        if not depth:
            return False
    return depth == 1


def marked(text: str, language: str) -> str:
    """Return a quotation between the marks of a language, blanks inside them where it has some."""
    rules = conventions.said(language)
    opening, closing = rules['quotes'][0]
    before = '\u00a0' if opening in rules['blank_after'] else ''
    after = '\u00a0' if closing in rules['blank_before'] else ''
    if opening in rules['narrow_after']:
        before = '\u202f'
    if closing in rules['narrow_before']:
        after = '\u202f'
    point = ''
    if rules['stop_behind_quotes'] and text.endswith('.') and not text.endswith('..'):
        text, point = text[:-1], '.'
    return f'{opening}{before}{text}{after}{closing}{point}'
