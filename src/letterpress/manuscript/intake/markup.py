"""HTML as mammoth writes it, as elements."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

_VOID = ('br', 'img', 'hr')


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element('body')
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = SubElement(self._open[-1], tag, {name: value or '' for name, value in attrs})
        if tag not in _VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        SubElement(self._open[-1], tag, {name: value or '' for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        inside = self._open[-1]
        if len(inside):
            inside[-1].tail = (inside[-1].tail or '') + data
        else:
            inside.text = (inside.text or '') + data


def elements(html: str) -> Element:
    """Return the elements of a well-formed fragment of HTML, below a <body>."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root
