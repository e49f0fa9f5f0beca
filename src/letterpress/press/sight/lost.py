"""Find text that was composed and is drawn on no page (LP358).

Nothing excuses it: a lost name is a falsified letter.

The words of each element are compared with those that were drawn for it. What the stylesheet takes
out (display: none) was not composed; only where something is missing are the styles worked out
again to know.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from letterpress.findings import Finding
from letterpress.press import records
from letterpress.press.records import Sources
from letterpress.press.sight.overset import name_of, short
from letterpress.press.sight.seen import Page

if TYPE_CHECKING:
    from letterpress.layout.composition import Composition

MOST = 20  # findings of one document; the last says how many more there are

# Blanks, hyphens (the engine adds and removes some) and what has no shape: directions, joiners,
# soft hyphens.
_SHAPELESS = re.compile('[\\s\u00ad\u061c\u180e\u2000-\u2015\u2028-\u202f\u205f-\u206f\ufeff-]+')
_NOT_SET = (
    'head',
    'script',
    'style',
    'title',
    'template',
    'img',
    'object',
    'embed',
    'video',
    'audio',
    'canvas',
    'iframe',
    'select',
    'textarea',
    'datalist',
    '{http://www.w3.org/2000/svg}svg',
)
# Not the element's own words:
_REST = ('::before', '::after', '::marker', '::footnote-call', '::footnote-marker')


def findings(
    html: Any, pages: Sequence[Page], composition: Composition, sources: Sources
) -> Iterator[Finding]:
    """Yield LP358 for each element of the document of whose text something is on no page."""
    drawn: defaultdict[Any, list[str]] = defaultdict(list)
    for page in pages:
        for text in page.texts.values():
            if not str(text.box.element_tag).endswith(_REST):
                drawn[text.box.element].append(text.box.text)
    lost = [
        (element, part)
        for element, words in _composed(html.etree_element)
        if (part := _missing(words, drawn.get(element, ())))
    ]
    if not lost:
        return
    lost = list(_shown(lost, html))
    for number, (element, part) in enumerate(lost):
        if number == MOST - 1 and len(lost) > MOST:
            yield Finding(
                sources.page(),
                'LP358',
                f'{name_of(composition)}: {len(lost) - number} more texts stand on no page',
                _HINT,
            )
            return
        name = (element.get('class') or element.get('id') or '').split()
        place = sources.page(rf'\b(?:class|id)="[^"]*\b{re.escape(name[0])}\b' if name else '')
        yield Finding(
            place,
            'LP358',
            f'{name_of(composition)}: “{short(part)}” is in the document and stands on no page',
            _HINT,
        )


_HINT = (
    'nothing was made, so nothing is lost; shorten what stands before it, or give the element in '
    'the layout room that grows: what is placed (position: absolute), hidden or cut off moves '
    'nothing out of its way'
)


def _composed(tree: Any) -> Iterator[tuple[Any, str]]:
    """Yield each element that has words of its own, and these."""
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _NOT_SET:
            continue
        inner = list(element)
        words = ''.join((element.text or '', *(child.tail or '' for child in inner)))
        if words and not words.isspace():
            yield element, words
        waiting += reversed(inner)


def _missing(words: str, drawn: Sequence[str]) -> str:
    """Return what of an element's words was not drawn, or nothing."""
    wanted, found = _SHAPELESS.sub('', words), _SHAPELESS.sub('', ''.join(drawn))
    if wanted == found or wanted in found:
        return ''
    wanted, found = _plain(wanted), _plain(found)
    if wanted in found:
        return ''
    if not found:
        return words
    missing = [word for word in words.split() if _plain(_SHAPELESS.sub('', word)) not in found]
    return ' '.join(missing) or words


def _plain(text: str) -> str:
    """Return a text as one that text-transform changed and one that it did not are alike."""
    folded = unicodedata.normalize('NFKD', text.upper())
    return ''.join(
        character for character in folded if not unicodedata.combining(character)
    ).upper()


def _shown(lost: Sequence[tuple[Any, str]], html: Any) -> Iterator[tuple[Any, str]]:
    """Yield those that the stylesheet does not take out.

    This takes as long as a short layout, and is seldom needed.
    """
    from weasyprint.css import get_all_computed_styles
    from weasyprint.css.targets import TargetCollector

    with records.listening():  # what is wrong with the stylesheet was said when it was read first
        style_of = get_all_computed_styles(
            html, color_profiles={}, page_rules=[], layers=[], target_collector=TargetCollector()
        )
    above = {child: element for element in html.etree_element.iter() for child in element}
    for element, part in lost:
        outer = element
        while outer is not None and style_of(outer)['display'] != ('none',):
            outer = above.get(outer)
        if outer is None:
            yield element, part
