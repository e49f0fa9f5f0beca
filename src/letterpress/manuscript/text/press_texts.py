"""The press texts of one language: release.md, boilerplate.md, notes.md, and those of layouts.

A layout names a text of its own in `reads` (press/factsheet): content/press/<language>/factsheet.md
may hold every kind of block, and begin with front matter that gives its title. A press release
holds paragraphs, lists and quotations, and no notes: it stands on one page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from letterpress.base.nearest import did_you_mean
from letterpress.findings import Place, Rejected, errors
from letterpress.manuscript.model import Block, PressText, Quote, Release, spread
from letterpress.manuscript.text import phrases, prose, unwritten
from letterpress.manuscript.text.press import quotes as quotations
from letterpress.manuscript.yaml import declared as shapes
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.scalars import SLUG
from letterpress.manuscript.yaml.shapes import Report, Values

FILES = ('release', 'boilerplate', 'notes')
OWN = 'press/'  # begins what a layout reads where it is a press text of its own
PLACEHOLDERS = ('signatories', 'organisations', 'persons', 'who')  # filled when the edition is made

_KINDS = {  # what each file may hold, and how to write it
    'release': (
        ('paragraph', 'item', 'quote'),
        'write paragraphs or lists; a quotation begins with > in the first column; what a note '
        'says, say in the sentence',
    ),
    'boilerplate': (('paragraph',), 'write paragraphs only'),
    'notes': (('item',), 'begin each note with a hyphen and a blank, or with its number'),
}

_NAMES = {
    'paragraph': 'a paragraph',
    'heading': 'a heading',
    'item': 'a list entry',
    'quote': 'a quotation',
    'cell': 'a table',
    'note': 'a note',
}


def path_of(language: str, name: str) -> str:
    """Return where a press text stands in a project."""
    return f'content/press/{language}/{name}.md'


def read(
    texts: Mapping[str, str],
    language: str,
    report: Report,
    release: bool,
    quotes: Sequence[Quote] | None = (),
) -> Release | None:
    """Return a language's press release from the texts of FILES, None after reporting a fault.

    A text that is not there was reported by whoever looked for it. `quotes` are the quotations that
    it may place, None where they could not be read. Codes: LP111, LP122, LP131,
    LP144, LP150, LP172, LP176, LP180, LP181, LP187 and those of `prose.blocks`.
    """
    before = len(report.findings)
    head, place = None, Place(path_of(language, 'release'), 1, 1)
    found: dict[str, tuple[Block, ...]] = {}
    for name, text in texts.items():
        path, line = path_of(language, name), 1
        foreign: tuple[prose.Foreign, ...] = ()
        if name == 'release':
            try:
                node, text, line = tree.front_matter(text, path)
            except Rejected as rejected:
                report.findings += rejected.findings
                continue
            if node is None:
                report.add(
                    place,
                    'LP111',
                    'the press release has no front matter',
                    'begin the file with ---, the lines title:, standfirst: and quote_by:, and '
                    '--- again',
                )
                continue
            head = shapes.RELEASE.read(node, report)
            if head is not None:
                foreign = declared(head['foreign'])
                for key in ('title', 'standfirst', 'quote_by'):
                    if not head[key]:  # quote_by, where nothing is quoted in place
                        continue
                    _text(head[key], head.where(key), report, release)
                    report.findings += prose.check_line(head[key], head.where(key))
        found[name], wrong = prose.blocks(text, path, line, foreign)
        report.findings += wrong
        if name == 'release':
            found[name] = quotations.placed(found[name], quotes, report)
            if head is not None and not head['quote_by']:
                _unattributed(found[name], head.place, report)
        _blocks(found[name], name, path, line, report, release)
    if (
        head is None
        or len(found) < len(FILES)
        or any(one.severity == 'error' for one in report.findings[before:])
    ):
        return None
    return Release(
        language,
        head['title'],
        head['standfirst'],
        head['quote_by'],
        found['release'],
        found['boilerplate'],
        found['notes'],
        place,
    )


def is_own(part: str) -> bool:
    """Tell whether what a layout reads is a press text of its own: press/ and a short name."""
    name = part.removeprefix(OWN)
    return part.startswith(OWN) and re.fullmatch(SLUG, name) is not None and name not in FILES


def read_own(
    text: str, language: str, name: str, report: Report, release: bool
) -> PressText | None:
    """Return a press text that a layout reads for itself, or None after reporting what is wrong.

    Codes: LP111, LP131, LP172, LP176, LP180, LP181, those of a front matter and of `prose.blocks`.
    """
    before, path = len(report.findings), path_of(language, name)
    head: Values | None = None
    try:
        node, text, line = tree.front_matter(text, path)
    except Rejected as rejected:
        report.findings += rejected.findings
        return None
    if node is not None and (head := shapes.PRESS_TEXT.read(node, report)) is None:
        return None
    title = head['title'] if head is not None else ''
    foreign = declared(head['foreign']) if head is not None else ()
    if head is not None and title:
        _text(title, head.where('title'), report, release)
        report.findings += prose.check_line(title, head.where('title'))
    blocks, wrong = prose.blocks(text, path, line, foreign)
    report.findings += wrong
    if not blocks and not any(one.code == 'LP149' for one in wrong):
        report.add(Place(path, line), 'LP131', 'the text is empty', 'write it in Markdown')
    for block in spread(blocks):
        _text(block.text, block.place, report, release)
    if errors(report.findings[before:]):
        return None
    return PressText(language, name, title, blocks, Place(path, 1))


def declared(entries: Iterable[Values]) -> tuple[prose.Foreign, ...]:
    """Return the `foreign` entries of a front matter, each with its place."""
    return tuple(prose.Foreign(entry['text'], entry['lang'], entry.place) for entry in entries)


def check_placeholders(text: str, place: Place, report: Report) -> None:
    """Report placeholders that nothing fills (LP172) and braces that belong to none (LP176).

    And quotations that are placed where they cannot stand (LP187).
    """
    report.findings += quotations.misplaced(text, place)
    text = quotations.PLACED.sub('', text)
    for name in sorted(phrases.placeholders(text) - set(PLACEHOLDERS)):
        report.add(
            place,
            'LP172',
            f'nothing fills the placeholder {{{name}}}',
            did_you_mean(name, PLACEHOLDERS),
        )
    if phrases.has_loose_braces(text):
        report.findings.append(phrases.loose_brace(place, 'the text'))


def _unattributed(blocks: Iterable[Block], head: Place, report: Report) -> None:
    """Report a release that quotes in place and does not say whom (LP122)."""
    if any(
        block.kind == 'quote' and not block.quote and not quotations.PLACED.search(block.text)
        for block in blocks
    ):
        report.add(
            head,
            'LP122',
            'the key quote_by is missing',
            'add a line "quote_by: …" (who says the quotation), or write it into quotes.yaml and '
            '> {quote:ID} in its place',
        )


def _text(text: str, place: Place, report: Report, release: bool) -> None:
    check_placeholders(text, place, report)
    report.findings += unwritten.in_text(text, place, release)


def _blocks(
    found: tuple[Block, ...], name: str, path: str, line: int, report: Report, release: bool
) -> None:
    kinds, hint = _KINDS[name]
    if not found:
        report.add(Place(path, line), 'LP131', 'the text is empty', hint)
    for block in spread(found):
        further = block.kind == 'cell' and (block.row, block.column) != (0, 0)
        if (block.kind not in kinds and not further) or block.depth:
            what = 'a list in a list' if block.depth else _NAMES[block.kind]
            report.add(block.place, 'LP150', f'{what} cannot stand in {name}.md', hint)
        _text(block.text, block.place, report, release)
