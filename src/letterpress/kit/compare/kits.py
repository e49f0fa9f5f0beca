"""The changes between two kits, gathered from their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from letterpress.finishing import appearance
from letterpress.finishing.appearance import Difference
from letterpress.kit import checksums, manifest
from letterpress.kit.compare import passages, rolls
from letterpress.kit.compare.passages import Passage
from letterpress.kit.compare.rolls import Roll
from letterpress.values import dataclass

Files = Mapping[str, bytes]
# what follows from all else, and differs whenever anything does
_FOLLOWS = {manifest.NAME, manifest.SEAL, checksums.NAME}
_PAGES, _TEXT = '.pdf', '.txt'
ROLL = 'signatories.csv'


@dataclass(frozen=True)
class Text:
    """A text that reads otherwise."""

    path: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Document:
    """A PDF whose bytes are others; without `pages` it looks as before.

    `unread` says why it could not be drawn, '' where it was.
    """

    path: str
    pages: tuple[Difference, ...] = ()
    unread: str = ''

    @property
    def seen(self) -> bool:
        """Whether a reader sees a difference, or might: what was not drawn is not called equal."""
        return bool(self.pages or self.unread)


@dataclass(frozen=True)
class Changes:
    """All that is different. Paths are those of the kits, sorted."""

    roll: Roll | None = None  # None where one of both has no roll
    texts: tuple[Text, ...] = ()
    documents: tuple[Document, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # other files that are not the same

    @property
    def none(self) -> bool:
        """Whether both kits are the same in all that is compared."""
        return not (
            (self.roll and self.roll.changed)
            or self.texts
            or self.documents
            or self.added
            or self.removed
            or self.others
        )


def words(before: Files, after: Files) -> Changes:
    """Return all changes but those of PDFs: these are in `drawn`."""
    own = {path for path in (*before, *after) if path not in _FOLLOWS}
    both = sorted(path for path in own if path in before and path in after)
    differing = [path for path in both if before[path] != after[path]]
    texts = tuple(
        Text(path, passages.compare(_text(before[path]), _text(after[path])))
        for path in differing
        if path.endswith(_TEXT)
    )
    old, new = _roll(before), _roll(after)
    read = {path for path in differing if path.endswith((_PAGES, _TEXT, ROLL))}
    return Changes(
        rolls.compare(old, new) if old is not None and new is not None else None,
        texts,
        (),
        tuple(sorted(own & (after.keys() - before.keys()))),
        tuple(sorted(own & (before.keys() - after.keys()))),
        tuple(path for path in differing if path not in read),
    )


def to_draw(before: Files, after: Files) -> tuple[str, ...]:
    """Return the paths of the PDFs whose bytes differ, sorted."""
    return tuple(
        path
        for path in sorted(before)
        if path.endswith(_PAGES) and path in after and before[path] != after[path]
    )


def drawn(before: bytes, after: bytes, path: str) -> Document:
    """Return how a PDF looks otherwise. Raises what pdfium raises for what is no PDF."""
    return Document(path, tuple(appearance.differences(before, after)))


def complete(changes: Changes, documents: Iterator[Document]) -> Changes:
    """Return the changes with those of the PDFs."""
    return replace(changes, documents=tuple(documents))


def _roll(files: Files) -> bytes | None:
    """Return the roll of a kit, in whichever folder it lies."""
    return next((files[path] for path in sorted(files) if path.rpartition('/')[2] == ROLL), None)


def _text(data: bytes) -> str:
    return data.decode('utf-8-sig', 'replace')
