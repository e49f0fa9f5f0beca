"""The release as a message to newsrooms: text and HTML of one release, files with it or links.

Nothing in it is fetched and nothing tells who reads it: no picture from outside, no counter, links
as they are written. Both bodies say the same, word for word; the HTML is mail.html of
layouts/press-text, whose styles stand on the elements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from letterpress.base import bidi
from letterpress.kit.formats import documents, lines, plain, web
from letterpress.kit.formats.documents import Document
from letterpress.kit.sending import message
from letterpress.kit.sending.message import Attached, Mailbox, Message
from letterpress.layout import environment, typography
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition
from letterpress.manuscript.text.phrases import say
from letterpress.values import dataclass

LAYOUT, PAGE = 'press-text', 'layouts/press-text/mail.html'
MOST = 10_000_000  # bytes of a message: the default of Postfix is 10,240,000, others take more
_WHAT = 'the release as a message'
_MARK = '\ufeff'  # of the file; a message says its encoding


@dataclass(frozen=True)
class Enclosed:
    """A file that the message brings or leads to.

    `said` is what must be told with it (of a picture: caption, credit, licence); `href` its address
    where it is linked, '' where it is attached, and `data` its bytes then.
    """

    name: str
    title: str
    said: str = ''
    href: str = ''
    media_type: str = ''
    data: bytes = b''


def name(language: str) -> str:
    """Return the name of the file that holds the message of a language."""
    return f'press-release.{language}.eml'


def write(
    edition: Edition,
    enclosed: Sequence[Enclosed],
    layouts: Mapping[str, bytes],
    moment: datetime,
    seen: Look = look.HOUSE,
) -> bytes:
    """Return the message of a language as a file (.eml), from the contact, to nobody yet.

    `layouts` are the files of layouts/. Raises Rejected: LP611 (something would be fetched), LP161
    and LP179 (phrases), LP320 to LP324 (template).
    """
    document = documents.of(edition, documents.RELEASE)
    assert document is not None
    facts, language = edition.facts, edition.language
    first = lines.held(edition) or document.label
    return message.write(
        Message(
            stem=name(language).removesuffix('.eml'),
            sender=Mailbox(facts.contact.name.to(language), facts.contact.email),
            to=None,
            subject=message.subject(first, document.title),
            moment=moment,
            language=language,
            text=text(document, edition, enclosed),
            html=page(document, edition, enclosed, layouts, seen),
            attached=tuple(
                Attached(one.name, one.media_type, one.data) for one in enclosed if not one.href
            ),
        )
    )


def text(document: Document, edition: Edition, enclosed: Sequence[Enclosed]) -> str:
    """Return the plain body: the release's text, and behind it the files that it brings."""
    release = plain.text(document, edition).decode().removeprefix(_MARK)
    told = [
        '\n'.join(filter(None, (one.title, one.said, one.href)))
        for one in enclosed
        if one.said or one.href
    ]
    if not told:
        return release
    behind = '\n\n'.join([say(edition, 'kit.title'), *told])
    return f'{release}\n{bidi.isolate(behind, edition.direction)}\n'


def page(
    document: Document,
    edition: Edition,
    enclosed: Sequence[Enclosed],
    layouts: Mapping[str, bytes],
    seen: Look,
) -> str:
    """Return the HTML body. Raises Rejected as `write`."""
    language = edition.language
    html = environment.render(
        environment.environment(layouts),
        PAGE.removeprefix('layouts/'),
        {
            'document': document,
            'edition': edition,
            'facts': edition.facts,
            'language': language,
            'direction': edition.direction,
            'rtl': edition.direction == 'rtl',
            'held': edition.facts.embargo is not None,
            'digits': partial(locales.digits, lang=language),
            'marks': {
                note.number: typography.raised(
                    note.number, f'[{locales.digits(str(note.number), language)}]'
                )
                for note in document.notes
            },
            'colours': seen.colours,
            'files': [one for one in enclosed if one.said or one.href],
            'files_heading': say(edition, 'kit.title'),
        },
    )
    web.alone(html, LAYOUT, layouts, _WHAT)
    return re.sub(r'\n\s*\n', '\n', html).strip() + '\n'
