"""A press text as a web page of one file: one template for all (layouts/press-text).

Nothing is fetched and nothing runs; the policy of the page names its stylesheet by its hash.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from functools import partial

from letterpress.kit.formats import lines, mark, soft_hyphens, web
from letterpress.kit.formats.documents import Document
from letterpress.layout import environment, typography
from letterpress.layout.brand import look
from letterpress.layout.brand.look import Look
from letterpress.layout.drawings import device
from letterpress.manuscript import census, locales
from letterpress.manuscript.model import Edition

LAYOUT = 'press-text'  # the layout of the pages
_WHAT = 'the press texts as web pages'


def page(
    document: Document,
    edition: Edition,
    files: Mapping[str, bytes],
    draft: bool,
    seen: Look = look.HOUSE,
) -> bytes:
    """Return a press text as UTF-8 HTML, embargo line first; `files` are those of layouts/.

    A draft, and what is embargoed, is for no search engine. Raises Rejected: LP610 (the layout
    lacks its stylesheet), LP611 (something would be fetched), LP161 and LP179 (phrases), LP320 to
    LP324 (template).
    """
    language, own = edition.language, seen.colours
    logo = mark.of(seen, language)
    taken = census.take(edition, census.in_letter(edition.facts))
    stylesheet = (
        '\n'
        + seen.page_css()
        + (logo.css() if logo else '')
        + web.style(LAYOUT, files, _WHAT)
        + '\n'
    )
    html = environment.render(
        environment.environment(files),
        f'{LAYOUT}/page.html',
        {
            'document': document,
            'edition': edition,
            'facts': edition.facts,
            'language': language,
            'direction': edition.direction,
            'rtl': edition.direction == 'rtl',
            'say': partial(typography.say, edition),
            'number': partial(locales.number, lang=language),
            'digits': partial(locales.digits, lang=language),
            'long_date': partial(locales.long_date, lang=language),
            'comb': web.drawing(device.comb(taken.strokes, 160, 5, own.accent, False), 'comb')
            if 'comb' in seen.drawn
            else '',
            'logo': logo,
            'wide': lines.wide(document.title),
            'marks': {
                note.number: typography.linked(
                    note.number, locales.digits(str(note.number), language)
                )
                for note in document.notes
            },
            'noindex': draft or edition.facts.embargo is not None,
            'stylesheet': stylesheet,
            'stylesheet_hash': b64encode(hashlib.sha256(stylesheet.encode()).digest()).decode(),
        },
    )
    web.alone(html, LAYOUT, files, _WHAT)
    return f'{soft_hyphens.soften(html, language)}\n'.encode()
