"""Compositions to finished documents: what is in the cache is taken, workers do the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from letterpress.build import order
from letterpress.build import project as projects
from letterpress.build.bench import Bench, digest, edition_time, seal_time
from letterpress.build.cache.memory import Memory
from letterpress.build.cache.store import Cache, Note
from letterpress.build.freshness import Row
from letterpress.build.order import Finish
from letterpress.build.stages import finishes, seals
from letterpress.build.stages import sheets as stage
from letterpress.build.stages.finishes import Files
from letterpress.build.stages.sheets import House, Recipe
from letterpress.build.workers import executor
from letterpress.build.workers.task import Lane, Task
from letterpress.findings import Finding, errors
from letterpress.kit.artifact import Artifact
from letterpress.layout.declared import imposed, ways_out
from letterpress.layout.declared.versions import PRINT_SHOP, VERSIONS
from letterpress.values import dataclass
from letterpress.world import fonts, machine
from letterpress.world import versions as tools
from letterpress.world.files import inside

if TYPE_CHECKING:
    from datetime import datetime

    from letterpress.build.order import Order
    from letterpress.build.plan import Wishes
    from letterpress.build.project import Project, Sources
    from letterpress.build.workers.task import Executor, Outcome
    from letterpress.layout.composition import Options
    from letterpress.manuscript.print_shops import PrintShop

Printed = tuple[Row, Artifact]
LANE = 'print'
SLUG_FACE = 'fonts/wood/LPWood-Bold.ttf'  # what is printed beside a sheet with marks
_FINISH = f'{finishes.__name__}:{finishes.finished.__name__}'


@dataclass(frozen=True)
class LeftOut:
    """A sheet that was not made because its text does not fit it: its file's name, its language."""

    name: str
    language: str


@dataclass
class _Sheet:
    """A job on its way: its keys as they become known, its proof, the seconds it took.

    `finished` are the documents that are made of the proof; None for one that is not there yet.
    `inks` says of those by name how much ink they take, where somebody prints them at home.
    """

    job: Order
    recipe: str
    proof: tuple[Note, bytes] | None = None
    sealed: bytes | None = None
    finished: dict[Finish, Files | None] = field(default_factory=dict)
    inks: dict[str, float] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0.0
    fresh: bool = False

    def __post_init__(self) -> None:
        self.finished = {one: None for one in self.job.finishes if not one.plain}

    @property
    def unfinished(self) -> tuple[Finish, ...]:
        """What is still to be made of its proof."""
        return tuple(one for one, made in self.finished.items() if made is None)

    @property
    def ready(self) -> bool:
        """Whether nothing is left to do."""
        sealed = self.sealed is not None or not self.job.sealed
        return self.proof is not None and sealed and not self.unfinished

    @property
    def made(self) -> Order:
        """The order as it was made: on another sheet, where a way out led there."""
        assert self.proof is not None
        return self.job.on(self.proof[0]['paper'])

    def said(self) -> list[Finding]:
        """Return all that there is to say of it, now and when it was printed."""
        printed = self.proof[0]['findings'] if self.proof else ()
        return [*self.findings, *map(Finding.from_plain, printed)]

    def printed(self) -> Iterator[Printed]:
        """Give each finished document with its line of the closing table."""
        assert self.proof is not None
        note, proof = self.proof
        wide = self.made.pixels
        seconds = self.seconds  # what they have in common is counted once
        for finish in self.job.finishes:
            path = self.made.finished(finish)
            folder, _, name = path.rpartition('/')
            pages = note['pages']
            if finish.imposed:
                pages = imposed.sides(finish.imposed, pages)
            files = self.finished.get(finish) or {name: self.sealed or proof}
            for own, data in files.items():
                row = Row(f'{folder}/{own}', pages, len(data), seconds, self.fresh)
                seconds = 0.0
                artifact = Artifact(
                    row.path,
                    self.job.layout.name,
                    self.job.edition.language,
                    note['title'],
                    None if wide else pages,
                    self._pixels(wide) if wide else finish.sheet or note['paper'],
                    'image/png' if wide else 'application/pdf',
                    data,
                    self.job.sealed,
                    PRINT_SHOP if finish.shop else finish.version,
                    self.inks.get(own),
                )
                yield row, artifact

    def _pixels(self, wide: int) -> str:
        """Return how large it is as a picture."""
        size = self.made.size
        return f'{wide} × {round(wide / size.width * size.height)}'


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


