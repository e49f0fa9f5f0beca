"""Compositions to finished documents: what is in the cache is taken from there, the rest goes to the workers."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from letterpress.build import plan
from letterpress.build.bench import Bench, digest, edition_time, seal_time
from letterpress.build.cache.store import Cache
from letterpress.build.freshness import Row
from letterpress.build.local import Lane, Pool, Task
from letterpress.findings import Exit, Finding, Place, Rejected, errors
from letterpress.kit.artifact import Artifact
from letterpress.world import fonts, machine

if TYPE_CHECKING:
    from letterpress.build.plan import Job, Wishes
    from letterpress.build.project import Project
    from letterpress.layout.composition import Options

Printed = tuple[Row, Artifact]
# what says that a text does not fit its sheet: set too small or too high (LP340, LP342 to LP344), too many pages, outside
# its place, lost or over another (LP355 to LP369)
_FITTING = re.compile('LP3(?:40|4[2-4]|5[5-9]|6[0-9])')
WAITING = 4  # letters that wait for authorities at a time
ASKED = 12  # requests that one letter may need of each, at worst


@dataclass(frozen=True)
class LeftOut:
    """A sheet that was not made because its text does not fit it: its file's name, and its language."""

    name: str
    language: str


@dataclass
class _Sheet:
    """A job on its way: its keys as they become known, its proof, the seconds it took."""

    job: Job
    recipe: str
    proof: tuple[dict, bytes] | None = None
    sealed: bytes | None = None
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0.0
    fresh: bool = False

    def said(self) -> list[Finding]:
        """Return all that there is to say of it, now and when it was printed."""
        return [
            *self.findings,
            *(map(Finding.from_plain, self.proof[0]['findings']) if self.proof else ()),
        ]


class Memory:
    """What small things the cache remembers: the composition of each recipe, and how long each line of type is.

    Measures hold for one set of typefaces and engines only: `measured_with` is their key.
    """

    def __init__(self, cache: Cache, measured_with: str):
        self._cache, self._measured_with = cache, measured_with
        self.compositions: dict[str, str] = self._load('compositions')
        self.inks: dict[str, str] = self._load(measured_with)

    @classmethod
    def of(cls, bench: Bench, project: Project) -> Memory:
        """Return what is remembered for the typefaces of a project."""
        return cls(Cache(bench.cache), plan.proof_key('inks', project.fonts))

    def _load(self, key: str) -> dict:
        entry = self._cache.get('memory', key)
        return json.loads(entry[1]) if entry else {}

    def save(self) -> None:
        for key, value, most in (
            ('compositions', self.compositions, 1000),
            (self._measured_with, self.inks, 10000),
        ):
            kept = dict(list(value.items())[-most:])
            self._cache.put('memory', key, {}, json.dumps(kept, ensure_ascii=False).encode())
        self._cache.forget_all_but('memory', {'compositions', self._measured_with}, most=6)


def print_all(
    bench: Bench,
    project: Project,
    jobs: Sequence[Job],
    wishes: Wishes,
    meanwhile: Callable[[], None],
) -> tuple[list[Printed], list[Finding], list[LeftOut]]:
    """Return each job's row and artefact, all findings, and the sheets that are left out because their text does not fit.

    A job that failed has findings and no artefact.

    `meanwhile` is called once, while the workers are at their first documents: what it does costs no time.
    """
    cache = Cache(bench.cache)
    memory = Memory.of(bench, project)
    how = replace(options(bench, wishes.unsealed), duplex=wishes.duplex)
    recipes = plan.recipe_keys(jobs, project.sources.layouts, project.fonts, how)
    sheets = [_Sheet(job, recipe) for job, recipe in zip(jobs, recipes, strict=True)]
    when = seal_time(edition_time(project), bench.signer)
    findings: list[Finding] = []
    for sheet in sheets:
        key = memory.compositions.get(sheet.recipe, '')
        sheet.proof = cache.get('proofs', key) if key else None
        if sheet.proof and sheet.job.sealed:
            sheet.sealed = _sealed(sheet, bench, cache, edition_time(project).isoformat())
    bench.checkpoint('planned')
    waiting = [
        sheet
        for sheet in sheets
        if sheet.proof is None or (sheet.job.sealed and sheet.sealed is None)
    ]
    if waiting:
        _work(bench, project, how, cache, memory, waiting, when, meanwhile)
        memory.save()
        cache.forget_all_but('proofs', {s.proof[0]['key'] for s in sheets if s.proof})
        cache.forget_all_but('sealed', set())
    else:
        meanwhile()
    printed, left_out = [], []
    lacking = _lacking(sheets, wishes)
    for sheet in sheets:
        said = sheet.said()
        wrong = errors(said)
        if sheet in lacking:
            left_out.append(LeftOut(sheet.job.name, sheet.job.edition.language))
            findings += [
                *(one for one in said if one.severity != 'error'),
                _without(sheet.job, wrong),
            ]
            continue
        findings += said
        if sheet.proof is None or (sheet.job.sealed and sheet.sealed is None):
            continue
        note, data = sheet.proof
        artifact = Artifact(
            sheet.job.path,
            sheet.job.layout.name,
            sheet.job.edition.language,
            note['title'],
            note['pages'],
            note['paper'],
            'application/pdf',
            sheet.sealed or data,
            sheet.job.sealed,
        )
        row = Row(sheet.job.path, note['pages'], artifact.size, sheet.seconds, sheet.fresh)
        if sheet not in waiting:
            bench.listener.made(row)
        printed.append((row, artifact))
    return printed, findings, left_out


