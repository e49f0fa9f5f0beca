"""A DOCX: what mammoth makes of it, after its own XML has said what mammoth would pass over.

ECMA-376, part 1: 17.13 (tracked changes, comments), 17.9 (numbering), 22.1 (equations). mammoth
takes the words of tracked insertions, drops those of deletions, comments and equations in silence,
and counts every piece of an interrupted list from 1.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.intake import draft, elements, markup
from letterpress.manuscript.intake.draft import LEFT_OUT, LET_GO, Draft
from letterpress.manuscript.intake.package import Package

BODY = 'word/document.xml'
_W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
_M = '{http://schemas.openxmlformats.org/officeDocument/2006/math}'
_TEXTS = (BODY, 'word/footnotes.xml', 'word/endnotes.xml')
_CHANGES = {
    'ins': 'an insertion',
    'del': 'a deletion',
    'moveFrom': 'a move',
    'moveTo': 'a move',
    'rPrChange': 'a changed format',
    'pPrChange': 'a changed format',
}
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Block Text'] => blockquote:fresh
p[style-name='Quotations'] => blockquote:fresh
u => u
strike => s
all-caps => caps
small-caps => caps
"""
_QUIET = re.compile(
    r'Unrecognised (?:paragraph|run|table) style|An unrecognised element was ignored'
)


def read(package: Package) -> Draft:
    """Return the draft of a DOCX.

    Raises Rejected: LP730 for what is none, LP731 with every tracked change and comment.
    """
    import mammoth  # takes a tenth of a second

    body = package.tree(BODY)
    if body is None:
        raise package.damaged(f'{BODY} is not in it')
    if undecided := tuple(_undecided(body, package)):
        raise Rejected(undecided)
    counted = list(_numbers(body, package))
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(package.whole),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda _: {'src': ''}),
        )
    except (MemoryError, RecursionError):
        raise  # the child that reads it says so
    except Exception:  # whatever a library does with a file that is no DOCX
        raise package.damaged('it is damaged, or no word processor wrote it') from None
    root = markup.elements(made.value)
    found = elements.read(root, package.name, iter([number for number, _ in counted]))
    doubts = (*found.doubts, *_unread(body, package, counted), *_said(made.messages, package.name))
    texts = [_words(paragraph) for part in _TEXTS for paragraph in _paragraphs(package.tree(part))]
    return draft.complete(replace(found, doubts=doubts), texts)


def _paragraphs(tree: Element | None) -> list[Element]:
    return [] if tree is None else list(tree.iter(f'{_W}p'))


# ---- what is not decided -------------------------------------------------------------------------


def _undecided(body: Element, package: Package) -> Iterator[Finding]:
    """Yield tracked changes and comments (LP731), each with its paragraph."""
    for number, paragraph in enumerate(body.iter(f'{_W}p'), 1):
        where = draft.paragraph(number, _words(paragraph))
        kinds = []
        for part in paragraph.iter():
            name = part.tag.removeprefix(_W)
            if part.tag.startswith(_W) and name in _CHANGES:
                text = draft.begins(_words(part))
                quoted = f' “{text}”' if text else ''
                kinds.append(f'{_CHANGES[name]}{quoted}')
            elif name == 'commentReference':
                kinds.append('a comment')
        for kind in dict.fromkeys(kinds):
            yield Finding(
                Place(package.name),
                'LP731',
                f'{kind} is not decided in {where}',
                'accept or reject all changes and delete the comments in your word processor, '
                'then save the document',
            )


def _words(element: Element) -> str:
    return ''.join(
        part.text or '' if part.tag in (f'{_W}t', f'{_W}delText') else ' '
        for part in element.iter()
        if part.tag in (f'{_W}t', f'{_W}delText', f'{_W}tab', f'{_W}br')
    )


# ---- what mammoth passes over --------------------------------------------------------------------


def _unread(body: Element, package: Package, counted: list[tuple[int, str]]) -> Iterator[Finding]:
    for equation in body.iter(f'{_M}oMath'):
        words = ''.join(part.text or '' for part in equation.iter(f'{_M}t'))
        yield _left_out(package, 'an equation', words)
    for part, what in (('chart', 'a chart'), ('relIds', 'a diagram'), ('OLEObject', 'an object')):
        for _ in (one for one in body.iter() if one.tag.rpartition('}')[2] == part):
            yield _left_out(package, what, '')
    for name in package.names:
        if re.fullmatch(r'word/(?:header|footer)\d*\.xml', name):
            tree = package.tree(name)
            words = '' if tree is None else _words(tree)
            if words.strip():
                what = 'the header of the pages' if 'header' in name else 'the footer of the pages'
                yield _left_out(package, what, words)
    for one in body.iter(f'{_W}r'):
        hidden = one.find(f'{_W}rPr/{_W}vanish')
        off = hidden is not None and hidden.get(f'{_W}val') in ('0', 'false', 'off')
        if hidden is not None and not off and _words(one).strip():
            yield draft.hidden(package.name, _words(one))
        raised = one.find(f'{_W}rPr/{_W}position')
        if raised is not None and raised.get(f'{_W}val', '0') != '0' and _words(one).strip():
            yield Finding(
                Place(package.name),
                LET_GO,
                f'that “{draft.begins(_words(one))}” stands above or below its line is let go',
                'a power is written with the sign itself, m² or 10³',
            )
    for form in dict.fromkeys(form for _, form in counted if form not in ('decimal', 'bullet')):
        yield Finding(
            Place(package.name),
            LET_GO,
            f'that a list counts by {form} is let go: it counts 1, 2, 3',
            'where the text says “point b”, write “point 2”',
        )


