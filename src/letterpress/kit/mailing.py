"""What goes with the letters of a mailing: addresses for envelopes, cover e-mails, file names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Any

from letterpress.base import bidi, tables
from letterpress.findings import Finding
from letterpress.manuscript import census, locales
from letterpress.manuscript.edition import addressed
from letterpress.manuscript.filing.recipients import MOST_LINES
from letterpress.manuscript.model import Edition, Recipient
from letterpress.manuscript.text.phrases import say

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
    on_paper = [one for one in recipients if one.delivery in ('post', 'hand')]
    return tables.write(COLUMNS, map(_envelope, on_paper))


def _envelope(one: Recipient) -> tuple[str, ...]:
    lines = one.lines + ('',) * (MOST_LINES - len(one.lines))
    return (one.id, one.body, letter_name(one), one.delivery, *lines)


def email(edition: Edition, recipient: Recipient, reference: str = '') -> bytes:
    """Return the cover e-mail of a letter as plain text in UTF-8.

    Two lines of headers, an empty line, the message. `edition` is that of the letter's language;
    `reference` is the coalition's own, if it has one. Raises ValueError for an addressee without
    an e-mail address or in another language, and Rejected LP161 where a phrase is missing.
    """
    if not recipient.email or recipient.language != edition.language:
        raise ValueError(f'{recipient.id} gets no e-mail in {edition.language}')
    ours, facts = addressed(edition, recipient), edition.facts
    title = edition.letter.title
    if reference:
        subject = say(ours, 'recipients.subject_reference', title=title, reference=reference)
    else:
        subject = say(ours, 'recipients.subject', title=title)
    contact = (facts.contact.name.to(edition.language), facts.contact.email, facts.contact.phone)
    taken = census.take(edition, census.in_copies(edition))
    intro = say(
        ours,
        'recipients.intro' if taken.listed else 'roll.sent',
        date=locales.long_date(facts.date, edition.language),
    )
    parts = (
        '\n'.join((say(ours, 'recipients.to', address=recipient.email), subject)),
        say(ours, 'letter.salutation'),
        '\n'.join(filter(None, (intro, taken.elsewhere))),
        say(ours, 'recipients.receipt'),
        say(ours, 'letter.closing'),
        say(ours, 'letter.signed', count=taken.count),
        '\n'.join(filter(None, contact)),
        say(ours, 'recipients.attachment', file=letter_name(recipient)),
    )
    head, *message = parts  # the headers are copied as they are
    isolated = (bidi.isolate(part, edition.direction) for part in message)
    return ('\n\n'.join([head, *isolated]) + '\n').encode()


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
