"""The press: has the waiting documents composed, printed, finished and sealed by workers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.build.bench import Bench, edition_time, seal_time
from letterpress.build.cache.memory import Memory
from letterpress.build.cache.store import Cache
from letterpress.build.stages import finishes, seals
from letterpress.build.stages import sheets as stage
from letterpress.build.stages.sheets import House, Recipe
from letterpress.build.workers.task import Lane, Task
from letterpress.world import machine

if TYPE_CHECKING:
    from datetime import datetime

    from letterpress.build.presswork.job import Sheet
    from letterpress.build.presswork.kept import Finished, Sealed
    from letterpress.build.project import Project
    from letterpress.build.workers.task import Executor, Outcome
    from letterpress.layout.composition import Options
    from letterpress.manuscript.print_shops import PrintShop

LANE = 'print'
SLUG_FACE = 'fonts/wood/LPWood-Bold.ttf'  # what is printed beside a sheet with marks
PHRASES = 'content/phrases/'
_FINISH = f'{finishes.__name__}:{finishes.finished.__name__}'


class Press:
    """Has the waiting sheets composed, printed and sealed, and keeps what was made in the cache."""

    def __init__(
        self,
        bench: Bench,
        project: Project,
        how: Options,
        cache: Cache,
        memory: Memory,
        sealed: Sealed,
        finished: Finished,
        shops: Mapping[str, PrintShop],
        hands: Executor,
        waiting: Sequence[Sheet],
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
        self._fonts = ''  # what a page for the browser brings along, once there is one
        tiled = any(one.tiles for sheet in waiting for one in sheet.job.finishes)
        self._tiles = self._of_tiles() if tiled else ('', '')  # before workers are forked off
        self._sealing = False  # whether its lane is open
        self._editions: dict[int, str] = {}  # their digests, by identity: the project holds them

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

    def want(self, sheet: Sheet) -> None:
        """Submit what is next to do for a sheet: for one who opened the lane, and asks as he goes.

        Of sheets of one name there is one at a time: what becomes of it is given to the last.
        """
        self._by_name[sheet.job.name] = sheet
        if sheet.proof is None:
            self._hands.submit(self._order(sheet, self._known))
        elif sheet.unfinished:
            self._finish(sheet)

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

    def _take_proof(self, sheet: Sheet, printed: stage.Printed) -> None:
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

    def _order(self, sheet: Sheet, known: str) -> Task:
        """Return the task of composing and printing a sheet."""
        job, depot = sheet.job, self._hands.depot
        how = replace(self._how, draft=False, paper=True) if job.paper else self._how
        # it is long, and several documents are made of it; the roll is that of other languages too
        roll = (job.edition.signatories,)
        if (mine := id(job.edition)) not in self._editions:
            self._editions[mine] = depot.keep(job.edition, apart=roll)
        edition = self._editions[mine]
        faces = self._faces() if job.layout.browser else ''
        beside = depot.keep(job.beside) if job.beside else ''
        order = Recipe(edition, job.layout, job.size, how, faces, known, beside)
        also = filter(None, (faces, known, beside))
        needs = *self._house.needs, edition, *depot.parts(edition), *also
        function = f'{stage.__name__}:{stage.printed.__name__}'
        return Task(job.name, LANE, function, (self._house, order), needs, job.place)

    def _faces(self) -> str:
        """Return the digest of the typefaces, megabytes that only a page for the browser needs."""
        if not self._fonts:
            self._fonts = self._hands.depot.keep(dict(self._project.sources.fonts))
        return self._fonts

    def _of_tiles(self) -> tuple[str, str]:
        """Return the digests of what the sheet says with that tells how to join tiles."""
        own = {
            path: data
            for path, data in self._project.sources.content.items()
            if path.startswith(PHRASES)
        }
        return self._faces(), self._hands.depot.keep(own)

    def _finish(self, sheet: Sheet) -> None:
        """Have made of a proof what its order asks for."""
        assert sheet.proof is not None
        assert self._project.campaign is not None
        made, facts = sheet.made, sheet.job.edition.facts
        names = {one: made.finished(one).rpartition('/')[2] for one in sheet.unfinished}
        fonts, phrases = self._tiles if any(one.tiles for one in names) else ('', '')
        recipe = finishes.Recipe(
            names,
            made.edition.language,
            made.size,
            made.layout.versions,
            self._project.campaign.brand,
            self._shops,
            f'{made.name} · {facts.title.to(made.edition.language)} · {facts.date.isoformat()}',
            self._face,
            fonts,
            phrases,
            made.beside is not None,
        )
        also = filter(None, (self._face, recipe.fonts, recipe.phrases))
        needs = *self._house.needs, *self._shops.values(), *also
        arguments = self._house, recipe, sheet.proof[1]
        self._hands.submit(Task(sheet.job.name, LANE, _FINISH, arguments, needs, made.place))

    def _seal(self, sheet: Sheet) -> None:
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
