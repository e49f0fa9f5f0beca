"""An ODT: its XML as elements.

OASIS OpenDocument 1.3, part 3: 5.1 (paragraphs, headings, lists), 5.5 (tracked changes), 6.3
(notes), 14.1 (annotations). A style says what it is through those that it descends from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.intake import draft, elements
from letterpress.manuscript.intake.draft import LEFT_OUT, LET_GO, Draft
from letterpress.manuscript.intake.package import Package
from letterpress.values import dataclass

BODY = 'content.xml'
TYPE = b'application/vnd.oasis.opendocument.text'
_O = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
_T = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
_S = '{urn:oasis:names:tc:opendocument:xmlns:style:1.0}'
_F = '{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}'
_TB = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
_D = '{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}'
_X = '{http://www.w3.org/1999/xlink}'
_QUOTES = ('Quotations', 'Quote')
_PASSED = (  # they hold no words, or none of the letter
    *('soft-page-break', 'bookmark', 'bookmark-start', 'bookmark-end', 'tracked-changes'),
    *('reference-mark', 'reference-mark-start', 'reference-mark-end'),
    *('sequence-decls', 'variable-decls', 'user-field-decls', 'alphabetical-index-mark'),
)


@dataclass(frozen=True)
class _Style:
    """What of a style matters: its family's names, and the form that it gives to words."""

    names: tuple[str, ...] = ()
    emphasis: bool | None = None
    strong: bool | None = None
    forms: tuple[str, ...] = ()


def read(package: Package) -> Draft:
    """Return the draft of an ODT.

    Raises Rejected: LP730 for what is none, LP731 with every tracked change and comment.
    """
    content = package.tree(BODY)
    text = None if content is None else content.find(f'{_O}body/{_O}text')
    if content is None or text is None:
        raise package.damaged('it holds no text')
    if undecided := tuple(_undecided(text, package.name)):
        raise Rejected(undecided)
    styles = package.tree('styles.xml')
    reader = _Reader(package, [one for one in (styles, content) if one is not None])
    root = Element('body')
    reader.blocks(text, root)
    if reader.notes:
        notes = SubElement(root, 'ol')
        for ident, body in reader.notes:
            item = SubElement(notes, 'li', {'id': ident})
            reader.blocks(body, item)
    found = elements.read(root, package.name, iter(_numbers(root)))
    doubts = (*found.doubts, *reader.doubts, *_margins(styles, package.name))
    texts = [''.join(_spoken(one)) for one in text.iter() if one.tag in (f'{_T}p', f'{_T}h')]
    left_out = (*found.left_out, *reader.left_out)
    return draft.complete(replace(found, doubts=doubts, left_out=left_out), texts)


def _numbers(root: Element) -> Iterator[int]:
    for one in root.iter('ol'):
        if one.find('li') is not None and not (one[0].get('id') or ''):
            yield from range(int(one.get('start', '1')), int(one.get('start', '1')) + len(one))


def _undecided(text: Element, name: str) -> Iterator[Finding]:
    """Yield tracked changes and comments (LP731), each with its paragraph."""
    changes = {}
    for region in text.iter(f'{_T}changed-region'):
        ident = region.get(f'{_T}id') or region.get('{http://www.w3.org/XML/1998/namespace}id', '')
        kind = region[0].tag.rpartition('}')[2] if len(region) else ''
        changes[ident] = {'insertion': 'an insertion', 'deletion': 'a deletion'}.get(
            kind, 'a changed format'
        )
    seen: set[str] = set()
    number, where = 0, 'the document'
    for element in text.iter():
        if element.tag in (f'{_T}p', f'{_T}h'):
            number += 1
            words = ''.join(_spoken(element))
            where = (
                f'paragraph {number} (“{draft.begins(words)}”)' if words else f'paragraph {number}'
            )
        elif element.tag in (f'{_T}change', f'{_T}change-start'):
            ident = element.get(f'{_T}change-id', '')
            seen.add(ident)
            yield _not_decided(name, changes.get(ident, 'a change'), where)
        elif element.tag == f'{_O}annotation':
            yield _not_decided(name, 'a comment', where)
    for ident, kind in changes.items():
        if ident not in seen:
            yield _not_decided(name, kind, 'the document')


def _not_decided(name: str, kind: str, where: str) -> Finding:
    return Finding(
        Place(name),
        'LP731',
        f'{kind} is not decided in {where}',
        'accept or reject all changes and delete the comments in your word processor, then save '
        'the document',
    )


def _spoken(element: Element) -> Iterator[str]:
    """Yield the words of a paragraph, without those of notes, comments and what is drawn in it."""
    if element.text:
        yield element.text
    for part in element:
        if part.tag not in (f'{_T}note', f'{_O}annotation', f'{_T}p', f'{_T}h', f'{_D}frame'):
            yield from _spoken(part)
        if part.tail:
            yield part.tail


