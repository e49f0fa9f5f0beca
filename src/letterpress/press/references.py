"""References to pages: a composition foretells their numbers, the engine's pages settle them.

The number of a page on which something begins is known when all is laid out. The engine's own way
to it (`target-counter`) lays out each page that names one at least once more, for it never knows
the number before; a composition nearly always does. So it writes the number, and names what it is
of: <span data-page-of="ID">3</span>. Only where that element begins on another page is the number
put right, and everything laid out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from letterpress.findings import Finding

if TYPE_CHECKING:
    from weasyprint import HTML

    from letterpress.press.records import Sources

NAMES = 'data-page-of'
ROUNDS = 8  # layouts after which the engine gives up, too: a longer number can move what it names


def settled(
    html: HTML, lay_out: Callable[[], Any], sources: Sources
) -> tuple[Any, tuple[Finding, ...]]:
    """Return the document (weasyprint.Document) that `lay_out` makes of `html`, its numbers right.

    The numbers of `html` are put right on the way. LP410: nothing has the id that is referred to.
    LP419: no number is right, since each moves what it names to another page.
    """
    for _ in range(ROUNDS):
        document = lay_out()
        pages = _first_pages(document)
        wrong = [
            (element, pages[name])
            for element, name in _references(html)
            if name in pages and _number(element) != pages[name]
        ]
        if not wrong:
            break
        for element, number in wrong:
            element.text = _like(element.text or '', number)
    lost = [name for _, name in _references(html) if name not in pages]
    found = [
        Finding(
            sources.page(f'{NAMES}='),
            'LP410',
            f'no element has the id “{name}”, the page of which is named',
            'give this id to the element that is meant',
        )
        for name in dict.fromkeys(lost)
    ]
    if wrong:
        found.append(
            Finding(
                sources.page(f'{NAMES}='),
                'LP419',
                'the number of a page moves what it names to another page',
                'let the reference stand where it moves no line to another page',
            )
        )
    return document, tuple(found)


def _references(html: HTML) -> Iterator[tuple[Any, str]]:
    """Yield the elements that hold the number of a page, and the id of what begins on it."""
    for element in html.etree_element.iter():
        if name := element.get(NAMES):
            yield element, name


def _first_pages(document: Any) -> dict[str, int]:
    """Return the number of the page on which each id begins."""
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            pages.setdefault(name, number)
    return pages


def _number(element: Any) -> int | None:
    text = (element.text or '').strip()
    return int(text) if text.isdecimal() else None


def _like(text: str, number: int) -> str:
    """Return a number in the digits of another one."""
    digit = next((one for one in text if one.isdecimal()), '0')
    zero = ord(digit) - int(digit)
    return ''.join(chr(zero + int(one)) for one in str(number))
