"""One reading of a project: what there is to make, and what makes it, until something is saved."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letterpress.build import order, plan, printing
from letterpress.build import project as projects
from letterpress.build.bench import Bench
from letterpress.build.cache.memory import Memory
from letterpress.build.cache.store import Cache
from letterpress.build.presswork import press as presswork
from letterpress.build.presswork.job import Sheet
from letterpress.build.presswork.kept import Finished, Sealed
from letterpress.build.presswork.press import Press
from letterpress.build.workers.depot import Depot
from letterpress.build.workers.local import Pool
from letterpress.build.workers.task import Lane, Task
from letterpress.findings import Finding, Place, Rejected, ordered
from letterpress.preview import contents
from letterpress.preview.contents import Piece

if TYPE_CHECKING:
    from letterpress.build.project import Project, Sources

LANE = presswork.LANE
TRIES, PAUSE = 5, 0.05  # how often a folder is looked into in which files come and go; seconds
AGAIN = 0.15  # seconds until a text that is wrong is read once more: an editor may be at it


class Hands(Pool):
    """Workers that outlive a reading: what later tasks need, they find in a folder."""

    def __init__(self, deadline: float, folder: Path, count: int, pipes: Sequence[Any]):
        super().__init__(deadline, depot=Depot(folder), inherited=pipes)
        self.busy: dict[str, object] = {}  # the names of tasks that are not done
        self.open(Lane(LANE, count))

    def submit(self, task: Task) -> None:
        """Queue a task, with what it needs in the folder."""
        depot = self.depot
        with suppress(KeyError):  # of a reading that is over: the worker says that it lacks it
            depot.receive({one: depot.bytes_of(one) for one in depot.lacks(task.needs)})
        super().submit(task)


class _Unsealed(Sealed):
    """What stands for seals here: a document is shown as it is before its seal."""

    def __init__(self) -> None:
        """Need no key."""

    def of(self, sheet: Sheet) -> bytes | None:
        """Return the proof."""
        return sheet.proof[1] if sheet.proof else None


class Reading:
    """A sound project, with all that its documents need."""

    def __init__(
        self, bench: Bench, project: Project, known: dict[str, Piece], hands: Hands, number: int
    ):
        self.project, self.known, self.number = project, known, number
        self.contents = contents.told(project, known)
        self._how = printing.options(bench, unsealed=False)
        self._cache = Cache(bench.cache)
        self._memory = Memory.of(bench.cache, project.fonts)
        shop = projects.print_shop(order.STANDARD, bench.base, project.sources.content)
        shops = {order.STANDARD: shop}
        self._finished = Finished(project, self._cache, shops)
        self._recipes: dict[str, str] = {}
        self._unsealed = _Unsealed()
        self.press = Press(
            bench,
            project,
            self._how,
            self._cache,
            self._memory,
            self._unsealed,
            self._finished,
            shops,
            hands,
            (),
        )

    def recipe(self, piece: Piece) -> str:
        """Return the hash of all that may go into a document."""
        if piece.path not in self._recipes:
            self._find([piece])
        return self._recipes[piece.path]

    def prepare(self, language: str) -> None:
        """Find the recipes of a language together, which takes a fifth of the time."""
        lacking = [
            one
            for one in self.known.values()
            if one.language == language and one.path not in self._recipes
        ]
        self._find(lacking)

    def _find(self, pieces: Sequence[Piece]) -> None:
        project = self.project
        jobs = [one.job for one in pieces]
        files, look = project.sources.layouts, project.look
        found = order.keys(jobs, files, project.fonts, self._how, look)
        self._recipes |= zip((one.path for one in pieces), found, strict=True)

    def sheet(self, piece: Piece) -> Sheet:
        """Return a document on its way, with what the cache has of it."""
        sheet = Sheet(piece.job, self.recipe(piece))
        key = self._memory.compositions.get(sheet.recipe, '')
        sheet.proof = self._cache.get('proofs', key) if key else None
        if sheet.proof:
            if sheet.job.sealed:
                sheet.sealed = self._unsealed.of(sheet)
            self._finished.fill(sheet)
        return sheet

    def save(self) -> None:
        """Keep what was measured for later readings and builds."""
        self._memory.save()


class Reader:
    """Reads a project again and again, and says what changed."""

    def __init__(self, bench: Bench, languages: Sequence[str]):
        self._bench, self._languages = bench, tuple(languages)
        self._digest, self._number = '', 0
        self.findings: tuple[Finding, ...] = ()
        self.good: Reading | None = None

    def read(self, hands: Hands, begun: Callable[[], None]) -> bool:
        """Read, where something is different; tell whether it was.

        `good` is the last sound reading, `findings` are those of this one. Texts that are wrong are
        read again a moment later: an editor may have been in the middle of writing them. `begun` is
        called once it is known that something is different.
        """
        changed = self._once(hands, begun)
        if changed and self.good and self.good.number != self._number:
            time.sleep(AGAIN)
            self._once(hands, begun)
        return changed

    def _once(self, hands: Hands, begun: Callable[[], None]) -> bool:
        try:
            sources = _gathered(self._bench.base)
        except Rejected as rejected:
            return self._wrong(repr(rejected.findings), rejected.findings)
        except OSError as error:
            return self._wrong(repr(error), (_refused(error),))
        digest = _digest(sources)
        if digest == self._digest:
            return False
        begun()
        self._number += 1
        try:
            project = projects.judged(projects.read(sources, base=self._bench.base))
            self.findings = project.findings
            if project.sound:
                self._sound(project, hands)
        except Rejected as rejected:
            self.findings = ordered(rejected.findings)
        except Exception as error:
            self.findings = (_fault(error),)
        self._digest = digest
        return True

    def _sound(self, project: Project, hands: Hands) -> None:
        spoken = project.campaign.facts.languages if project.campaign else ()
        wishes = plan.Wishes(languages=self._languages)
        waiting = project.campaign.facts.waiting if project.campaign else ()
        plan.checked(wishes, project.editions.keys(), project.layouts, waiting)
        known = contents.pieces(project, self._languages or spoken)
        hands.depot.forget()  # an edition of each language and all layouts, at every save
        self.good = Reading(self._bench, project, known, hands, self._number)

    def _wrong(self, digest: str, found: Sequence[Finding]) -> bool:
        """Say what stands in the way of reading at all; tell whether it is new."""
        if digest == self._digest:
            return False
        self._number += 1
        self._digest, self.findings = digest, ordered(found)
        return True


def _gathered(base: Path) -> Sources:
    """Read the files of a project, again where one was gone when it was to be opened."""
    for _ in range(TRIES):
        try:
            return projects.gather(base)
        except FileNotFoundError:
            time.sleep(PAUSE)
    return projects.gather(base)


def _digest(sources: Sources) -> str:
    found = hashlib.sha256()
    for path, data in sources.all.items():
        found.update(path.encode() + b'\0' + hashlib.sha256(data).digest())
    return found.hexdigest()


def _refused(error: OSError) -> Finding:
    return Finding(
        Place(str(error.filename or '')),
        'LP773',
        f'the system refused to read it: {error.strerror or error}',
        'put it back, or give yourself the right to read it; the page is renewed when it can be',
    )


def _fault(error: Exception) -> Finding:
    return Finding(
        Place(),
        'LP774',
        f'reading the project failed: {type(error).__name__}: {error}',
        'this is a fault of letterpress: undo what you saved last; letterpress build with '
        'LETTERPRESS_DEBUG=1 says more',
    )
