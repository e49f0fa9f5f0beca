"""The cover e-mail of a letter that goes by e-mail: a draft to its addressee, the letter in it."""

from __future__ import annotations

from datetime import datetime

from letterpress.base import bidi
from letterpress.kit.formats import lines
from letterpress.kit.mailing import letter_name
from letterpress.kit.sending import message
from letterpress.kit.sending.message import Attached, Mailbox, Message
from letterpress.manuscript import census, locales
from letterpress.manuscript.edition import addressed
from letterpress.manuscript.model import Edition, Recipient
from letterpress.manuscript.text.phrases import say


def name(recipient: Recipient) -> str:
    """Return the name of the file that holds an addressee's cover e-mail."""
    return letter_name(recipient).removesuffix('.pdf') + '.eml'


def write(edition: Edition, recipient: Recipient, letter: bytes, moment: datetime) -> bytes:
    """Return the cover e-mail as a file (.eml): the letter, a PDF, is attached to it.

    `edition` is that of the letter's language, `moment` what the message is dated. Raises
    ValueError for an addressee without an e-mail address or in another language, and Rejected
    LP161 where a phrase is missing.
    """
    if not recipient.email or recipient.language != edition.language:
        raise ValueError(f'{recipient.id} gets no e-mail in {edition.language}')
    facts, title = edition.facts, edition.letter.title
    reference = facts.filing.reference
    if reference:
        title = say(edition, 'recipients.referenced', title=title, reference=reference)
    return message.write(
        Message(
            stem=letter_name(recipient).removesuffix('.pdf'),
            sender=Mailbox(facts.contact.name.to(edition.language), facts.contact.email),
            to=Mailbox(recipient.name, recipient.email),
            subject=message.subject(lines.held(edition), title),
            moment=moment,
            language=edition.language,
            text=text(edition, recipient),
            attached=(Attached(letter_name(recipient), 'application/pdf', letter),),
        )
    )


def text(edition: Edition, recipient: Recipient) -> str:
    """Return what the e-mail says, its parts divided by empty lines."""
    ours, facts = addressed(edition, recipient), edition.facts
    contact = (facts.contact.name.to(edition.language), facts.contact.email, facts.contact.phone)
    taken = census.take(edition, census.in_copies(edition))
    intro = say(
        ours,
        'recipients.intro' if taken.listed else 'roll.sent',
        date=locales.long_date(facts.date, edition.language),
    )
    parts = (
        lines.held(edition),
        say(ours, 'letter.salutation'),
        '\n'.join(filter(None, (intro, taken.elsewhere))),
        say(ours, 'recipients.receipt'),
        say(ours, 'letter.closing'),
        say(ours, 'letter.signed', count=taken.count),
        '\n'.join(filter(None, contact)),
        say(ours, 'recipients.attachment', file=letter_name(recipient)),
    )
    return '\n\n'.join(bidi.isolate(part, edition.direction) for part in parts if part) + '\n'