def _lacking(sheets: Sequence[_Sheet], wishes: Wishes) -> list[_Sheet]:
    """Return the sheets that are left out because their text does not fit.

    Not when nothing would be left, in a language, of what was asked for by its name (`build press`): that is no build.
    """
    found = [
        sheet
        for sheet in sheets
        if sheet.job.may_lack(wishes)
        and (wrong := errors(sheet.said()))
        and all(_FITTING.fullmatch(one.code) for one in wrong)
    ]
    made = {
        (sheet.job.layout.kind, sheet.job.edition.language)
        for sheet in sheets
        if sheet not in found
    }
    return [
        sheet
        for sheet in found
        if (sheet.job.layout.kind, sheet.job.edition.language) in made
        or not wishes.names(sheet.job.layout.kind)
    ]


def _without(job: Job, wrong: Sequence[Finding]) -> Finding:
    """Return the warning that a sheet is left out: one, however many of its texts do not fit."""
    more = f' (and {len(wrong) - 1} more)' if len(wrong) > 1 else ''
    return Finding(
        wrong[0].place,
        'LP612',
        f'{job.name} is left out, everything else is made: {wrong[0].message}{more}',
        f'{wrong[0].hint.rstrip(".")}; or leave it out for good: list the other layouts under layouts in content/campaign.yaml',
    )


def options(bench: Bench, unsealed: bool) -> Options:
    """Return how what this bench makes will be sealed."""
    from letterpress.layout.composition import Options

    return Options(
        draft=bench.signer.draft and not unsealed,
        unsealed=unsealed,
        subject='' if bench.signer.draft or unsealed else bench.signer.subject,
    )


def _work(
    bench: Bench,
    project: Project,
    options: object,
    cache: Cache,
    memory: Memory,
    waiting: list[_Sheet],
    when: object,
    meanwhile: Callable[[], None],
) -> None:
    """Have the waiting sheets composed, printed and sealed; keep what was made, and each sheet's findings with it."""
    to_print = [sheet for sheet in waiting if sheet.proof is None]
    to_seal = [sheet for sheet in waiting if sheet.job.sealed]
    edition_day = edition_time(project).isoformat()
    workers = bench.workers or machine.cores()
    with Pool(bench.deadline) as pool:
        if to_seal:  # its process imports pyHanko while the others compose
            pool.open(
                Lane('seal', lambda data: seal(data, bench, when), *sealers(bench, len(to_seal)))
            )
        if to_print:
            from letterpress.press import ruler as fit

            ruler = fit.Ruler(memory.inks)
            pool.open(
                Lane(
                    'print',
                    lambda payload: _print(
                        to_print[payload[0]].job, payload[1], project, options, ruler, cache
                    ),
                    min(workers, len(to_print)),
                )
            )
        for index, sheet in enumerate(to_print):
            pool.submit(Task(sheet.job.name, 'print', (index, False), sheet.job.place))
        for sheet in to_seal:
            if sheet.proof is not None:
                pool.submit(Task(sheet.job.name, 'seal', sheet.proof[1], sheet.job.place))
        pool.start()
        meanwhile()
        by_name = {sheet.job.name: sheet for sheet in waiting}
        for outcome in pool.outcomes():
            sheet = by_name[outcome.task.name]
            sheet.seconds += outcome.seconds
            sheet.findings += outcome.findings
            if outcome.value is None:
                continue
            if outcome.task.lane == 'print':
                note, data, inks = outcome.value
                memory.inks.update(inks)
                memory.compositions[sheet.recipe] = note['key']
                if data is None:  # another sheet gave the same composition, or an earlier build did
                    sheet.proof = cache.get('proofs', note['key'])
                    if sheet.proof is None:
                        pool.submit(
                            Task(
                                sheet.job.name,
                                'print',
                                (to_print.index(sheet), True),
                                sheet.job.place,
                            )
                        )
                        continue
                else:
                    sheet.proof, sheet.fresh = (note, data), True
                    cache.put('proofs', note['key'], note, data)
                if sheet.job.sealed:
                    sheet.sealed = _sealed(sheet, bench, cache, edition_day)
                    if sheet.sealed is None:
                        pool.submit(Task(sheet.job.name, 'seal', sheet.proof[1], sheet.job.place))
                        continue
            else:
                sheet.sealed = outcome.value
                sheet.fresh = True
                cache.put(
                    'sealed',
                    digest(sheet.proof[0]['key'], bench.sealing, edition_day),
                    {},
                    outcome.value,
                )
            bench.listener.made(
                Row(
                    sheet.job.path,
                    sheet.proof[0]['pages'],
                    len(sheet.sealed or sheet.proof[1]),
                    sheet.seconds,
                    sheet.fresh,
                )
            )


