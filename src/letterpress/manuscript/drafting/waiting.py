"""What still waits for its translator: texts of the source language between two marks.

`letterpress language add` puts every text that is to be translated between ⟦ and ⟧. While one of
them stands in the files of a language, nothing is made of that language: half a translation is
never public, and the rest of the campaign need not wait for it. A sign of its own says so, because
[square brackets] may stand in a letter.

The same holds of a letter that `letterpress init` wrote for a translation, once the source is a
letter: words of the scaffold are no translation of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from letterpress.base import decoding
from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.model import Block, spread
from letterpress.manuscript.text import prose, unwritten
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.tree import Node, Scalar, Sequence

OPEN, CLOSE = '⟦', '⟧'
_SIGNS = (OPEN.encode(), CLOSE.encode())


def marked(text: str) -> str:
    """Return a text as one that waits; an empty one has nothing to translate."""
    return f'{OPEN}{text}{CLOSE}' if text.strip() else text


def is_waiting(text: str) -> bool:
    """Tell whether a text, or a part of it, still waits."""
    return OPEN in text or CLOSE in text


def places(
    files: Mapping[str, bytes], campaign: Node | None, code: str, source: str
) -> tuple[Place, ...]:
    """Return where the texts of a language stand that wait, in the order of the files.

    `campaign`: the tree of campaign.yaml, whose texts may differ by language; `source`: the
    language that is translated.
    """
    found = _marked(files, campaign, code)
    if code == source:
        return tuple(found)
    return (*found, *_scaffold(files, code, _source_hash(files, source)))


def _marked(files: Mapping[str, bytes], campaign: Node | None, code: str) -> list[Place]:
    found = list(_in_campaign(campaign, code)) if campaign is not None else []
    for path in sorted(files):
        if of_language(path, code) and any(sign in files[path] for sign in _SIGNS):
            lines = files[path].decode('utf-8', 'replace').split('\n')
            found += [
                Place(path, number, column + 1)
                for number, line in enumerate(lines, 1)
                for column, sign in enumerate(line)
                if sign == OPEN or (sign == CLOSE and OPEN not in line)
            ]
    return found


def _scaffold(files: Mapping[str, bytes], code: str, said: str | None) -> Iterator[Place]:
    """Give where words of the scaffold stand in a translation of a letter that has others.

    `said`: the hash of what the source says, None of a source that cannot be read.
    """
    found = _letter(files, code)
    if found is None or said is None or found[0] == said:
        return
    for block in spread(_blocks(*found[1:])):
        if block.kind != 'heading' and unwritten.is_scaffold(block.text):
            yield block.place


def _source_hash(files: Mapping[str, bytes], source: str) -> str | None:
    """Return the hash of what the source letter says, None of one that cannot be read."""
    found = _letter(files, source)
    return prose.letter_hash(_blocks(*found[1:])) if found else None


def _letter(files: Mapping[str, bytes], code: str) -> tuple[str, str, str, int] | None:
    """Return the source's hash that a letter remembers, and its body with path and first line.

    None of an unread one.
    """
    path = f'content/letter/{code}.md'
    try:
        node, body, line = tree.front_matter(decoding.decode(files[path], path), path)
    except (KeyError, Rejected):
        return None  # whoever reads it for good says so
    hashed = node.get('source_hash') if isinstance(node, tree.Mapping) else None
    return hashed.value if isinstance(hashed, Scalar) else '', body, path, line


def _blocks(body: str, path: str, line: int) -> tuple[Block, ...]:
    return prose.blocks(body, path, line)[0]


def of_language(path: str, code: str) -> bool:
    """Tell whether a file of content/ is one language's alone, and this one's."""
    parts = path.split('/')
    if len(parts) == 3:
        return parts[2].rpartition('.')[0] == code and parts[1] in (
            'letter',
            'phrases',
            'posters',
            'forms',
        )
    return len(parts) == 4 and parts[1] == 'press' and parts[2] == code


def findings(
    files: Mapping[str, bytes], campaign: Node | None, languages: Collection[str], source: str
) -> dict[str, Finding]:
    """Return the languages of a campaign that wait, each with what there is to say. Code: LP740."""
    said = {}
    others = any(code != source for code in languages)
    of_source = _source_hash(files, source) if others else None
    for code in languages:
        if code == source:
            continue
        if marked := _marked(files, campaign, code):
            texts = 'text still waits' if len(marked) == 1 else 'texts still wait'
            said[code] = Finding(
                marked[0],
                'LP740',
                f'{len(marked)} {texts} for a translation into {code}: nothing is made of {code}',
                f'write each in {code} instead of what stands between {OPEN} and {CLOSE}; '
                f'letterpress language list {code} names all of them',
            )
        elif unsaid := tuple(_scaffold(files, code, of_source)):
            said[code] = Finding(
                unsaid[0],
                'LP740',
                f'the letter in {code} does not yet say what the one in {source} says: here stands '
                f'what letterpress init wrote, and nothing is made of {code}',
                f'write the translation, or take it over: letterpress letter import FILE '
                f'--lang {code}',
            )
    return said


def _in_campaign(node: Node, code: str) -> Iterator[Place]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _in_campaign(item, code)
    elif not isinstance(node, Scalar):
        for key, value in node.entries:
            if key.value == code and isinstance(value, Scalar):
                if is_waiting(value.value):
                    yield value.place
            else:
                yield from _in_campaign(value, code)
