"""Compositions to finished documents: what is in the cache is taken, workers do the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from letterpress.build import order
from letterpress.build.bench import Bench, digest, edition_time, seal_time
from letterpress.build.cache.memory import Memory
from letterpress.build.cache.store import Cache, Note
from letterpress.build.freshness import Row
from letterpress.build.stages import seals
from letterpress.build.stages import sheets as stage
from letterpress.build.stages.sheets import House, Recipe
from letterpress.build.workers import executor
from letterpress.build.workers.task import Lane, Task
from letterpress.findings import Finding, errors
from letterpress.kit.artifact import Artifact
from letterpress.layout.declared import ways_out
from letterpress.values import dataclass
from letterpress.world import fonts, machine
from letterpress.world.files import inside

if TYPE_CHECKING:
    from datetime import datetime

    from letterpress.build.order import Order
    from letterpress.build.plan import Wishes
    from letterpress.build.project import Project, Sources
    from letterpress.build.workers.task import Executor, Outcome
    from letterpress.layout.composition import Options

Printed = tuple[Row, Artifact]
LANE = 'print'


@dataclass(frozen=True)
class LeftOut:
    """A sheet that was not made because its text does not fit it: its file's name, its language."""

    name: str
    language: str


@dataclass
class _Sheet:
    """A job on its way: its keys as they become known, its proof, the seconds it took."""

    job: Order
    recipe: str
    proof: tuple[Note, bytes] | None = None
    sealed: bytes | None = None
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0.0
    fresh: bool = False

    @property
    def ready(self) -> bool:
        """Whether nothing is left to do."""
        return self.proof is not None and (self.sealed is not None or not self.job.sealed)

    @property
    def made(self) -> Order:
        """The order as it was made: on another sheet, where a way out led there."""
        assert self.proof is not None
        return self.job.on(self.proof[0]['paper'])

    def said(self) -> list[Finding]:
        """Return all that there is to say of it, now and when it was printed."""
        printed = self.proof[0]['findings'] if self.proof else ()
        return [*self.findings, *map(Finding.from_plain, printed)]

    def row(self) -> Row:
        """Return its line of the closing table."""
        assert self.proof is not None
        note, data = self.proof
        size = len(self.sealed or data)
        return Row(self.made.path, note['pages'], size, self.seconds, self.fresh)

    def artifact(self) -> Artifact:
        """Return the finished document."""
        assert self.proof is not None
        note, data = self.proof
        wide = self.made.pixels
        return Artifact(
            self.made.path,
            self.job.layout.name,
            self.job.edition.language,
            note['title'],
            None if wide else note['pages'],
            f'{wide} × {round(wide / self.made.size.width * self.made.size.height)}'
            if wide
            else note['paper'],
            'image/png' if wide else 'application/pdf',
            self.sealed or data,
            self.job.sealed,
        )


class _Sealed:
    """What this bench's key sealed before for this edition."""

    def __init__(self, bench: Bench, project: Project, cache: Cache):
        self._bench, self._cache = bench, cache
        self._day = edition_time(project).isoformat()

    def _key(self, sheet: _Sheet) -> str:
        assert sheet.proof is not None
        return digest(sheet.proof[0]['key'], self._bench.sealing, self._day)

    def of(self, sheet: _Sheet) -> bytes | None:
        """Return the sealed bytes of a sheet's proof, None where there are none."""
        entry = self._cache.get('sealed', self._key(sheet))
        return entry[1] if entry else None

    def keep(self, sheet: _Sheet, data: bytes) -> None:
        """Keep the sealed bytes of a sheet's proof."""
        self._cache.put('sealed', self._key(sheet), {}, data)