def _margins(styles: Element | None, name: str) -> Iterator[Finding]:
    """Yield what stands in the margins of pages."""
    for what in ('header', 'footer'):
        for one in () if styles is None else styles.iter(f'{_S}{what}'):
            words = ''.join(one.itertext())
            if words.strip():
                yield Finding(
                    Place(name),
                    LEFT_OUT,
                    f'the {what} of the pages (“{draft.begins(words)}”) is left out',
                    'take the letter over without, or write what it says into the text first',
                )


class _Reader:
    def __init__(self, package: Package, trees: list[Element]):
        self._name = package.name
        self._styles: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        for tree in trees:
            for style in tree.iter(f'{_S}style'):
                self._styles[style.get(f'{_S}name', '')] = style
            for style in tree.iter(f'{_T}list-style'):
                self._lists[style.get(f'{_S}name', '')] = style
        self._known: dict[str, _Style] = {}
        self._counted: dict[str, int] = {}  # entries of each list so far, by its id and its style
        self.notes: list[tuple[str, Element]] = []
        self.doubts: list[Finding] = []
        self.left_out: list[str] = []

    # ---- styles ----

    def _style(self, name: str) -> _Style:
        if name in self._known:
            return self._known[name]
        self._known[name] = _Style()  # a style that descends from itself ends here
        element = self._styles.get(name)
        if element is None:
            return self._known[name]
        parent = element.get(f'{_S}parent-style-name')
        above = self._style(parent) if parent else _Style()
        words = element.find(f'{_S}text-properties')
        look = {} if words is None else words.attrib
        italic, weight = look.get(f'{_F}font-style'), look.get(f'{_F}font-weight')
        forms = list(above.forms)
        if look.get(f'{_T}display', 'true') != 'true':
            forms.append('hidden')
        if look.get(f'{_S}text-underline-style', 'none') != 'none':
            forms.append('u')
        if look.get(f'{_S}text-line-through-style', 'none') != 'none':
            forms.append('s')
        if (
            'small-caps' in look.get(f'{_F}font-variant', '')
            or look.get(f'{_F}text-transform') == 'uppercase'
        ):
            forms.append('caps')
        position = look.get(f'{_S}text-position', '')
        if position and not position.startswith('0%'):
            forms.append('sub' if position.startswith(('sub', '-')) else 'sup')
        self._known[name] = _Style(
            (name, element.get(f'{_S}display-name', name), *above.names),
            above.emphasis if italic is None else italic in ('italic', 'oblique'),
            above.strong if weight is None else weight in ('bold', '600', '700', '800', '900'),
            tuple(dict.fromkeys(forms)),
        )
        return self._known[name]

    def _level(self, style: str, level: int) -> Element | None:
        element = self._lists.get(style)
        for one in () if element is None else element:
            if one.get(f'{_T}level') == str(level):
                return one
        return None

    def _numbered(self, style: str, level: int) -> bool:
        one = self._level(style, level)
        if one is None or one.tag != f'{_T}list-level-style-number':
            return False
        form = one.get(f'{_S}num-format', '1')
        if form not in ('', '1'):
            self.doubts.append(
                Finding(
                    Place(self._name),
                    LET_GO,
                    f'that a list counts by {form} is let go: it counts 1, 2, 3',
                    'where the text says “point b”, write “point 2”',
                )
            )
        return bool(form)

    def _before(self, style: str, level: int) -> int:
        """Return the number before the first of a list."""
        one = self._level(style, level)
        start = '' if one is None else one.get(f'{_T}start-value', '')
        return int(start) - 1 if start.isdigit() and len(start) < 6 else 0

    # ---- blocks ----

    def blocks(self, parent: Element, into: Element) -> None:
        """Put what stands below an element of the file below one of ours."""
        for element in parent:
            name = element.tag.rpartition('}')[2]
            if element.tag == f'{_T}h':
                level = min(6, int(element.get(f'{_T}outline-level', '1') or 1))
                self._paragraph(element, SubElement(into, f'h{level}'))
            elif element.tag == f'{_T}p':
                self._paragraph(element, self._begin(element, into))
            elif element.tag == f'{_T}list':
                self._list(element, into, element.get(f'{_T}style-name', ''), 1)
            elif element.tag == f'{_TB}table':
                self._table(element, into)
            elif name in ('section', 'index-body', 'numbered-paragraph'):
                self.blocks(element, into)
            elif name.endswith('-index') or name == 'table-of-content':
                self._left_out('a table of contents', '')
            elif name not in _PASSED and not element.tag.startswith(_O):
                self._left_out('a drawing', ''.join(element.itertext()))

    def _begin(self, element: Element, into: Element) -> Element:
        names = self._style(element.get(f'{_T}style-name', '')).names
        if 'Title' in names:
            return SubElement(into, 'h1', {'class': 'title'})
        if 'Subtitle' in names:
            return SubElement(into, 'h2')
        return SubElement(into, 'blockquote' if set(names) & set(_QUOTES) else 'p')

    def _list(self, element: Element, into: Element, style: str, level: int) -> None:
        style = element.get(f'{_T}style-name', style)
        made = SubElement(into, 'ol' if self._numbered(style, level) else 'ul')
        key = f'{style} {level}'
        if element.get(f'{_T}continue-numbering') != 'true' and not element.get(
            f'{_T}continue-list'
        ):
            self._counted[key] = self._before(style, level)
        first = True
        for item in element:
            if item.tag != f'{_T}list-item':
                continue
            if (start := item.get(f'{_T}start-value', '')).isdigit() and first:
                self._counted[key] = int(start) - 1
            if first:
                made.set('start', str(self._counted.get(key, 0) + 1))
                first = False
            self._counted[key] = self._counted.get(key, 0) + 1
            entry = SubElement(made, 'li')
            for part in item:
                if part.tag == f'{_T}list':
                    self._list(part, entry, style, level + 1)
                elif part.tag in (f'{_T}p', f'{_T}h'):
                    self._paragraph(part, SubElement(entry, 'p'))

    def _table(self, element: Element, into: Element) -> None:
        made = SubElement(into, 'table')
        for row in element.iter(f'{_TB}table-row'):
            line = SubElement(made, 'tr')
            for cell in row:
                if cell.tag == f'{_TB}covered-table-cell':
                    continue
                spans = {
                    ours: cell.get(f'{_TB}number-{theirs}-spanned', '1')
                    for ours, theirs in (('colspan', 'columns'), ('rowspan', 'rows'))
                }
                self.blocks(cell, SubElement(line, 'td', spans))

    # ---- words ----

    def _paragraph(self, element: Element, into: Element) -> None:
        """Put a paragraph's words below an element, as its style looks."""
        style = self._style(element.get(f'{_T}style-name', ''))
        target = into if into.tag[0] == 'h' else self._formed(style, into)
        self._words(element, target, style)

    def _formed(self, style: _Style, into: Element, besides: _Style | None = None) -> Element:
        had = besides or _Style()
        for tag, wanted in (
            ('em', bool(style.emphasis) and not had.emphasis),
            ('strong', bool(style.strong) and not had.strong),
            *((form, form not in had.forms) for form in style.forms),
        ):
            if wanted:
                into = SubElement(into, tag)
        return into

    def _words(self, element: Element, into: Element, style: _Style) -> None:
        _say(into, element.text)
        for part in element:
            self._word(part, into, style)
            _say(into, part.tail)

    def _word(self, part: Element, into: Element, style: _Style) -> None:
        name = part.tag.rpartition('}')[2]
        if part.tag in (f'{_T}s', f'{_T}tab'):
            _say(into, ' ')
        elif part.tag == f'{_T}line-break':
            SubElement(into, 'br')
        elif part.tag == f'{_T}span':
            own = self._style(part.get(f'{_T}style-name', ''))
            target = self._formed(own, into, style)
            self._words(part, target, style)
        elif part.tag == f'{_T}a':
            target = SubElement(into, 'a', {'href': part.get(f'{_X}href', '')})
            self._words(part, target, style)
        elif part.tag == f'{_T}note':
            self._note(part, into)
        elif part.tag.startswith(_D):
            words = ' '.join(''.join(part.itertext()).split())
            picture = part.find(f'.//{_D}image') is not None
            self._left_out('a picture' if picture and not words else 'a drawing', words)
        elif name not in _PASSED and not name.endswith('-mark'):
            self._words(part, into, style)

    def _note(self, note: Element, into: Element) -> None:
        body = note.find(f'{_T}note-body')
        if body is None:
            return
        ident = f'footnote-{len(self.notes) + 1}'
        self.notes.append((ident, body))
        SubElement(SubElement(into, 'sup'), 'a', {'href': f'#{ident}'})

    def _left_out(self, what: str, words: str) -> None:
        self.left_out.append(words)
        quoted = f' (“{draft.begins(words)}”)' if words.strip() else ''
        self.doubts.append(
            Finding(
                Place(self._name),
                LEFT_OUT,
                f'{what}{quoted} is left out',
                'take the letter over without, or write what it says into the text first',
            )
        )


def _say(into: Element, text: str | None) -> None:
    """Add words at the end of an element; in XML a line end is a blank."""
    if not text:
        return
    text = re.sub(r'[ \t\r\n]+', ' ', text)
    if len(into):
        into[-1].tail = (into[-1].tail or '') + text
    else:
        into.text = (into.text or '') + text
