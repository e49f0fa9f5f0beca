"""What goes with the letters of a mailing: addresses for envelopes, file names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Any

from letterpress.base import tables
from letterpress.findings import Finding
from letterpress.manuscript.filing.recipients import MOST_LINES
from letterpress.manuscript.model import Recipient

COLUMNS = ('id', 'body', 'file', 'delivery', *(f'line_{n}' for n in range(1, MOST_LINES + 1)))


def letter_name(recipient: Recipient) -> str:
    """Return the name of the file that holds an addressee's letter."""
    return f'letter.{recipient.language}.{recipient.stem or recipient.id}.pdf'


def addresses(recipients: Iterable[Recipient]) -> bytes:
    """Return what the envelope printer needs as CSV.

    There is a row for each letter on paper and a column for each line; UTF-8 with a byte order
    mark, commas, CRLF, formulas disarmed, as `tables.write`. Letters that go by e-mail or through a
    portal have no envelope.
    """
    return tables.write(COLUMNS, map(_envelope, on_paper(recipients)))


def on_paper(recipients: Iterable[Recipient]) -> list[Recipient]:
    """Return who gets an envelope, in the same order."""
    return [one for one in recipients if one.delivery in ('post', 'hand')]


def _envelope(one: Recipient) -> tuple[str, ...]:
    lines = one.lines + ('',) * (MOST_LINES - len(one.lines))
    return (one.id, one.body, letter_name(one), one.delivery, *lines)


def portals(recipients: Iterable[Recipient]) -> tuple[Finding, ...]:
    """Return a finding (LP268) for each portal through which alone a body takes letters.

    A person must go there.
    """
    through = [one for one in recipients if one.delivery == 'portal']
    through.sort(key=lambda one: (one.body, one.portal, one.place))
    found = []
    for (body, portal), group in groupby(through, key=lambda one: (one.body, one.portal)):
        ones = list(group)
        who = ones[0].id if len(ones) == 1 else f'{len(ones)} addressees'
        which = letter_name(ones[0]) + (' and the others' if len(ones) > 1 else '')
        found.append(
            Finding(
                ones[0].place,
                'LP268',
                f'through a portal only, neither by post nor by e-mail: {who} of {body}',
                f'put {which} in at {portal}',
            )
        )
    return tuple(found)


def plain(recipient: Recipient) -> dict[str, Any]:
    """Return an addressee as JSON can hold it."""
    return {**asdict(recipient), 'place': str(recipient.place), 'file': letter_name(recipient)}