def _left_out(package: Package, what: str, words: str) -> Finding:
    quoted = f' (“{draft.begins(words)}”)' if words.strip() else ''
    return Finding(
        Place(package.name),
        LEFT_OUT,
        f'{what}{quoted} is left out',
        'take the letter over without, or write what it says into the text first',
    )


def _said(messages: list[object], name: str) -> Iterator[Finding]:
    """Yield what mammoth remarks and is not about styles only."""
    for text in dict.fromkeys(str(getattr(one, 'message', one)) for one in messages):
        if not _QUIET.match(text):
            yield Finding(
                Place(name),
                LEFT_OUT,
                f'something of the document is not understood: {draft.begins(text, 100)}',
                'look whether anything of the letter is missing',
            )


# ---- the numbers of lists ------------------------------------------------------------------------


def _numbers(body: Element, package: Package) -> Iterator[tuple[int, str]]:
    """Yield number and form of each entry of a numbered list, in order, as the document counts."""
    numbering = package.tree('word/numbering.xml')
    if numbering is None:
        return
    levels = _levels(numbering)
    of_style = _of_styles(package.tree('word/styles.xml'))
    counts: dict[tuple[str, int], int] = {}
    for paragraph in body.iter(f'{_W}p'):
        found = _numbered(paragraph, of_style)
        if found is None or found not in levels:
            continue
        form, start = levels[found]
        ident, level = found
        counts[found] = counts.get(found, start - 1) + 1
        for other in [one for one in counts if one[0] == ident and one[1] > level]:
            del counts[other]
        if form != 'bullet' and _words(paragraph).strip():
            yield counts[found], form


def _numbered(paragraph: Element, of_style: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    properties = paragraph.find(f'{_W}pPr')
    if properties is None:
        return None
    own = properties.find(f'{_W}numPr')
    if own is not None:
        return _reference(own)
    style = properties.find(f'{_W}pStyle')
    return None if style is None else of_style.get(style.get(f'{_W}val', ''))


def _reference(own: Element) -> tuple[str, int] | None:
    ident, level = own.find(f'{_W}numId'), own.find(f'{_W}ilvl')
    if ident is None or ident.get(f'{_W}val') == '0':
        return None
    return ident.get(f'{_W}val', ''), _integer(level, 0)


def _of_styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    found = {}
    for style in () if styles is None else styles.iter(f'{_W}style'):
        own = style.find(f'{_W}pPr/{_W}numPr')
        reference = None if own is None else _reference(own)
        if reference:
            found[style.get(f'{_W}styleId', '')] = reference
    return found


def _levels(numbering: Element) -> dict[tuple[str, int], tuple[str, int]]:
    """Return form and first number of each level of each list, by the list's number."""
    abstract: dict[str, dict[int, tuple[str, int]]] = {}
    for one in numbering.iter(f'{_W}abstractNum'):
        abstract[one.get(f'{_W}abstractNumId', '')] = dict(map(_level, one.iter(f'{_W}lvl')))
    found: dict[tuple[str, int], tuple[str, int]] = {}
    for one in numbering.iter(f'{_W}num'):
        ident, base = one.get(f'{_W}numId', ''), one.find(f'{_W}abstractNumId')
        known = abstract.get('' if base is None else base.get(f'{_W}val', ''), {})
        for level, (form, start) in known.items():
            found[ident, level] = form, start
        for override in one.iter(f'{_W}lvlOverride'):
            level = int(override.get(f'{_W}ilvl', '0'))
            form = found.get((ident, level), ('decimal', 1))[0]
            start = _integer(override.find(f'{_W}startOverride'), 1)
            found[ident, level] = form, start
    return found


def _level(one: Element) -> tuple[int, tuple[str, int]]:
    form = one.find(f'{_W}numFmt')
    name = 'decimal' if form is None else form.get(f'{_W}val', 'decimal')
    return int(one.get(f'{_W}ilvl', '0')), (name, _integer(one.find(f'{_W}start'), 1))


def _integer(element: Element | None, default: int) -> int:
    value = '' if element is None else element.get(f'{_W}val', '')
    return int(value) if value.isdigit() and len(value) < 6 else default