def print_all(
    bench: Bench,
    project: Project,
    jobs: Sequence[Order],
    wishes: Wishes,
    meanwhile: Callable[[], None],
) -> tuple[list[Printed], list[Finding], list[LeftOut]]:
    """Return each job's row and artefact, all findings, and the sheets that are left out.

    Those are left out whose text does not fit them. A job that failed has findings and no artefact.

    `meanwhile` is called once, while the workers are at their first documents.
    """
    cache = Cache(bench.cache)
    memory = Memory.of(bench.cache, project.fonts)
    sealed = _Sealed(bench, project, cache)
    how = replace(options(bench, wishes.unsealed), duplex=wishes.duplex)
    recipes = order.keys(jobs, project.sources.layouts, project.fonts, how, project.look)
    sheets = [_Sheet(job, recipe) for job, recipe in zip(jobs, recipes, strict=True)]
    for sheet in sheets:
        key = memory.compositions.get(sheet.recipe, '')
        sheet.proof = cache.get('proofs', key) if key else None
        if sheet.proof and sheet.job.sealed:
            sheet.sealed = sealed.of(sheet)
    bench.checkpoint('planned')
    waiting = [sheet for sheet in sheets if not sheet.ready]
    said: tuple[Finding, ...] = ()
    if waiting:
        with executor.opened(bench, project.sources.fonts) as hands:
            press = _Press(bench, project, how, cache, memory, sealed, hands, waiting)
            press.begin()
            meanwhile()
            for outcome in hands.outcomes():
                press.take(outcome)
        said = hands.said
        memory.save()
        cache.forget_all_but('proofs', {one.proof[0]['key'] for one in sheets if one.proof})
        cache.forget_all_but('sealed', set())
    else:
        meanwhile()
    printed, findings, left_out = _gathered(bench, sheets, waiting, wishes)
    return printed, [*said, *findings], left_out


def _gathered(
    bench: Bench, sheets: Sequence[_Sheet], waiting: Sequence[_Sheet], wishes: Wishes
) -> tuple[list[Printed], list[Finding], list[LeftOut]]:
    """Return what `print_all` does, of sheets that nothing more is done to."""
    printed: list[Printed] = []
    findings: list[Finding] = []
    left_out: list[LeftOut] = []
    lacking = _lacking(sheets, wishes)
    for sheet in sheets:
        said = sheet.said()
        if sheet in lacking:
            left_out.append(LeftOut(sheet.job.name, sheet.job.edition.language))
            findings += [one for one in said if one.severity != 'error']
            findings.append(_without(sheet.job, errors(said)))
            continue
        findings += said
        if not sheet.ready:
            continue
        row = sheet.row()
        if sheet not in waiting:
            bench.listener.made(row)
        printed.append((row, sheet.artifact()))
    return printed, findings, left_out


def _lacking(sheets: Sequence[_Sheet], wishes: Wishes) -> list[_Sheet]:
    """Return the sheets that are left out because their text does not fit.

    Not when nothing would be left, in a language, of what was asked for by its name (`build
    press`): that is no build.
    """

    def of(sheet: _Sheet) -> tuple[str, str]:
        return sheet.job.layout.target, sheet.job.edition.language

    found = [
        sheet for sheet in sheets if wishes.may_lack(sheet.job) and ways_out.fitting(sheet.said())
    ]
    made = {of(sheet) for sheet in sheets if sheet not in found}
    return [
        sheet
        for sheet in found
        if of(sheet) in made or sheet.job.layout.target not in wishes.targets
    ]


def _without(job: Order, wrong: Sequence[Finding]) -> Finding:
    """Return the warning that a sheet is left out: one, however many of its texts do not fit."""
    first = wrong[0]
    more = f' (and {len(wrong) - 1} more)' if len(wrong) > 1 else ''
    return Finding(
        first.place,
        'LP612',
        f'{job.name} is left out, everything else is made: {first.message}{more}',
        f'{first.hint.rstrip(".")}; or leave it out for good: list the other layouts under layouts '
        'in content/campaign.yaml',
    )


def options(bench: Bench, unsealed: bool) -> Options:
    """Return how what this bench makes will be sealed."""
    from letterpress.layout.composition import Options

    return Options(
        draft=bench.signer.draft and not unsealed,
        unsealed=unsealed,
        subject='' if bench.signer.draft or unsealed else bench.signer.subject,
    )


def load(bench: Bench) -> None:
    """Import what composes and prints and open the bench's typefaces: see `stages.sheets.load`."""
    stage.load(fonts.folders(bench.base), bench.cache)