class _Finished:
    """What was made of proofs before: their versions, the files for print shops."""

    def __init__(self, project: Project, cache: Cache, shops: Mapping[str, PrintShop]):
        assert project.campaign is not None
        self._cache, self.used = cache, set[str]()
        self._same = repr((project.look.colours, project.campaign.brand, tools.tools()))
        self._shop_of = {
            slug: digest(repr(shop), hashlib.sha256(shop.icc).hexdigest())
            for slug, shop in shops.items()
        }

    def _key(self, sheet: _Sheet, finish: Finish) -> str:
        assert sheet.proof is not None
        job = sheet.job
        said = repr((finish, job.layout.versions, job.size, job.edition.facts.date))
        shop = self._shop_of.get(finish.shop, '')
        return digest(sheet.proof[0]['key'], said, shop, self._same)

    def fill(self, sheet: _Sheet) -> None:
        """Give a sheet whatever is kept of it."""
        for finish in sheet.unfinished:
            key = self._key(sheet, finish)
            if entry := self._cache.get('finished', key):
                note, data = entry
                sheet.finished[finish] = made = {}
                start = 0
                for name, length in note['files']:
                    made[name] = data[start : start + length]
                    start += length
                sheet.inks |= note['inks']
                self.used.add(key)

    def keep(self, sheet: _Sheet, made: Mapping[Finish, Files]) -> None:
        """Give a sheet what was made of it, and keep it."""
        for finish, files in made.items():
            sheet.finished[finish] = files
            key = self._key(sheet, finish)
            lengths = [[name, len(data)] for name, data in files.items()]
            inks = _inks(finish, files)
            sheet.inks |= inks
            note: Note = {'files': lengths, 'inks': inks}
            self._cache.put('finished', key, note, b''.join(files.values()))
            self.used.add(key)


