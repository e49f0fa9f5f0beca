"""The desk: reads the project at each save, and has made first what somebody looks at.

Documents are made as in a build, by its workers, from its cache and into it; only that nothing is
sealed. What was good stays until something better is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from letterpress.build.bench import Bench
from letterpress.build.presswork.job import Sheet
from letterpress.build.presswork.left_out import LeftOut
from letterpress.build.workers.aside import DIED
from letterpress.build.workers.task import Task
from letterpress.findings import Finding, errors, ordered
from letterpress.kit.artifact import Artifact
from letterpress.layout.declared import ways_out
from letterpress.preview import sight
from letterpress.preview.contents import Piece
from letterpress.preview.messages import GOOD, UNKNOWN, WRONG, Asked, Given, Renewed
from letterpress.preview.read import LANE, Hands, Reading
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.build.presswork.press import Press
    from letterpress.build.workers.task import Outcome

SEEN = f'{sight.__name__}:{sight.seen.__name__}'
PASSING = (DIED, 'LP411')  # what is tried again when somebody asks again
QUIET = 1.0  # seconds without a save, until what nobody looks at is made
STALE = 1.0  # seconds that a document may go on in vain, until it is stopped
SHOWN = 60  # pictures of pages that are kept


@dataclass(frozen=True)
class Made:
    """A document as it was made last: the recipe, its files, what there is to say of it."""

    recipe: str
    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]

    @property
    def tag(self) -> str:
        """A name of its bytes."""
        return self.artifacts[0].sha256[:16]

    @property
    def pages(self) -> int:
        """How many pages it has, 0 where it has none."""
        return self.artifacts[0].pages or 0


@dataclass
class _Running:
    """A document that a worker is at."""

    piece: Piece
    sheet: Sheet
    press: Press
    started: float
    seen: bool  # whether somebody waits for it


class Documents:
    """The documents of one preview: what is made, what is waited for, what is at work."""

    def __init__(self, bench: Bench, hands: Hands, count: int, tell: Callable[[object], None]):
        self._bench, self._hands, self._count, self._tell = bench, hands, count, tell
        self.reading: Reading | None = None
        self.made: dict[str, Made] = {}  # the last good ones, by path
        self.failed: dict[str, tuple[str, tuple[Finding, ...]]] = {}  # recipe, and why
        self.looked: tuple[str, ...] = ()
        self.saved = 0.0  # when something was saved last, by the monotonic clock
        self._asked: dict[str, list[Asked]] = {}  # who waits for a document
        self._pictures: dict[tuple[str, int, int], tuple[bytes, int]] = {}  # by tag, page, width
        self._drawing: dict[str, tuple[tuple[str, int, int], list[Asked]]] = {}
        self._to_draw: list[tuple[str, tuple[str, int, int], bytes]] = []
        self._running: dict[str, _Running] = {}

    # ---- what is asked for -----------------------------------------------------------------------

    def read_anew(self, reading: Reading) -> None:
        """Go on with what was just read: stop what is made in vain."""
        self.reading = reading
        self.made = {path: one for path, one in self.made.items() if path in reading.known}
        for path in [path for path in self._asked if path not in reading.known]:
            for one in self._asked.pop(path):
                self._tell(Given(one.number, UNKNOWN))
        for path in [path for path in self.failed if path in self.made]:
            if self._current(reading.known[path]):  # mended, and nothing is to be made anew
                del self.failed[path]
                self._say(path, self.made[path], self.made[path].findings)
        now = time.monotonic()
        for name, running in list(self._running.items()):
            piece = reading.known.get(running.piece.path)
            current = piece is not None and reading.recipe(piece) == running.sheet.recipe
            if not current and now - running.started > STALE:
                self._hands.drop(name)
                self._busy.pop(name, None)
                del self._running[name]

    def ask(self, asked: Asked) -> None:
        """Answer at once, or when the document is made."""
        piece = self.reading.known.get(asked.path) if self.reading else None
        if piece is None:
            self._alias(asked)
        elif self._current(piece):
            self._answer(asked, self.made[piece.path])
        elif self._hopeless(piece):
            self._answer(asked, self.made.get(piece.path))
        else:
            self._asked.setdefault(piece.path, []).append(asked)

    def _alias(self, asked: Asked) -> None:
        """Answer for a file that is made together with another: the small one of two pictures."""
        for one in self.made.values():
            for artifact in one.artifacts[1:]:
                if artifact.path == asked.path and not asked.page:
                    self._tell(_file(asked, artifact))
                    return
        self._tell(Given(asked.number, UNKNOWN))

    def _current(self, piece: Piece) -> bool:
        assert self.reading is not None
        made = self.made.get(piece.path)
        return made is not None and made.recipe == self.reading.recipe(piece)

    def _hopeless(self, piece: Piece) -> bool:
        """Tell whether it failed as it is now; what may pass is tried again."""
        assert self.reading is not None
        recipe, found = self.failed.get(piece.path, ('', ()))
        if recipe != self.reading.recipe(piece):
            return False
        if any(one.code in PASSING for one in found):
            del self.failed[piece.path]
            return False
        return True

    def _answer(self, asked: Asked, made: Made | None) -> None:
        if made is None:
            self._tell(Given(asked.number, WRONG))
        elif not asked.page:
            self._tell(_file(asked, made.artifacts[0], made.pages))
        elif made.artifacts[0].media_type != 'application/pdf':
            self._tell(_file(asked, made.artifacts[0]))
        else:
            self._draw(asked, made)

    def _draw(self, asked: Asked, made: Made) -> None:
        """Answer with a picture of a page; have it drawn where it is not there."""
        key = made.tag, asked.page, asked.width
        if key in self._pictures:
            data, pages = self._pictures[key] = self._pictures.pop(key)
            self._tell(_picture(asked, key, data, pages))
            return
        name = f'{asked.path} {made.tag} {asked.page} {asked.width}'
        if name in self._drawing:
            self._drawing[name][1].append(asked)
            return
        self._drawing[name] = key, [asked]
        self._to_draw.append((name, key, made.artifacts[0].data))

    # ---- what is made ----------------------------------------------------------------------------

    def work(self, languages: Sequence[str]) -> None:
        """Give idle workers what is wanted most: what is waited for, looked at, then the rest."""
        if self.reading is None:
            return
        while self._to_draw and self._idle:
            name, (_, page, width), data = self._to_draw.pop(0)
            self._busy[name] = None
            self._hands.submit(Task(name, LANE, SEEN, (data, page, width)))
        for path in (*reversed(self._asked), *self.looked):
            if not self._idle:
                break
            if piece := self.reading.known.get(path):
                self._begin(piece, seen=True)
        quiet = time.monotonic() - self.saved > QUIET
        if quiet and self._idle and not any(not one.seen for one in self._running.values()):
            for piece in self.waiting(languages):
                self._begin(piece, seen=False)
                if piece.job.name in self._running:
                    break
        self._hands.start()

    @property
    def _busy(self) -> dict[str, object]:
        return self._hands.busy

    @property
    def _idle(self) -> bool:
        return len(self._busy) < self._count

    def waiting(self, languages: Sequence[str]) -> Iterator[Piece]:
        """Give the documents of these languages that are not as they should be."""
        assert self.reading is not None
        for language in languages:
            self.reading.prepare(language)
            for piece in self.reading.known.values():
                if piece.language == language and not self._current(piece):
                    recipe = self.failed.get(piece.path, ('',))[0]
                    if recipe != self.reading.recipe(piece):
                        yield piece

    def _begin(self, piece: Piece, seen: bool) -> None:
        """Take a document from the cache, or submit it; not while another of its name is made."""
        assert self.reading is not None
        name = piece.job.name
        if self._current(piece) or self._hopeless(piece) or name in self._running:
            return
        sheet = self.reading.sheet(piece)
        if sheet.ready:
            self._done(piece, sheet)
            return
        press = self.reading.press
        self._running[name] = _Running(piece, sheet, press, time.monotonic(), seen)
        self._busy[name] = None
        press.want(sheet)

    def take(self, outcome: Outcome) -> None:
        """Take what became of a task."""
        name = outcome.task.name
        if outcome.task.function == SEEN:
            self._busy.pop(name, None)
            self._drawn(name, outcome)
            return
        running = self._running.get(name)
        if running is None:
            self._busy.pop(name, None)
            return
        sheet = running.sheet
        running.press.take(outcome)
        if outcome.value is not None and not sheet.ready:
            return  # the press has submitted what comes next
        self._busy.pop(name, None)
        del self._running[name]
        if sheet.ready and not errors(sheet.said()):
            self._done(running.piece, sheet)
        else:
            self._lost(running.piece, sheet)

    def _drawn(self, name: str, outcome: Outcome) -> None:
        key, waiting = self._drawing.pop(name)
        data, pages = outcome.value or (b'', 0)
        if data:
            self._pictures[key] = data, pages
            while len(self._pictures) > SHOWN:
                del self._pictures[next(iter(self._pictures))]
        for asked in waiting:
            self._tell(_picture(asked, key, data, pages))

    def _done(self, piece: Piece, sheet: Sheet) -> None:
        """Keep a document, say that it is there, and answer who waited for it."""
        found = ordered(sheet.said())
        made = Made(sheet.recipe, tuple(one for _, one in sheet.printed()), found)
        self.made[piece.path] = made
        self.failed.pop(piece.path, None)
        self._say(piece.path, made, found)
        self._settle(piece, sheet.recipe, made)

    def _lost(self, piece: Piece, sheet: Sheet) -> None:
        """Say why a document could not be made; the last good one stays."""
        found = ordered(sheet.said())
        self.failed[piece.path] = sheet.recipe, found
        made = self.made.get(piece.path)
        self._say(piece.path, made, found)
        self._settle(piece, sheet.recipe, made)

    def _say(self, path: str, made: Made | None, found: tuple[Finding, ...]) -> None:
        tag, pages = (made.tag, made.pages) if made else ('', 0)
        self._tell(Renewed(path, tag, pages, found, self.since))

    def _settle(self, piece: Piece, recipe: str, made: Made | None) -> None:
        """Answer who waited for a document, where it is as it was read last."""
        now = self.reading.known.get(piece.path) if self.reading else None
        if now is None or (self.reading and self.reading.recipe(now) == recipe):
            for asked in self._asked.pop(piece.path, ()):
                self._answer(asked, made)

    def left_out(self, language: str) -> list[LeftOut]:
        """Return the sheets of a language that their text does not fit: a kit leaves them out."""
        if self.reading is None:
            return []
        known = self.reading.known
        return [
            LeftOut.of(known[path].job, known[path].finish)
            for path, (_, found) in self.failed.items()
            if path in known and known[path].language == language and ways_out.fitting(found)
        ]

    def of(self, language: str) -> list[Artifact]:
        """Return all files of a language that are made."""
        assert self.reading is not None
        return [
            artifact
            for piece in self.reading.known.values()
            if piece.language == language and piece.job.layout.in_kit
            for artifact in (self.made[piece.path].artifacts if piece.path in self.made else ())
        ]

    @property
    def since(self) -> float:
        """The seconds since something was saved, 0 where nothing was."""
        return round(time.monotonic() - self.saved, 3) if self.saved else 0.0

    @property
    def resting(self) -> bool:
        """Whether nothing is made."""
        return not self._busy


def _file(asked: Asked, artifact: Artifact, pages: int = 0) -> Given:
    tag = artifact.sha256[:16]
    return Given(asked.number, GOOD, artifact.media_type, artifact.data, tag, pages)


def _picture(asked: Asked, key: tuple[str, int, int], data: bytes, pages: int) -> Given:
    tag = '-'.join(map(str, key))
    return Given(asked.number, GOOD if data else UNKNOWN, 'image/png', data, tag, pages)
