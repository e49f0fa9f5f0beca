"""Print how the lines of the letter and the broadside are set, in every language; nothing is kept.

usage: python bench/lines.py [--markdown] [LAYOUT…] [LANGUAGE…]

Composes the sample's documents, lays them out, and reads the pages as a type director does: how
wide the widest blank of a justified line is (in points, and by how much it is wider or narrower
than the face's own), how many hyphens stand below each other, how many last lines are shorter than
a quarter of the measure, which pages and columns begin or end with a single line of a paragraph or
end in a hyphen, and how uneven lines are that are not justified.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from letterpress.build import plan, project
from letterpress.finishing.keys.draft import draft_key
from letterpress.layout.compose import compose
from letterpress.layout.composition import Options
from letterpress.world import fonts

SAMPLE = Path(__file__).parents[1]
PX = 0.75  # points
QUARTER = 0.25
SHORT = 3  # lines that a ragged paragraph has at least to be judged


@dataclass
class Set:
    """What was seen in one document."""

    lines: int = 0
    hyphens: int = 0
    row: int = 0  # hyphens below each other, at most
    widest: float = 0.0  # blank, in points
    loose: float = 1.0  # the same as a part of the face's own
    tight: float = 1.0
    runts: list[str] = field(default_factory=list)
    widows: int = 0
    orphans: int = 0
    over: int = 0  # hyphens at the end of a page or column
    ragged: list[float] = field(default_factory=list)  # of the measure


def documents(
    base: Path, wanted: tuple[str, ...], languages: tuple[str, ...] = ()
) -> Iterator[tuple[str, Any]]:
    """Yield name and layout of each document of the wanted layouts."""
    fonts.use(fonts.folders(base), base / 'build' / '.cache')
    from weasyprint import HTML

    from letterpress.press import engine
    from letterpress.press.jail import Jail
    from letterpress.press.ruler import Ruler

    read = project.read(project.gather(base))
    options, ruler, seen = Options(draft=draft_key().draft), Ruler(), set()
    for one in plan.orders(read.editions.values(), read.layouts, plan.Wishes()):
        name = f'{one.layout.name} {one.edition.language}'
        asked = not languages or one.edition.language in languages
        if one.layout.name not in wanted or name in seen or not asked:
            continue
        seen.add(name)
        made = compose(one.edition, one.layout, one.size, ruler, options, read.sources.layouts)
        html = HTML(string=made.html, url_fetcher=Jail(made.assets))
        yield name, html.render(font_config=engine.font_configuration(), **engine._options(made))


def judged(document: Any) -> Set:
    """Return what is to be seen on the pages of a document."""
    from weasyprint.formatting_structure import boxes

    from letterpress.press.reaches.boxes import children, descend

    found, paragraphs = Set(), dict[Any, list[list[Any]]]()
    for page in document.pages:
        for block in descend(page._page_box):
            if not isinstance(block, boxes.BlockContainerBox):
                continue
            lines = [box for box in children(block) if isinstance(box, boxes.LineBox)]
            if lines and isinstance(block.element_tag, str) and 'counter' not in block.element_tag:
                paragraphs.setdefault(block.element, []).append([block, *lines])
    for parts in paragraphs.values():
        if len({part[0].style['text_align_all'] for part in parts}) == 1:
            _judge(found, parts)
    return found


def _judge(found: Set, parts: list[list[Any]]) -> None:
    style = parts[0][0].style
    if style['text_align_all'] != 'justify':
        lines = [line for _, *lines in parts for line in lines]
        widths = [
            line.width / part[0].width for part in parts for line in part[1:] if part[0].width
        ]
        if len(lines) >= SHORT and style['white_space'] == 'normal':
            found.ragged.append(max(widths[:-1]) - min(widths[:-1]))
        return
    last = parts[-1][-1]
    row = count = 0
    for _, *lines in parts:
        for line in lines:
            found.lines += 1
            count += 1
            hyphen = _hyphenated(line)
            row = row + 1 if hyphen else 0
            found.hyphens += hyphen
            found.row = max(found.row, row)
            if line is not last:
                _blanks(found, line)
        if lines[-1] is not last:
            found.over += hyphen
    if count > 1:
        found.orphans += len(parts) > 1 and len(parts[0]) == 2
        found.widows += len(parts) > 1 and len(parts[-1]) == 2
        if last.width < QUARTER * parts[-1][0].width:
            found.runts.append(_text(last))


def _texts(line: Any) -> list[Any]:
    from weasyprint.formatting_structure import boxes

    from letterpress.press.reaches.boxes import descend

    return [box for box in descend(line) if isinstance(box, boxes.TextBox) and box.text]


def _text(line: Any) -> str:
    return ''.join(box.text for box in _texts(line))


def _hyphenated(line: Any) -> bool:
    from letterpress.press.reaches.lines.hyphenation import inserted_hyphen

    texts = _texts(line)
    return bool(texts) and inserted_hyphen(texts[-1]) != ''


_blank_widths: dict[Any, float] = {}


def _blanks(found: Set, line: Any) -> None:
    from weasyprint.text.line_break import split_first_line

    for box in _texts(line):
        if ' ' not in box.text.strip(' '):
            continue
        style = box.style
        key = (style['font_family'], style['font_size'], style['font_weight'], style['lang'])
        if key not in _blank_widths:
            wide, close = (
                split_first_line(text, style, None, None, 0)[3] for text in ('n n', 'nn')
            )
            _blank_widths[key] = wide - close
        own = _blank_widths[key]
        blank = own + box.justification_spacing
        found.widest = max(found.widest, blank * PX)
        found.loose = max(found.loose, blank / own)
        found.tight = min(found.tight, blank / own)


def main(arguments: list[str]) -> None:
    markdown = '--markdown' in arguments
    given = [one for one in arguments if not one.startswith('-')]
    languages = tuple(one for one in given if len(one) == 2)
    wanted = tuple(one for one in given if len(one) > 2) or ('letter', 'broadside')
    heads = (
        'document', 'lines', 'widest blank', 'loose', 'tight', 'hyphens', 'in a row',
        'short last lines', 'widows', 'orphans', 'hyphens over the page', 'rag',
    )  # fmt: skip
    if markdown:
        print('|', ' | '.join(heads), '|')
        print('|---' * len(heads) + '|')
    for name, document in documents(SAMPLE, wanted, languages):
        seen = judged(document)
        rag = f'{max(seen.ragged):.0%}' if seen.ragged else '–'
        cells = (
            name, seen.lines, f'{seen.widest:.1f} pt', f'{seen.loose:.2f}', f'{seen.tight:.2f}',
            seen.hyphens, seen.row, len(seen.runts), seen.widows, seen.orphans, seen.over, rag,
        )  # fmt: skip
        if markdown:
            print('|', ' | '.join(map(str, cells)), '|')
        else:
            print(' · '.join(f'{head} {cell}' for head, cell in zip(heads, cells, strict=True)))
            for text in seen.runts:
                print('    ', text)


if __name__ == '__main__':
    main(sys.argv[1:])
