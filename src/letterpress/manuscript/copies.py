"""Copies to: who else gets the letter. Nobody is told that a copy goes to themselves.

`letter.copies_to` says it in words, divided by semicolons; `copies` in campaign.yaml names the
addressees that they are, in the same order. Without it, a name that stands as a line of the address
is recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from letterpress.base.nearest import near
from letterpress.findings import Finding, Place
from letterpress.manuscript.model import Edition, PhraseValue, Recipient
from letterpress.manuscript.roll.names import same

PHRASE = 'letter.copies_to'
_DIVIDER = re.compile(r'(\s*[;؛·\u0387]\s*)')  # Greek has a raised dot


def text(edition: Edition) -> str:
    """Return who gets a copy, without the addressee of this letter: '' where nobody is left."""
    address = {same(line) for line in edition.facts.addressee}
    said = edition.phrases.get(PHRASE, '')
    return (
        _without(said, lambda number, name: same(name) in address) if isinstance(said, str) else ''
    )


def addressed(
    phrases: Mapping[str, PhraseValue], ids: Sequence[str], recipient: Recipient
) -> Mapping[str, PhraseValue]:
    """Return the phrases as an addressee's letter has them, who is not told of their own copy."""
    said = phrases.get(PHRASE, '')
    if recipient.id not in ids or not isinstance(said, str):
        return phrases
    return MappingProxyType(
        {
            **phrases,
            PHRASE: _without(
                said, lambda number, name: ids[number : number + 1] == (recipient.id,)
            ),
        }
    )


def check(
    ids: Sequence[str],
    place: Place,
    known: Collection[str],
    phrases: Mapping[str, tuple[Mapping[str, PhraseValue], Mapping[str, Place]]],
) -> Iterator[Finding]:
    """Find ids that no addressee has, and a list that is not as long as the words in a language.

    Code: LP192.
    """
    for one in ids:
        # without addressees nobody is told anything of their own copy
        if known and one not in known:
            closest = near(one, known)
            yield Finding(
                place,
                'LP192',
                f'copies go to {one}, and no addressee has that id',
                f'did you mean {closest}?'
                if closest
                else 'the ids stand in the tables of content/recipients',
            )
    for _, (said, where) in sorted(phrases.items()):
        words = said.get(PHRASE)
        names = _DIVIDER.split(words)[::2] if isinstance(words, str) else []
        if ids and names and len(names) != len(ids):
            yield Finding(
                where[PHRASE],
                'LP192',
                f'{PHRASE} names {len(names)}, and copies in campaign.yaml lists {len(ids)}',
                'name as many, in the same order, divided by semicolons',
            )


def _without(said: str, own: Callable[[int, str], bool]) -> str:
    """Return a list in words without those names for which `own(number, name)` holds."""
    names, dividers = _DIVIDER.split(said)[::2], _DIVIDER.split(said)[1::2]
    kept = [number for number, name in enumerate(names) if not own(number, name)]
    return ''.join(
        names[number] + (dividers[number] if number != kept[-1] else '') for number in kept
    )
