"""The press rooms: each of the documents of its language that are made so far."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from letterpress.build import bundling
from letterpress.build.bench import Bench
from letterpress.build.workers.aside import Answer, aside
from letterpress.findings import Finding, Place, Rejected
from letterpress.kit import places
from letterpress.kit.artifact import Artifact
from letterpress.preview.contents import ROOM
from letterpress.preview.messages import GOOD, UNKNOWN, WRONG, Asked, Given, Renewed
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.build.presswork.left_out import LeftOut
    from letterpress.build.project import Project
    from letterpress.preview.desk import Documents

DEADLINE = 60  # seconds: a template that never ends is stopped
OFTEN = 3.0  # seconds between two rooms of the same texts, while documents are made
MEDIA = {
    'html': 'text/html; charset=utf-8',
    'svg': 'image/svg+xml',
    'woff2': 'font/woff2',
    'png': 'image/png',
    'webp': 'image/webp',
    'jpg': 'image/jpeg',
    'txt': 'text/plain; charset=utf-8',
    'csv': 'text/csv; charset=utf-8',
    'ics': 'text/calendar; charset=utf-8',
    'json': 'application/json',
    'xml': 'application/xml',
    'zip': 'application/zip',
    'pdf': 'application/pdf',
}


@dataclass(frozen=True)
class Room:
    """A press room: its files by their path in the kit, and the ZIPs with which it was made."""

    files: Mapping[str, bytes]
    packed: tuple[Artifact, ...]


@dataclass
class _Standing:
    """What there is of a language's room: the last good one, and of what it was made."""

    room: Room | None = None
    reading: int = 0
    documents: str = ''  # the tags of what it shows
    whole: bool = False  # whether all was made that it shows, ZIPs too
    tag: str = ''
    at: float = 0.0
    failed: int = 0  # the reading of which it could not be made
    tried: str = ''  # the documents with which it failed


class Rooms:
    """The rooms of one preview; one at a time is made."""

    def __init__(self, bench: Bench, documents: Documents, tell: Callable[[object], None]):
        self._bench, self._documents, self._tell = bench, documents, tell
        self._standing: dict[str, _Standing] = {}
        self._asked: dict[str, list[Asked]] = {}  # by language
        self._making: tuple[Answer[Room], str, int, str, bool] | None = None

    def ask(self, asked: Asked) -> None:
        """Answer with a file of a room, at once or when it is made."""
        language = asked.path.removeprefix(ROOM).partition('/')[0]
        reading = self._documents.reading
        if reading is None or language not in {one.language for one in reading.known.values()}:
            if standing := next((one for one in self._standing.values() if one.room), None):
                self._answer(asked, standing)  # what rooms share: assets
            else:
                self._tell(Given(asked.number, UNKNOWN))
            return
        standing = self._standing.setdefault(language, _Standing())
        if standing.reading == reading.number or standing.failed == reading.number:
            self._answer(asked, standing)
        else:
            self._asked.setdefault(language, []).append(asked)

    def _answer(self, asked: Asked, standing: _Standing) -> None:
        path = asked.path.removeprefix(ROOM)
        if standing.room is None:
            self._tell(Given(asked.number, WRONG))
            return
        data = standing.room.files.get(path)
        if data is None:
            rooms = (one.room.files for one in self._standing.values() if one.room)
            data = next((files[path] for files in rooms if path in files), None)
        if data is None:
            data = self._document(path)
        media = MEDIA.get(path.rpartition('.')[2], 'application/octet-stream')
        outcome = GOOD if data is not None else UNKNOWN
        self._tell(Given(asked.number, outcome, media, data or b''))

    def _document(self, path: str) -> bytes | None:
        """Return the document that lies at a path of the kit."""
        reading = self._documents.reading
        language = path.partition('/')[0]
        if reading is None:
            return None
        for one in self._documents.of(language):
            if path_in_kit(reading.project, one) == path:
                return one.data
        return None

    @property
    def ends(self) -> list[int]:
        """What to wait for: the answer of the process that makes a room."""
        return [self._making[0].fileno()] if self._making else []

    def work(self, wanted: Sequence[str]) -> None:
        """Begin the room that is wanted most, where none is made now."""
        reading = self._documents.reading
        if self._making or reading is None:
            return
        for language in dict.fromkeys((*self._asked, *wanted)):
            standing = self._standing.setdefault(language, _Standing())
            shown = self._documents.of(language)
            tags = ' '.join(f'{one.path} {one.sha256[:16]}' for one in shown)
            if standing.failed == reading.number and standing.tried == tags:
                continue
            old = standing.reading != reading.number
            whole = next(self._documents.waiting((language,)), None) is None
            other = tags != standing.documents and time.monotonic() - standing.at > OFTEN
            if not (old or (whole and (not standing.whole or tags != standing.documents)) or other):
                continue
            whole = whole and not old  # the first look comes without ZIPs: they take their time
            packed = None if whole else standing.room.packed if standing.room else ()
            left_out = self._documents.left_out(language)
            answer = _made(self._bench, reading.project, language, shown, packed, left_out)
            self._making = answer, language, reading.number, tags, whole
            return

    def end(self) -> None:
        """End the process that makes a room."""
        if self._making:
            self._making[0].stop()
            self._making = None

    def take(self) -> None:
        """Take the room that was made, or what is wrong with it."""
        assert self._making is not None
        answer, language, number, tags, whole = self._making
        self._making = None
        standing = self._standing[language]
        found: tuple[Finding, ...] = ()
        try:
            room = answer()
        except Rejected as rejected:
            found = rejected.findings
        except RuntimeError as error:
            found = (_fault(language, str(error)),)
        else:
            changed = standing.room is None or standing.room.files != room.files
            standing.room, standing.reading, standing.documents = room, number, tags
            standing.whole, standing.at = whole, time.monotonic()
            if changed:
                standing.tag = f'{number}.{standing.at:.3f}'
        if found:
            standing.failed, standing.tried = number, tags
        self._tell(Renewed(f'{ROOM}{language}/', standing.tag, 0, found, self._documents.since))
        for asked in self._asked.pop(language, ()):
            self._answer(asked, standing)


def _made(
    bench: Bench,
    project: Project,
    language: str,
    documents: Sequence[Artifact],
    packed: Sequence[Artifact] | None,
    left_out: Sequence[LeftOut],
) -> Answer[Room]:
    """Have a room made in a process beside this one, which has all that is in memory.

    `packed` are the ZIPs of an earlier one, which take as long as all else; None: make them.
    """

    def made() -> Room:
        signal.alarm(DEADLINE)
        files, zips = bundling.room(bench, project, language, documents, packed, left_out)
        own = {path_in_kit(project, one) for one in documents}
        signal.alarm(
            0
        )  # it is made: how long somebody takes to hear of it is no fault of a template
        return Room({path: data for path, data in files.items() if path not in own}, tuple(zips))

    return aside(made, 'the press room', 'save the file again')


def path_in_kit(project: Project, artifact: Artifact) -> str:
    """Return where a document lies in the kit, and so from where its room links to it."""
    layout = next(one for one in project.layouts if one.name == artifact.kind)
    name = artifact.path.rpartition('/')[2]
    return places.path(artifact.language, places.folder(layout, name), name)


def _fault(language: str, trace: str) -> Finding:
    return Finding(
        Place('layouts/press-room'),
        'LP774',
        f'the press room ({language}) could not be made: {trace.strip().splitlines()[-1]}',
        'undo what you saved last; letterpress build with LETTERPRESS_DEBUG=1 says more',
    )
