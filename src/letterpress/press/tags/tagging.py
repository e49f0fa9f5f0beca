"""Finish the tags that WeasyPrint 70 writes, and the claims that PDF/A and PDF/UA ask for.

What it leaves undone and this module does (each seen in its output, most of it unnoticed by
veraPDF): page numbers and decoration stand outside or clutter the tree: they become artifacts; the
`lang` of an inner element is lost; a block over two pages is two elements, and each of its lines
one more; the blank at a line's end is not there; a figure's box is in CSS pixels from the top; a
right-to-left line is stored in visual order and a hyphenated line holds a hyphen that is not in the
text: both get their words as /ActualText; there is no reading direction, and no way to claim PDF/A
and PDF/UA together.

This works on private functions of one version of the engine (base/reaches).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from letterpress.press.reaches.boxes import Box, attribute, children, descend, real
from letterpress.press.reaches.lines.hyphenation import inserted_hyphen
from letterpress.press.tags import blanks, spelling
from letterpress.press.tags.steps import STEPS
from letterpress.press.tags.tables import Heads
from letterpress.press.tags.tree import elements

if TYPE_CHECKING:
    from letterpress.layout.composition import Composition


SVG = '{http://www.w3.org/2000/svg}svg'
RIGHT_TO_LEFT = re.compile('[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]')
# Places to break, marks of direction:
_UNHEARD = dict.fromkeys(map(ord, '\u200b\u2060\u2066\u2067\u2068\u2069'))
_PARTS_OF_A_TABLE = ('table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption')


class Guest:
    """Whoever has something to add to a document while it is written; this one has nothing.

    `spans` gets, by the id of a text that is in it, where in its page's stream the text is drawn;
    `more` are the pages that the guest will add.
    """

    def __init__(self) -> None:
        self.spans: dict[int, tuple[int, int]] = {}
        self.more = 0

    def texts(self) -> Iterable[str]:
        """Return what the guest draws, for whoever counts the characters of a document."""
        return ()

    def draw(self, document: Any, pdf: pydyf.PDF) -> None:
        """All pages are drawn; fonts are not yet embedded, glyphs may still be added to them."""

    def settled(self, lost: frozenset[str]) -> None:
        """Fonts are known: these characters are said by others' glyphs."""

    def keep(self, tagger: Tagger, pdf: pydyf.PDF) -> None:
        """The tree is as the engine made it."""

    def finish(self, pdf: pydyf.PDF) -> None:
        """Everything else is finished."""

    def written(self, data: bytes) -> bytes:
        """Return the file, when it is written."""
        return data


def write(
    document: Any, composition: Composition, options: dict[str, Any], guest: Guest | None = None
) -> bytes:
    """Return the document as a PDF with finished tags.

    Raises LookupError when the seal's anchor is on no page.
    """
    tagger = Tagger(document, guest)
    with tagger.at_work():
        finisher = partial(tagger.finish, composition)
        pdf: bytes = document.write_pdf(finisher=finisher, **options)
        return guest.written(pdf) if guest else pdf


# ---- while the engine draws ----------------------------------------------------------------------


def decorative(box: Box) -> bool:
    """Say whether a box is decoration: aria-hidden, a picture with an empty alt or such a role."""
    tag = getattr(box.element, 'tag', None)
    if not isinstance(tag, str) or tag in _PARTS_OF_A_TABLE:
        return False
    if attribute(box, 'aria-hidden') == 'true':
        return True
    if tag == 'img' and attribute(box, 'alt') == '':
        return True
    return tag in ('img', SVG) and attribute(box, 'role') in ('presentation', 'none')


