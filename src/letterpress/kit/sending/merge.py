"""The table for a mailing: one row an addressee, as tools that send to many take it.

Mailchimp, Brevo, Thunderbird's Mail Merge and Word all read CSV with headings. These are in
capitals and have ten characters at most, so that the heading is the field's name in each of them:
a merge tag of Mailchimp is no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from letterpress.base import tables
from letterpress.findings import Finding
from letterpress.kit.mailing import letter_name
from letterpress.manuscript.model import Recipient

NAME = 'mail-merge.csv'
# The first column is one that nobody sends by: a tool that does not know a byte order mark has it
# in the first heading.
COLUMNS = (
    *('ADDRESSEE', 'EMAIL', 'NAME', 'OFFICE', 'GREETING', 'CLOSING'),
    *('LANGUAGE', 'BODY', 'DELIVERY', 'LETTER'),
)


def table(recipients: Iterable[Recipient]) -> bytes:
    """Return the table as `tables.write`: UTF-8 with a mark (for Excel), formulas disarmed."""
    return tables.write(COLUMNS, map(_row, recipients))


def _row(one: Recipient) -> tuple[str, ...]:
    return (
        *(one.id, '' if _is_formula(one) else one.email, one.name, one.office),
        *(one.salutation, one.closing, one.language, one.body, one.delivery, letter_name(one)),
    )


def _is_formula(one: Recipient) -> bool:
    # with an apostrophe before it, it would be another's address
    return tables.guarded(one.email) != one.email


def judged(recipients: Iterable[Recipient]) -> Iterator[Finding]:
    """Find addresses that a mailing would not reach as they are meant.

    LP785: several addressees share one, and tools keep one row an address. LP786: one begins as a
    formula does, and is left out of the table.
    """
    first: dict[str, Recipient] = {}
    for one in recipients:
        if not one.email:
            continue
        other = first.setdefault(one.email.lower(), one)
        if other is not one:
            yield Finding(
                one.place,
                'LP785',
                f'{one.id} has the e-mail address of {other.id}: {one.email}',
                'tools for mailings keep one row an address: write to one of them by hand, or give '
                'each an address of their own',
            )
        if _is_formula(one):
            yield Finding(
                one.place,
                'LP786',
                f'{one.email} begins as a formula does, so it is not in {NAME}',
                f'write to {one.id} by hand: spreadsheets would run the cell, and a sign before it '
                'would make it the address of somebody else',
            )
