"""Compositions to finished documents: what is in the cache is taken, workers do the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.build import order
from letterpress.build import project as projects
from letterpress.build.bench import Bench
from letterpress.build.cache.memory import Memory
from letterpress.build.cache.store import Cache
from letterpress.build.presswork.job import Printed, Sheet
from letterpress.build.presswork.kept import Finished, Sealed
from letterpress.build.presswork.left_out import LeftOut, lacking, without
from letterpress.build.presswork.press import Press
from letterpress.build.stages import sheets as stage
from letterpress.build.workers import executor
from letterpress.findings import Finding, errors
from letterpress.values import dataclass
from letterpress.world import fonts
from letterpress.world.files import inside

if TYPE_CHECKING:
    from letterpress.build.order import Order
    from letterpress.build.plan import Wishes
    from letterpress.build.project import Project, Sources
    from letterpress.layout.composition import Options

KEPT = 400  # prints that the cache keeps, and what was made of as many


@dataclass(frozen=True)
class Done:
    """What became of a job: its documents, what there is to say of it, what of it is left out."""

    job: Order
    printed: tuple[Printed, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOut, ...] = ()


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
    done, said = print_each(bench, project, jobs, wishes, meanwhile)
    return (
        [row for one in done for row in one.printed],
        [*said, *(finding for one in done for finding in one.findings)],
        [sheet for one in done for sheet in one.left_out],
    )


def print_each(
    bench: Bench,
    project: Project,
    jobs: Sequence[Order],
    wishes: Wishes,
    meanwhile: Callable[[], None],
    kept: int = KEPT,
) -> tuple[list[Done], tuple[Finding, ...]]:
    """Return what became of each job, and what there is to say of the workers.

    `kept` are the prints that the cache keeps besides those of these jobs.
    """
    cache = Cache(bench.cache)
    memory = Memory.of(bench.cache, project.fonts)
    sealed = Sealed(bench, project, cache)
    slugs = {finish.shop for job in jobs for finish in job.finishes if finish.shop}
    shops = {slug: projects.print_shop(slug, bench.base, project.sources.content) for slug in slugs}
    finished = Finished(project, cache, shops)
    how = replace(options(bench, wishes.unsealed), duplex=wishes.duplex)
    recipes = order.keys(jobs, project.sources.layouts, project.fonts, how, project.look)
    sheets = [Sheet(job, recipe) for job, recipe in zip(jobs, recipes, strict=True)]
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
            press = Press(
                bench, project, how, cache, memory, sealed, finished, shops, hands, waiting
            )
            press.begin()
            meanwhile()
            for outcome in hands.outcomes():
                press.take(outcome)
        said = hands.said
        memory.save()
        cache.forget_all_but('proofs', {one.proof[0]['key'] for one in sheets if one.proof}, kept)
        cache.forget_all_but('sealed', set())
        cache.forget_all_but('finished', finished.used, kept)
    else:
        meanwhile()
    return list(_gathered(bench, sheets, waiting, wishes)), said


def _gathered(
    bench: Bench, sheets: Sequence[Sheet], waiting: Sequence[Sheet], wishes: Wishes
) -> Iterator[Done]:
    """Give what became of sheets that nothing more is done to."""
    outside = lacking(sheets, wishes)
    for sheet in sheets:
        said = sheet.said()
        if sheet in outside:
            kept = [one for one in said if one.severity != 'error']
            left_out = tuple(LeftOut.of(sheet.job, one) for one in sheet.job.finishes)
            yield Done(sheet.job, (), (*kept, without(sheet.job, errors(said))), left_out)
            continue
        printed = tuple(sheet.printed()) if sheet.ready else ()
        for row, _ in printed:
            if sheet not in waiting:
                bench.listener.made(row)
        yield Done(sheet.job, printed, tuple(said))


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
