"""Adopted translations: who made a translation their own text, when, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from letterpress.findings import Finding
from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition, Letter
from letterpress.manuscript.text import phrases
from letterpress.manuscript.yaml.shapes import Values

FILED = (
    'source',
    'adopted',
)  # the statuses in which the signatories stand by every word of the text


def check(head: Values) -> Iterator[Finding]:
    """Compare the status in a letter's front matter with what it says of the adoption.

    Codes: LP273, LP274.
    """
    said = [key for key in ('adopted_by', 'adopted_on') if head[key]]
    if head['status'] == 'adopted':
        lacking = [key for key in ('adopted_by', 'adopted_on') if key not in said]
        if lacking:
            yield Finding(
                head.where('status'),
                'LP273',
                f'an adopted translation says by whom and when: {" and ".join(lacking)} '
                f'{"is" if len(lacking) == 1 else "are"} missing',
                'add adopted_by: (who, in the language of the letter) and adopted_on: '
                '(2026-11-30); until somebody has adopted it, its status is reviewed or '
                'unofficial',
            )
    elif said:
        yield Finding(
            head.where(said[0]),
            'LP274',
            f'{said[0]} stands in a letter with the status {head["status"]}',
            'write status: adopted, if they did adopt it; else remove the line',
        )


def too_late(letters: Iterable[Letter], day: date) -> Iterator[Finding]:
    """Find translations that were adopted after the day of the edition that says so (LP279)."""
    for letter in letters:
        if letter.adopted_on and letter.adopted_on > day:
            yield Finding(
                letter.place,
                'LP279',
                f'the translation was adopted on {letter.adopted_on}, after the date '
                f'of this edition, {day}',
                'correct adopted_on, or give the edition a later date in content/campaign.yaml',
            )


def status_line(edition: Edition) -> str:
    """Return what the readers of a translation must know of it, as a sentence of its language.

    '' for the source.
    """
    letter, source = (
        edition.letter,
        locales.language_name(edition.source_language, edition.language),
    )
    if letter.status == 'source':
        return ''
    if letter.status == 'adopted':
        assert letter.adopted_on is not None  # LP273
        return phrases.say(
            edition,
            'adopted.status',
            by=letter.adopted_by,
            source=source,
            date=locales.long_date(letter.adopted_on, edition.language),
        )
    return phrases.say(edition, f'status.{letter.status}', source=source)
