"""Put every text of a file between the marks of what waits, and leave all that is no text.

Markdown keeps its form: heads, lists, quotations, notes and tables stay what they are, each text
in them is marked by itself. YAML is written anew from what it says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from letterpress.manuscript.drafting.waiting import CLOSE, OPEN, marked
from letterpress.manuscript.model import PhraseValue
from letterpress.manuscript.text import markdown
from letterpress.manuscript.yaml.edits import quoted
from letterpress.manuscript.yaml.tree import Mapping as Mapped
from letterpress.manuscript.yaml.tree import Node, Scalar, Sequence

# what a text of a line begins with and is no text: the signs of quotations, lists, heads, footnotes
_SIGNS = re.compile(
    r'(?:[ \t]*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s)|#{1,6}(?=\s)|\[\^[^\]]+\]:))*[ \t]*'
)
_RULE = re.compile(r'[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*')


def body(text: str) -> str:
    """Return the Markdown of a letter or press text with every text in it marked."""
    lines = text.split('\n')
    done: set[int] = set()
    for token in markdown.parse(text):
        if token.map is None or token.map[0] in done:
            continue
        first, end = token.map
        while end > first + 1 and not lines[end - 1].strip():
            end -= 1
        if token.type == 'table_open':
            lines[first:end] = map(_row, lines[first:end])
        elif token.type == 'inline':
            _mark(lines, first, end)
        else:
            continue
        done.update(range(first, end))
    return '\n'.join(lines)


def _mark(lines: list[str], first: int, end: int) -> None:
    """Mark the text of a paragraph, an item or a heading, of the lines from `first` to `end`."""
    signs = _SIGNS.match(lines[first])
    at = signs.end() if signs else 0
    last = lines[end - 1].rstrip()
    closed = re.search(r'[ \t]+#+$', last) if '#' in lines[first][:at] else None
    stop = closed.start() if closed else len(last)
    lines[end - 1] = lines[end - 1][:stop] + CLOSE + lines[end - 1][stop:]
    lines[first] = lines[first][:at] + OPEN + lines[first][at:]


def _row(line: str) -> str:
    """Return a row of a table with every cell marked, the rule below its head as it is."""
    if _RULE.fullmatch(line):
        return line
    cells = re.split(r'(?<!\\)(\|)', line)
    return ''.join(
        cell if cell == '|' or not cell.strip() else _within_blanks(cell) for cell in cells
    )


def _within_blanks(cell: str) -> str:
    text = cell.strip()
    return cell.replace(text, marked(text), 1)


def head(values: Iterable[tuple[str, str]]) -> str:
    """Return the front matter of a text, the lines between --- and ---."""
    return '---\n' + ''.join(f'{key}: {value}\n' for key, value in values) + '---\n'


def value(node: Node, indent: int = 0) -> str:
    """Return a value of a YAML file as it is written after its key, every text in it marked.

    A number is the same in every language.
    """
    if isinstance(node, Scalar):
        if node.value.isdigit():
            return f' {node.value}\n'
        return f' {quoted(marked(node.value))}\n'
    if isinstance(node, Sequence):
        if all(isinstance(item, Scalar) for item in node.items):
            return ' [' + ', '.join(quoted(marked(_text(item))) for item in node.items) + ']\n'
        return '\n' + ''.join(f'{" " * indent}-{value(item, indent + 2)}' for item in node.items)
    return '\n' + ''.join(
        f'{" " * (indent + 2)}{key.value}:{value(inner, indent + 2)}' for key, inner in node.entries
    )


def entries(node: Node, translated: Collection[str]) -> str:
    """Return a list of entries of texts as a file has it, marked where their key is translated."""
    made = []
    for entry in node.items if isinstance(node, Sequence) else ():
        said = [
            f'{key.value}: {quoted(marked(text) if key.value in translated else text)}\n'
            for key, one in (entry.entries if isinstance(entry, Mapped) else ())
            if (text := _text(one))
        ]
        made += [('- ', '  ')[n > 0] + line for n, line in enumerate(said)]
    return ''.join(made)


def _text(node: Node) -> str:
    return node.value if isinstance(node, Scalar) else ''


def phrase(key: str, said: PhraseValue, categories: Iterable[str]) -> str:
    """Return a phrase as a file has it, marked, in the plural categories of another language."""
    if isinstance(said, str):
        return f'{key}: {quoted(marked(said))}\n'
    return f'{key}:\n' + ''.join(
        f'  {one}: {quoted(marked(_plural(said, one)))}\n' for one in categories
    )


def _plural(said: Mapping[str, str], category: str) -> str:
    return said.get(category, said['other'])