class Tagger:
    """The finishing of one document: what is an artifact, and what was made of which box."""

    def __init__(self, document: Any, guest: Guest | None = None):
        self.document = document
        self.guest = guest
        self.made_of: dict[int, Box] = {}  # structure element (object number): its box
        self._artifacts: dict[int, str] = {}  # id of a box: the type of artifact it is
        self._blanks = blanks.Blanks(document.fonts)
        # Characters that the page says as others: of one glyph with them.
        self._lost: frozenset[str] = frozenset()
        self._heads = Heads()
        self._repeated: set[int] = set()  # ids of the heads that a table has on each page
        for page in document.pages:
            for head in self._heads.repeated(page._page_box):
                self._repeated.add(id(head))
                self._sort(head, '/Pagination')
            self._sort(page._page_box, '')
            blanks.note_ends(page._page_box)

    def _sort(self, box: Box, kind: str) -> None:
        if not kind and isinstance(box, boxes.MarginBox):
            kind = '/Pagination'
        elif not kind and decorative(box):
            kind = '/Layout'
        if kind:
            self._artifacts[id(box)] = kind
        for child in children(box):
            self._sort(child, kind)

    @property
    def pages(self) -> int:
        """How many pages the document has, with those that a guest adds."""
        return len(self.document.pages) + (self.guest.more if self.guest else 0)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Stand in for four functions of the engine as long as this document is written."""
        with (
            _in_place_of(Stream, 'marked', self._marked),
            _in_place_of(tags, '_build_box_tree', self._tree),
            _in_place_of(weasyprint.pdf, 'add_tags', self._add_tags),
            _in_place_of(weasyprint.pdf, 'build_fonts_dictionary', self._fonts),
        ):
            yield

    def finish(self, composition: Composition, document: Any, pdf: pydyf.PDF) -> None:
        """Do what is to be done when the tree stands."""
        if self.guest:
            self.guest.keep(self, pdf)
        self._heads.name(self, pdf)
        for step in STEPS:
            step(self, composition, document, pdf)
        if self.guest:
            self.guest.finish(pdf)

    def _marked(self, marked: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def instead(stream: Any, box: Box, tag: str) -> Iterator[None]:
            kind = self._artifacts.get(id(box))
            begins = len(stream.stream)
            if kind is None:
                with marked(stream, box, tag):
                    yield
                    if blanks.stands_after(box) and not _respelt(box):
                        self._blanks.ask(stream, box)
            else:
                stream.begin_marked_content('Artifact', pydyf.Dictionary({'Type': kind}))
                yield
                stream.end_marked_content()
            if self.guest and id(box) in self.guest.spans:
                self.guest.spans[id(box)] = begins, len(stream.stream)

        return instead

    def _tree(self, tree: Callable[..., Any]) -> Callable[..., Any]:
        def instead(box: Box, *arguments: Any) -> Iterator[pydyf.Dictionary]:
            box = real(box)
            if id(box) in self._artifacts:
                if id(box) in self._repeated:
                    self._heads.stand_in(box)
                return
            inner = box.element is not None and box.element_tag not in ('html', 'body')
            language = attribute(box, 'lang') if inner else None
            for element in tree(box, *arguments):
                self.made_of.setdefault(element.number, box)
                if language:
                    element['Lang'] = pydyf.String(language)
                yield element

        return instead

    def _fonts(self, build: Callable[..., Any]) -> Callable[..., Any]:
        def instead(pdf: pydyf.PDF, fonts: dict[Any, Any], *arguments: Any) -> Any:
            if self.guest:
                self.guest.draw(self.document, pdf)
            own = self.guest.texts() if self.guest else ()
            self._lost = spelling.settle(fonts.values(), chain(self._texts(), own))
            if self.guest:
                self.guest.settled(self._lost)
            return build(pdf, fonts, *arguments)

        return instead

    def _texts(self) -> Iterator[str]:
        return (
            box.text
            for page in self.document.pages
            for box in descend(page._page_box)
            if isinstance(box, boxes.TextBox)
        )

    def _add_tags(self, add_tags: Callable[..., None]) -> Callable[..., None]:
        def instead(pdf: pydyf.PDF, document: Any, version: Any, streams: Any) -> None:
            # WeasyPrint empties its tables while it builds the tree: the words must be read before.
            words = [_marked_texts(stream) for stream in streams]
            given = self._blanks.write()
            add_tags(pdf, document, version, streams)
            pages = {reference: index for index, reference in enumerate(pdf.page_references)}
            for element in elements(pdf):
                marks = [kid for kid in element['K'] if isinstance(kid, int)]
                there = words[pages[element['Pg']]] if marks else {}
                texts = [there[mark] for mark in marks if mark in there]
                if any(self._must_be_spoken(box, given) for box in texts):
                    element['ActualText'] = pydyf.String(''.join(map(_spoken, texts)))

        return instead

    def _must_be_spoken(self, box: Box, given: Collection[Box]) -> bool:
        """Say whether the glyphs of a text do not say what it is; `given` have got their blank."""
        if _respelt(box) or not self._lost.isdisjoint(box.text):
            return True
        return blanks.stands_after(box) and box not in given


def _marked_texts(stream: Any) -> dict[int, Box]:
    """Return the texts of a page's stream by the number of their marked content."""
    return {
        mark['mcid']: box for box, mark in stream._tags.items() if isinstance(box, boxes.TextBox)
    }


def _respelt(box: Box) -> bool:
    """Say whether a stretch of text is not written in the page as it is to be read.

    What is set from right to left is drawn in the order of sight, signs and figures without a
    letter too. Of blanks between two elements the engine draws nothing.
    """
    return bool(
        box.style['direction'] == 'rtl'
        or inserted_hyphen(box)
        or not box.text.strip()
        or RIGHT_TO_LEFT.search(box.text)
    )


def _spoken(box: Box) -> str:
    """Return the words of a text, a soft hyphen where the line's end made one, and its blank."""
    text: str = box.text
    if hyphen := inserted_hyphen(box):
        text = text.removesuffix(hyphen) + '\u00ad'
    text = text.translate(_UNHEARD)
    return text + ' ' if blanks.stands_after(box) else text


@contextmanager
def _in_place_of(owner: Any, name: str, make: Callable[[Any], Any]) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, make(original))
    try:
        yield
    finally:
        setattr(owner, name, original)
