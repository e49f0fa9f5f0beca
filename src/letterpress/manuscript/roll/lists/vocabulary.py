"""The words of headings: which field of the roll each fills, in every language of the house.

The words are data (`vocabulary.toml`). A heading is known as it stands, or, where it is a question,
by its subject: all its words but the subject's must be known to ask for nothing else.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from letterpress.base.tables import unguarded
from letterpress.manuscript.roll import wording
from letterpress.manuscript.roll.wording import plain

# What a question asks for, by its subjects: "the name of your organisation" names two.
_ASKED = {
    frozenset(subjects.split()): field
    for field, several in {
        'organisation': ('organisation', 'organisation name', 'organisation full name'),
        'name': ('name',),
        'person': ('name full', 'first last', 'first last name', 'first last full'),
        'given': ('first', 'first name'),
        'family': ('last', 'name last'),
        'email': ('email', 'email address', 'email organisation'),
        'country': ('country', 'country organisation', 'country name', 'country address'),
        'url': ('url', 'url organisation', 'url address'),
        'role': ('role', 'role organisation'),
        'affiliation': ('affiliation', 'affiliation name', 'affiliation organisation'),
        'phone': ('phone',),
        'address': ('address', 'address organisation'),
    }.items()
    for subjects in several
}


class Words(NamedTuple):
    """What is known of headings and of cells."""

    headings: dict[str, str]  # field by folded heading
    subjects: dict[str, re.Pattern[str]]  # of a question: what a word of it may be about
    filling: frozenset[str]  # words of a question that ask for nothing
    kinds: dict[str, str]  # kind of signatory by folded word
    stands: frozenset[str]  # states, folded, in which a signature stands
    nothing: frozenset[str]  # what stands in a cell where there is nothing to say
    totals: frozenset[str]  # words, with and without accents, of a row that adds the others up
    counted: frozenset[str]  # plain, what else stands in it


def folded(cell: str) -> str:
    """Return a word without case, accents, blanks and punctuation."""
    letters = unicodedata.normalize('NFKD', unguarded(cell).casefold())
    return ''.join(character for character in letters if character.isalnum())


@cache
def words() -> Words:
    """Return the vocabulary. Source: `vocabulary.toml` beside this module."""
    # late: not every command reads a table
    text = resources.files(__package__).joinpath('vocabulary.toml').read_text(encoding='utf-8')
    data: dict[str, dict[str, Any]] = tomllib.loads(text)
    headings: dict[str, str] = {}
    for field, languages in data['headings'].items():
        for listed in languages.values():
            for heading in listed.split('|'):
                headings.setdefault(folded(heading), field)
    return Words(
        headings,
        {subject: wording.stems(stems) for subject, stems in data['subjects'].items()},
        frozenset(word for filling in data['filling'].values() for word in plain(filling).split()),
        {
            folded(word): kind
            for kind, listed in data['kinds'].items()
            for word in listed.split('|')
        },
        frozenset(folded(word) for word in data['states']['stands'].split('|')),
        frozenset(
            one
            for word in data['cells']['nothing'].casefold().split('|')
            for one in (word.strip(), folded(word))
            if one
        ),
        frozenset(data['cells']['totals'].split()) | {*plain(data['cells']['totals']).split()},
        frozenset(plain(data['cells']['counted']).split()),
    )


def field(heading: str) -> str:
    """Return the field that a heading fills as it stands, or ''."""
    return words().headings.get(folded(heading), '')


def asked(heading: str) -> str:
    """Return the field that a question asks for by its words, or ''.

    Of a subject and nothing else: a word that is not known may ask anything.
    """
    known = words()
    subjects: set[str] = set()
    for word in plain(heading).split():
        about = {subject for subject, stems in known.subjects.items() if stems.match(word)}
        if not about and word not in known.filling:
            return ''
        subjects |= about
    if {'name', 'organisation'} < subjects and subjects & {'email', 'url', 'country'}:
        subjects.discard('name')
    return _ASKED.get(frozenset(subjects), '')
