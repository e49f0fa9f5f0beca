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
    return (*found, *_scaffold(files, code, source)) if code != source else tuple(found)


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


def _scaffold(files: Mapping[str, bytes], code: str, source: str) -> Iterator[Place]:
    """Give where words of the scaffold stand in a translation of a letter that has others."""
    ours, theirs = (_letter(files, one) for one in (code, source))
    if ours is None or theirs is None:
        return
    remembered, blocks = ours
    if remembered != prose.letter_hash(theirs[1]):
        for block in spread(blocks):
            if block.kind != 'heading' and unwritten.is_scaffold(block.text):
                yield block.place


def _letter(files: Mapping[str, bytes], code: str) -> tuple[str, tuple[Block, ...]] | None:
    """Return the source's hash that a letter remembers, and its blocks; None of an unread one."""
    path = f'content/letter/{code}.md'
    try:
        node, body, line = tree.front_matter(files[path].decode(), path)
    except (KeyError, UnicodeDecodeError, Rejected):
        return None  # whoever reads it for good says so
    hashed = node.get('source_hash') if isinstance(node, tree.Mapping) else None
    blocks, _ = prose.blocks(body, path, line, ())
    return hashed.value if isinstance(hashed, Scalar) else '', blocks


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
        elif unsaid := tuple(_scaffold(files, code, source)):
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
