"""What a translator is handed: every file of a language more, its texts marked where they wait.

A language that ships brings its phrases and forms of address; what a campaign says in words of its
own waits, and so do letter, posters and press texts. What the campaign never changed since
`letterpress init` wrote it is there in the new language already. A language that does not ship is
handed the words of the source, all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.manuscript import locales
from letterpress.manuscript.drafting import beginning, marking, phrase_files, waiting
from letterpress.manuscript.facts import PATH as CAMPAIGN
from letterpress.manuscript.model import PhraseValue
from letterpress.manuscript.text import phrases
from letterpress.manuscript.text.press import quotes
from letterpress.manuscript.yaml import declared, edits, tree
from letterpress.manuscript.yaml.tree import Mapping as Node
from letterpress.manuscript.yaml.tree import Scalar


class Brought(NamedTuple):
    """What letterpress brings: the words of new letters, and content/ of the house."""

    scaffold: Mapping[str, bytes]
    house: Mapping[str, bytes]


def files(code: str, content: Mapping[str, bytes], brought: Brought) -> dict[str, bytes]:
    """Return the files to write so that a campaign has a language more, campaign.yaml among them.

    Raises Rejected: LP743 (exit 2) where the language is there already, LP744 where campaign.yaml
    cannot be added to, and what reading the files of the source language finds.
    """
    return _Handover(code, content, brought).files()


class _Handover:
    """One language more: what the source says, and what is known of both."""

    def __init__(self, code: str, content: Mapping[str, bytes], brought: Brought):
        self.code, self.content, self.brought = code, content, brought
        self.facts = self._yaml(CAMPAIGN)
        self.source = _said(self.facts, 'source_language')
        self.languages = _listed(self.facts, 'languages')
        if code in self.languages or code == self.source:
            raise Rejected(
                Finding(
                    self.facts.place,
                    'LP743',
                    f'this letter is in {code} already',
                    f'what still waits in it: letterpress language list {code}',
                ),
                Exit.USAGE,
            )

    def files(self) -> dict[str, bytes]:
        """Return them all; a file of the language that is there already stays as it is."""
        made = {
            self._path('letter', 'md'): self._letter(),
            phrases.path_of(self.code): self._phrases(),
            self._path('posters', 'yaml'): self._posters(),
            self._path('forms', 'yaml'): self._forms(),
            **{path: self._press(path) for path in self._press_paths()},
        }
        new = {
            path: text.encode()
            for path, text in made.items()
            if text is not None and path not in self.content
        }
        return {CAMPAIGN: self._campaign().encode(), **new}

    # ---- each file -------------------------------------------------------------------------------

    def _campaign(self) -> str:
        theirs = self._facts_of(self.source)
        ours = self._facts_of(self.code)

        def words(name: edits.Path, said: str) -> str:
            return ours[name] if theirs.get(name) == said and name in ours else waiting.marked(said)

        return edits.added(
            self._text(CAMPAIGN),
            CAMPAIGN,
            declared.CAMPAIGN,
            self.source,
            self.code,
            words,
            'languages',
        )

    def _facts_of(self, code: str) -> Mapping[edits.Path, str]:
        return beginning.facts_of(code, self.brought.scaffold) if _ships(code) else {}

    def _letter(self) -> str:
        path = f'content/letter/{self.source}.md'
        text = self._text(path)
        hashed = beginning.source_hash(text, self.source)
        if (ours := self._unchanged(path, 'letter.md')) is not None:
            return beginning.translated(ours, hashed)
        node, body, _ = tree.front_matter(text, path)
        head = [
            ('title', edits.quoted(waiting.marked(_said(node, 'title')))),
            ('status', 'unofficial'),
            ('source_hash', hashed),
        ]
        return marking.head(head) + marking.body(body)

    def _press_paths(self) -> list[str]:
        start = f'content/press/{self.source}/'
        return [
            f'content/press/{self.code}/{path.removeprefix(start)}'
            for path in sorted(self.content)
            if path.startswith(start)
            and (path.endswith('.md') or path == quotes.path_of(self.source))
        ]

    def _press(self, path: str) -> str:
        theirs = path.replace(f'/{self.code}/', f'/{self.source}/', 1)
        name = path.rpartition('/')[2]
        if theirs == quotes.path_of(self.source):
            return marking.entries(tree.parse(self._text(theirs), theirs), quotes.TRANSLATED)
        if (ours := self._unchanged(theirs, f'press/{name}')) is not None:
            return ours
        node, body, _ = tree.front_matter(self._text(theirs), theirs)
        if node is None:
            return marking.body(body)
        values = [
            (key.value, edits.quoted(waiting.marked(value.value)))
            for key, value in node.entries
            if isinstance(value, Scalar)
        ]
        return marking.head(values) + marking.body(body)

    def _posters(self) -> str:
        path = f'content/posters/{self.source}.yaml'
        if (ours := self._unchanged(path, 'posters.yaml')) is not None:
            return ours
        return self._head('posters.yaml') + marking.value(self._yaml(path), -2).lstrip('\n')

    def _phrases(self) -> str:
        said = self._values(self._text(phrases.path_of(self.source)), self.source)
        known = self._default(self.source) if _ships(self.source) else None
        default = self._default(self.code if _ships(self.code) else 'en')
        own = phrase_files.blocks(self._scaffold('en', 'phrases.yaml'))
        text = default.partition('\n\n')[2]
        theirs = self._values(known, self.source) if known is not None else {}
        blocks = phrase_files.blocks(text)
        for key, block in blocks.items():
            if key not in said:
                text = text.replace(block, '', 1)
            elif not _ships(self.code) or (said[key] != theirs[key] if theirs else key in own):
                text = text.replace(block, self._phrase(key, said[key]), 1)
        more = {key: value for key, value in said.items() if key not in blocks}
        if not _ships(self.code):  # what others find in the house, it must bring
            common = phrases.common(self.source) or phrases.common('en')
            more = {**{key: value for key, value in common.items() if key not in said}, **more}
        added = ''.join(self._phrase(key, value) for key, value in more.items())
        return self._head('phrases.yaml') + text + added

    def _phrase(self, key: str, said: PhraseValue) -> str:
        return marking.phrase(key, said, phrases.categories(self.code))

    def _forms(self) -> str | None:
        path = f'content/forms/{self.source}.yaml'
        ours = self.brought.house.get(self._path('forms', 'yaml')) if _ships(self.code) else None
        if path not in self.content:
            return ours.decode() if ours is not None else None
        said = self._yaml(path)
        known: frozenset[str] = frozenset()
        if ours is not None:  # what the campaign's file has from the house, the other one says
            theirs = self.brought.house.get(path, b'').decode()
            known = _keys(tree.parse(ours.decode(), path)) | _keys(tree.parse(theirs, path))
        lacking = Node(
            tuple((key, value) for key, value in said.entries if key.value not in known), said.place
        )
        text = ours.decode() if ours is not None else ''
        return text + (marking.value(lacking, -2).lstrip('\n') if lacking.entries else '')

    # ---- what is known ---------------------------------------------------------------------------

    def _path(self, folder: str, kind: str) -> str:
        return f'content/{folder}/{self.code}.{kind}'

    def _text(self, path: str) -> str:
        from letterpress.base import decoding

        if path not in self.content:
            raise Rejected(
                Finding(
                    Place(path),
                    'LP120',
                    'the file is missing',
                    'a language is added to a letter that is whole: see letterpress check',
                )
            )
        return decoding.decode(self.content[path], path)

    def _yaml(self, path: str) -> Node:
        node = tree.parse(self._text(path), path)
        return node if isinstance(node, Node) else Node((), node.place)

    def _scaffold(self, code: str, name: str) -> str:
        return self.brought.scaffold[f'{code}/{name}'].decode()

    def _head(self, name: str) -> str:
        """Return the comment at the head of a file, in the language of who will write in it."""
        text = self._scaffold(self.code if _ships(self.code) else 'en', name)
        lines = text.split('\n')
        comment = lines[: next(n for n, line in enumerate(lines) if not line.startswith('#'))]
        return '\n'.join(comment) + ('\n\n' if name == 'phrases.yaml' else '\n')

    def _unchanged(self, path: str, name: str) -> str | None:
        """Return the scaffold's file in the new language where the source still has its own."""
        if not (_ships(self.source) and _ships(self.code)):
            return None
        bare = _without_comments if path.endswith('.yaml') else str.strip
        if bare(self._text(path)) != bare(self._scaffold(self.source, name)):
            return None
        return self._scaffold(self.code, name)

    def _default(self, code: str) -> str:
        return beginning.phrases_of(code, self.brought.scaffold, self.brought.house)

    def _values(self, text: str, code: str) -> dict[str, PhraseValue]:
        node = tree.parse(text, phrases.path_of(code))
        found: dict[str, PhraseValue] = {}
        for key, value in node.entries if isinstance(node, Node) else ():
            if isinstance(value, Scalar):
                found[key.value] = value.value
            elif isinstance(value, Node):
                found[key.value] = {
                    one.value: text.value for one, text in value.entries if isinstance(text, Scalar)
                }
        return found


def _ships(code: str) -> bool:
    return code in locales.SUPPORTED


def _without_comments(text: str) -> str:
    """Return a YAML file without the lines that are comments."""
    return '\n'.join(line for line in text.split('\n') if not line.startswith('#')).strip()


def _said(node: Node | None, key: str) -> str:
    value = node.get(key) if node is not None else None
    return value.value if isinstance(value, Scalar) else ''


def _listed(node: Node, key: str) -> tuple[str, ...]:
    value = node.get(key)
    items = value.items if isinstance(value, tree.Sequence) else ()
    return tuple(item.value for item in items if isinstance(item, Scalar))


def _keys(node: tree.Node) -> frozenset[str]:
    return (
        frozenset(key.value for key, _ in node.entries) if isinstance(node, Node) else frozenset()
    )
