"""Keep the blank at a line's end for those who do not see it (ISO 32000-1, 14.8.2.5: word breaks).

The engine takes the blank away on which it broke a line, and a reader of tags would run two words
together. So it is noted where a blank stood, and one is written after the line's last glyph:
unseen, for it lies in the margin.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from letterpress.press.reaches.boxes import Box, attribute, children, descend

_next = inline.get_next_linebox
PARTED = 'parted'
_ONE_TEXT = ('h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'li')
_COLLAPSED = ('normal', 'nowrap', 'pre-line')  # white-space: a line begins with no blank
_FONT = re.compile(rb'/(\S+) \S+ Tf')


def line(context: Any, linebox: Box, *arguments: Any) -> Any:
    """Do what `inline.get_next_linebox` does; note on a line's last text that a blank ended it."""
    made, resume = _next(context, linebox, *arguments)
    if resume is None or made is None:
        return made, resume
    if _before(linebox, resume).endswith(' ') or _begins_with_one(linebox, resume):
        _note(_texts(made))
    return made, resume


def _before(box: Box, resume: dict[int, Any]) -> str:
    """Return the last stretch of text in front of the place where the next line begins."""
    ((index, inner),) = resume.items()
    if isinstance(box, boxes.TextBox):
        before: str = box.text.encode()[:index].decode()
        return before
    if inner is not None and (text := _before(box.children[index], inner)):
        return text
    for child in reversed(box.children[:index]):
        for one in reversed(_texts(child)):
            if one.text:
                return str(one.text)
    return ''


def _begins_with_one(box: Box, resume: dict[int, Any] | None) -> bool | None:
    """Say whether the next line would begin with a blank; None: nothing of the box is left.

    A line may begin at the end of a text, which says nothing of the one that goes on from it.
    """
    ((index, inner),) = resume.items() if resume else ((0, None),)
    if isinstance(box, boxes.TextBox):
        left = box.text.encode()[index:]
        return left.startswith(b' ') and box.style['white_space'] in _COLLAPSED if left else None
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        return False
    for child in box.children[index:]:
        found = _begins_with_one(child, inner)
        if found is not None:
            return found
        inner = None
    return None


def install() -> None:
    """Have the engine's layout ask here."""
    inline.get_next_linebox = line


def stands_after(box: Box) -> bool:
    """Say whether the source has a blank or a line's end after this text that no page shows."""
    return getattr(box, 'blank_after', False)


def note_ends(page_box: Box) -> None:
    """Note blanks after lines ended by hand (<br>), and between blocks in one heading or text.

    Also those at which a text was parted into elements, the earlier of which are of class PARTED.
    """
    for box in descend(page_box):
        if isinstance(box, boxes.LineBox):
            if any(inner.element_tag == 'br' for inner in descend(box)):
                _note(_texts(box))
        elif box.element_tag == 'span' and PARTED in (attribute(box, 'class') or '').split():
            _note(_texts(box))
        elif box.element_tag in _ONE_TEXT:
            for block in list(children(box))[:-1]:
                if isinstance(block, boxes.BlockLevelBox):
                    _note(_texts(block))


def _texts(line: Box) -> list[Box]:
    return [box for box in descend(line) if isinstance(box, boxes.TextBox)]


def _note(texts: list[Box]) -> None:
    for box in reversed(texts):
        if box.text.strip():
            box.blank_after = True
            return


class Blanks:
    """The blanks that one document still lacks, to be written when all fonts are known."""

    def __init__(self, fonts: Any):
        self._fonts = fonts  # weasyprint.Document.fonts: a key to each font
        self._places: list[tuple[Box, Any, int, str]] = []

    def ask(self, stream: Any, box: Box) -> None:
        """Ask for a blank after the text of a box, which was written last."""
        written = stream.stream
        shown = None
        for index in range(len(written) - 1, -1, -1):
            operation = written[index] if isinstance(written[index], bytes) else b''
            if shown is None and operation.endswith(b'] TJ'):
                shown = index
            elif shown is not None and (font := _FONT.fullmatch(operation)):
                self._places.append((box, stream, shown, font[1].decode()))
                return

    def write(self) -> set[Box]:
        """Write the blanks, each as its font's glyph; return the boxes that got theirs."""
        blank = {font.hash: _glyph_of_a_blank(font) for font in self._fonts.values()}
        given = set()
        for box, stream, index, font in self._places:
            glyph = blank[font]
            if glyph is not None:
                shown = stream.stream[index].removesuffix(b'] TJ')
                stream.stream[index] = shown + b'<%04x>] TJ' % glyph
                given.add(box)
        return given


def _glyph_of_a_blank(font: Any) -> int | None:
    """Return the glyph by which a font (weasyprint.pdf.fonts.Font) says a blank, if it has one."""
    return next((glyph for glyph, text in font.to_unicode.items() if text == ' '), None)