def _sealed(sheet: _Sheet, bench: Bench, cache: Cache, edition_day: str) -> bytes | None:
    """Return the sealed bytes of a sheet's proof, if this signer sealed it before for this edition."""
    assert sheet.proof is not None
    entry = cache.get('sealed', digest(sheet.proof[0]['key'], bench.sealing, edition_day))
    return entry[1] if entry else None


def load(bench: Bench) -> None:
    """Import WeasyPrint and what composes for it, and open the typefaces; workers forked after this inherit it all."""
    if sys.flags.optimize:
        raise Rejected(
            Finding(
                Place(),
                'LP718',
                'Python leaves out assertions here (PYTHONOPTIMIZE or -O)',
                'Unset PYTHONOPTIMIZE: WeasyPrint works in its assertions and sets pages wrongly without.',
            )
        )
    fonts.use(fonts.folders(bench.base), bench.cache)
    try:
        from letterpress.press.reaches import quick_import

        quick_import.load()
        from letterpress.layout import compose  # noqa: F401
        from letterpress.press import engine
    except OSError as error:  # a native library that is not there or does not load
        from letterpress.world import libraries

        raise Rejected(libraries.unloadable(str(error)), Exit.MISSING) from None
    engine.warm()


def _print(job: Job, force: bool, project: Project, options: Any, ruler: Any, cache: Cache) -> Any:
    """Compose and print a job (in a worker). Returns note, bytes (None: the cache has them) and newly measured ink."""
    from letterpress.layout.compose import compose
    from letterpress.press import engine

    known = set(ruler.dump())
    if job.paper:
        options = replace(options, draft=False, paper=True)
    composition = compose(
        job.edition, job.layout, job.size, ruler, options, project.sources.layouts
    )
    key = plan.proof_key(composition.key(), project.fonts)
    inks = {k: v for k, v in ruler.dump().items() if k not in known}
    if not force and cache.holds('proofs', key):
        return {'key': key}, None, inks
    proof = engine.render(composition, project.sources.layouts, project.typefaces)
    note = {
        'key': key,
        'title': composition.title,
        'pages': proof.pages,
        'paper': job.size.name,
        'findings': [f.plain() for f in proof.findings],
    }
    return note, proof.pdf, inks


def sealers(bench: Bench, letters: int) -> tuple[int, Callable[[], None], float]:
    """Return how many processes seal, how they begin, and their patience: who asks authorities mostly waits for them."""
    if bench.terms.level == 'B-B':
        return 1, _warm_seal, 0.0
    return (
        min(WAITING, letters),
        _warm_seal,
        bench.terms.timeout * ASKED * max(1, len(bench.terms.authorities)),
    )


def _warm_seal() -> None:
    from letterpress.finishing.sealing import seal

    seal.warm()


def seal(data: Any, bench: Bench, when: Any) -> bytes:
    """Return a document sealed by the bench's key at its level (in a worker)."""
    if bench.terms.level == 'B-B':
        from letterpress.finishing.sealing import seal as sealing

        return sealing.seal(data, bench.signer, when, bench.field)
    from letterpress.finishing.sealing import lasting
    from letterpress.world import network

    return lasting.seal_to_last(
        data, bench.signer, when, bench.terms, network.outside(), bench.field
    )
