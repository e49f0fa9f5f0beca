"""A message as a file (RFC 5322, RFC 2046): the same bytes for the same message.

It is a draft: `X-Unsent` lets mail programs open it to be looked at, addressed and sent. Whoever
sends it gives it another date; until then it bears that of the edition, as all that this house
makes: a clock would make other bytes of the same content.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from letterpress.base import bidi
from letterpress.kit.sending import headers
from letterpress.values import dataclass

MEDIA_TYPE = 'message/rfc822'


@dataclass(frozen=True)
class Mailbox:
    """Whose it is (any signs; '' for nobody's name) and its address (name@example.net)."""

    name: str
    address: str


@dataclass(frozen=True)
class Attached:
    """A file that goes with a message; its name is ASCII."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Message:
    """What is sent, from whom, to whom (None: the sender says it) and when.

    `stem` is what the message is called among those of its edition, in ASCII. `html` says the same
    as `text`, '' for a message of plain text. `moment` knows its zone.
    """

    stem: str
    sender: Mailbox
    to: Mailbox | None
    subject: str
    moment: datetime
    language: str
    text: str
    html: str = ''
    attached: tuple[Attached, ...] = ()


def subject(first: str, title: str) -> str:
    """Return a subject: what must be seen first (an embargo; '' for nothing), then the title.

    Isolates are left out: a list of messages is plain, and shows them as boxes here and there.
    """
    said = ' · '.join(filter(None, (first, title)))
    return bidi.plain(said)


def write(message: Message) -> bytes:
    """Return the bytes of a message: lines end in CRLF, all are ASCII, none over 998 characters.

    Raises ValueError for an address that is none.
    """
    whole = _body(message)
    digest = hashlib.sha256(repr((message.stem, message.subject)).encode() + bytes(whole))
    mark = digest.hexdigest()[:24]
    for number, part in enumerate(one for one in whole.walk() if one.is_multipart()):
        part.set_boundary(f'=_{number}_{mark}')  # "=_" is in no base64 and no quoted-printable
    domain = message.sender.address.rpartition('@')[2]
    said = [
        headers.mailbox('From', message.sender.name, message.sender.address),
        headers.mailbox('To', message.to.name, message.to.address) if message.to else '',
        headers.text('Subject', message.subject),
        headers.date('Date', message.moment),
        headers.token('Message-ID', f'<{message.stem}.{mark}@{domain}>'),
        headers.token('Content-Language', message.language),
        headers.token('X-Unsent', '1'),
    ]
    return ''.join(said).encode('ascii') + whole.as_bytes(policy=SMTP)


def _body(message: Message) -> EmailMessage:
    """Return the body with its own headers, its boundaries not yet set."""
    made = EmailMessage(policy=SMTP)
    made.set_content(message.text, cte=_encoding(message.text))
    if message.html:
        made.add_alternative(message.html, subtype='html', cte=_encoding(message.html))
    for file in message.attached:
        kind, _, subtype = file.media_type.partition('/')
        made.add_attachment(file.data, maintype=kind, subtype=subtype, filename=file.name)
    for number, part in enumerate(one for one in made.walk() if one.is_multipart()):
        part.set_boundary(f'=_{number}')
    return made


def _encoding(text: str) -> str:
    """Return how a text becomes ASCII: readable as it stands where most of it is Latin."""
    foreign = sum(not sign.isascii() for sign in text)
    return 'base64' if foreign * 6 > len(text) else 'quoted-printable'