def warm(bench: Bench, sources: Sources) -> Iterator[None]:
    """Do ahead what workers would each do anew: see `stages.sheets.warm`.

    Layouts of a project's own are left to the workers, whose time is limited: a stranger's may take
    for ever.
    """
    ours = inside.of_the_house(bench.base, 'layouts')
    return stage.warm(sources.content.keys(), sources.layouts if ours else {})


class _Press:
    """Has the waiting sheets composed, printed and sealed, and keeps what was made in the cache."""

    def __init__(
        self,
        bench: Bench,
        project: Project,
        how: Options,
        cache: Cache,
        memory: Memory,
        sealed: _Sealed,
        hands: Executor,
        waiting: Sequence[_Sheet],
    ):
        self._bench, self._project, self._how = bench, project, how
        self._cache, self._memory, self._sealed = cache, memory, sealed
        self._hands, self._by_name = hands, {sheet.job.name: sheet for sheet in waiting}
        self._when: datetime = seal_time(edition_time(project), bench.signer)
        self._house = House.of(hands.depot, project, memory.inks)
        self._known = hands.depot.keep(tuple(cache.keys('proofs')))
        self._sealing = False  # whether its lane is open

    def begin(self) -> None:
        """Submit what can be done at once."""
        waiting = self._by_name.values()
        to_print = [sheet for sheet in waiting if sheet.proof is None]
        if to_print:
            count = min(self._bench.workers or machine.cores(), len(to_print))
            orders = [self._order(sheet, self._known) for sheet in to_print]
            self._hands.open(Lane(LANE, count))
            for order in orders:
                self._hands.submit(order)
        for sheet in waiting:
            if sheet.proof is not None:
                self._seal(sheet)
        self._hands.start()

    def take(self, outcome: Outcome) -> None:
        """Take what became of a task, and submit what it calls for."""
        sheet = self._by_name[outcome.task.name]
        sheet.seconds += outcome.seconds
        sheet.findings += outcome.findings
        if outcome.value is None:
            return
        if outcome.task.lane == LANE:
            self._take_proof(sheet, outcome.value)
        else:
            sheet.sealed, sheet.fresh = outcome.value, True
            self._sealed.keep(sheet, outcome.value)
        if sheet.ready:
            self._bench.listener.made(sheet.row())

    def _take_proof(self, sheet: _Sheet, printed: stage.Printed) -> None:
        note, data, inks = printed
        self._memory.inks.update(inks)
        self._memory.compositions[sheet.recipe] = note['key']
        if data is not None:
            sheet.proof, sheet.fresh = (note, data), True
            self._cache.put('proofs', note['key'], note, data)
        else:  # an earlier build gave the same composition
            sheet.proof = self._cache.get('proofs', note['key'])
        if sheet.proof is None:  # what the cache has of it is not whole
            self._hands.submit(self._order(sheet, known=''))
        elif sheet.job.sealed:
            sheet.sealed = self._sealed.of(sheet)
            if sheet.sealed is None:
                self._seal(sheet)

    def _order(self, sheet: _Sheet, known: str) -> Task:
        """Return the task of composing and printing a sheet."""
        job, depot = sheet.job, self._hands.depot
        how = replace(self._how, draft=False, paper=True) if job.paper else self._how
        # it is long, and several documents are made of it; the roll is that of other languages too
        roll = (job.edition.signatories,)
        edition = depot.derived(
            ('edition', id(job.edition)), lambda: depot.keep(job.edition, apart=roll)
        )
        order = Recipe(edition, job.layout, job.size, how, known)
        needs = *self._house.needs, edition, *depot.parts(edition), *([known] if known else [])
        function = f'{stage.__name__}:{stage.printed.__name__}'
        return Task(job.name, LANE, function, (self._house, order), needs, job.place)

    def _seal(self, sheet: _Sheet) -> None:
        assert sheet.proof is not None
        if not self._sealing:  # late: its process has what this one has imported meanwhile
            count = sum(one.job.sealed for one in self._by_name.values())
            self._hands.open(seals.lane(self._bench, count))
            self._sealing = True
        function = f'{seals.__name__}:{seals.sealed.__name__}'
        arguments = sheet.proof[1], self._when
        self._hands.submit(
            Task(sheet.job.name, seals.LANE, function, arguments, place=sheet.job.place)
        )
        self._hands.start()  # whatever is done here before the next outcome is taken