def _inks(finish: Finish, files: Files) -> dict[str, float]:
    """Return the ink of each file that somebody prints at home to save it, in per cent."""
    if finish.version != VERSIONS[0]:
        return {}
    from letterpress.finishing import ink

    return {name: round(ink.per_cent(data), 1) for name, data in files.items()}


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
    slugs = {finish.shop for job in jobs for finish in job.finishes if finish.shop}
    shops = {slug: projects.print_shop(slug, bench.base, project.sources.content) for slug in slugs}
    finished = _Finished(project, cache, shops)
    how = replace(options(bench, wishes.unsealed), duplex=wishes.duplex)
    recipes = order.keys(jobs, project.sources.layouts, project.fonts, how, project.look)
    sheets = [_Sheet(job, recipe) for job, recipe in zip(jobs, recipes, strict=True)]
    for sheet in sheets:
        key = memory.compositions.get(sheet.recipe, '')
        sheet.proof = cache.get('proofs', key) if key else None
        if sheet.proof and sheet.job.sealed:
            sheet.sealed = sealed.of(sheet)
        if sheet.proof:
            finished.fill(sheet)
    bench.checkpoint('planned')
    waiting = [sheet for sheet in sheets if not sheet.ready]
    said: tuple[Finding, ...] = ()
    if waiting:
        with executor.opened(bench, project.sources.fonts) as hands:
            press = _Press(
                bench, project, how, cache, memory, sealed, finished, shops, hands, waiting
            )
            press.begin()
            meanwhile()
            for outcome in hands.outcomes():
                press.take(outcome)
        said = hands.said
        memory.save()
        cache.forget_all_but('proofs', {one.proof[0]['key'] for one in sheets if one.proof})
        cache.forget_all_but('sealed', set())
        cache.forget_all_but('finished', finished.used)
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
            left_out += [
                LeftOut(sheet.job.finished(one).rpartition('/')[2], sheet.job.edition.language)
                for one in sheet.job.finishes
            ]
            findings += [one for one in said if one.severity != 'error']
            findings.append(_without(sheet.job, errors(said)))
            continue
        findings += said
        if not sheet.ready:
            continue
        for row, artifact in sheet.printed():
            if sheet not in waiting:
                bench.listener.made(row)
            printed.append((row, artifact))
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
        finished: _Finished,
        shops: Mapping[str, PrintShop],
        hands: Executor,
        waiting: Sequence[_Sheet],
    ):
        self._bench, self._project, self._how = bench, project, how
        self._cache, self._memory = cache, memory
        self._sealed, self._finished = sealed, finished
        self._hands, self._by_name = hands, {sheet.job.name: sheet for sheet in waiting}
        self._when: datetime = seal_time(edition_time(project), bench.signer)
        self._house = House.of(hands.depot, project, memory.inks)
        self._known = hands.depot.keep(tuple(cache.keys('proofs')))
        self._shops = {slug: hands.depot.keep(shop) for slug, shop in shops.items()}
        marked = any(shop.marks != 'forbidden' for shop in shops.values())
        face = project.sources.fonts.get(SLUG_FACE, b'') if marked else b''
        self._face = hands.depot.keep(face) if face else ''
        self._sealing = False  # whether its lane is open

    def begin(self) -> None:
        """Submit what can be done at once."""
        waiting = self._by_name.values()
        to_print = [sheet for sheet in waiting if sheet.proof is None]
        to_finish = [sheet for sheet in waiting if sheet.proof and sheet.unfinished]
        if to_print or to_finish:
            count = min(self._bench.workers or machine.cores(), len(to_print) + len(to_finish))
            orders = [self._order(sheet, self._known) for sheet in to_print]
            self._hands.open(Lane(LANE, count))
            for order in orders:
                self._hands.submit(order)
            for sheet in to_finish:
                self._finish(sheet)
        for sheet in waiting:
            if sheet.proof is not None and sheet.job.sealed and sheet.sealed is None:
                self._seal(sheet)
        self._hands.start()

    def take(self, outcome: Outcome) -> None:
        """Take what became of a task, and submit what it calls for."""
        sheet = self._by_name[outcome.task.name]
        sheet.seconds += outcome.seconds
        sheet.findings += outcome.findings
        if outcome.value is None:
            return
        if outcome.task.function == _FINISH:
            sheet.fresh = True
            self._finished.keep(sheet, outcome.value)
        elif outcome.task.lane == LANE:
            self._take_proof(sheet, outcome.value)
        else:
            sheet.sealed, sheet.fresh = outcome.value, True
            self._sealed.keep(sheet, outcome.value)
        if sheet.ready:
            for row, _ in sheet.printed():
                self._bench.listener.made(row)

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
            return
        self._finished.fill(sheet)
        if sheet.unfinished:
            self._finish(sheet)
        if sheet.job.sealed:
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

    def _finish(self, sheet: _Sheet) -> None:
        """Have made of a proof what its order asks for."""
        assert sheet.proof is not None
        assert self._project.campaign is not None
        made, facts = sheet.made, sheet.job.edition.facts
        names = {one: made.finished(one).rpartition('/')[2] for one in sheet.unfinished}
        recipe = finishes.Recipe(
            names,
            made.edition.language,
            made.size,
            made.layout.versions,
            self._project.campaign.brand,
            self._shops,
            f'{made.name} · {facts.title.to(made.edition.language)} · {facts.date.isoformat()}',
            self._face,
        )
        needs = *self._house.needs, *self._shops.values(), *([self._face] if self._face else [])
        arguments = self._house, recipe, sheet.proof[1]
        self._hands.submit(Task(sheet.job.name, LANE, _FINISH, arguments, needs, made.place))

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
