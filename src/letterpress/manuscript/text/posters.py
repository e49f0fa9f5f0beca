r"""The words of posters: what stands between *stars* stands out.

A star that is meant as one is printed.

A pair of stars stands right before and after words. A star between two letters (BÜRGER*INNEN), or
with a backslash before it (\\*), is a sign like any other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from letterpress.findings import Finding, Place
from letterpress.manuscript.text import foreign_markup

_SIGN = re.compile(r'\\([*\\])|(?<=[^\W_])\*+(?=[^\W_])')  # stars and backslashes that are printed
_PAIR = re.compile(r'(?<![^\W_])\*(?=[^\s*])([^*]*)(?<=\S)\*(?![^\W_])')
_STAR, _SLASH = (
    '\0',
    '\1',
)  # stand for signs that are printed while pairs are looked for; no text may hold them (LP102)


# Slots that a language may have for itself: an event is where people speak it.
LOCAL = {'event': ('when', 'where', 'link')}


def unheard(slots: Collection[str], place: Place) -> Iterator[Finding]:
    """Find an event of which nobody says when it is (LP389): no poster is made of it.

    `slots` are those that a language has of the event, `place` is where it stands.
    """
    said = [slot for slot in LOCAL['event'] if slot in slots]
    if said and 'when' not in said:
        yield Finding(
            place,
            'LP389',
            f'the event has {" and ".join(said)}, and nothing says when it is: no poster is made',
            'add a line "when: …", in the words that are to be printed',
        )


def path_of(language: str) -> str:
    """Return where the poster texts of a language stand in a project."""
    return f'content/posters/{language}.yaml'


def parts(marked: str) -> tuple[tuple[str, bool], ...]:
    """Return a text with *stars* in parts, each with whether it stands between stars."""
    hidden, found, end = _signs_hidden(marked), [], 0
    for pair in _PAIR.finditer(hidden):
        found += [(hidden[end : pair.start()], False), (pair[1], True)]
        end = pair.end()
    found.append((hidden[end:], False))
    return tuple((_signs_shown(text), starred) for text, starred in found if text)


def plain(marked: str) -> str:
    """Return a text as it is printed, without the *stars* of pairs."""
    return ''.join(text for text, _ in parts(marked))


def check(marked: str, place: Place) -> Iterator[Finding]:
    """Find stars that belong to no pair (LP177), and whatever else is no text of a poster.

    Backslashes that print nothing (LP158), markup (LP140 to LP153).
    """
    rest = _PAIR.sub(r'\1', _signs_hidden(marked))
    if '*' in rest:
        yield Finding(
            place,
            'LP177',
            f'a star stands alone in {marked}',
            'stars come in pairs, right before and after the words that stand out: *ALL*; to '
            'print a star, write a backslash before it: \\* (\\\\* between double quotes)',
        )
    if '\\' in rest:
        yield Finding(
            place,
            'LP158',
            'a backslash stands before nothing that it could make print',
            'remove it; to print one, write two',
        )
    yield from (
        Finding(place, one.code, one.message, one.hint)
        for one in foreign_markup.in_line(rest, stars=False)
    )


def _signs_hidden(marked: str) -> str:
    return _SIGN.sub(
        lambda sign: _SLASH if sign[1] == '\\' else _STAR * len(sign[0].lstrip('\\')), marked
    )


def _signs_shown(text: str) -> str:
    return text.replace(_STAR, '*').replace(_SLASH, '\\')
