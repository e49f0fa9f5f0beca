"""Whether what groups say fits their posters, before anything is built.

Of each language and poster one sheet is set that says the widest of everything that its groups say:
where that fits, each of them does. Only where it does not is every group's own sheet set.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.build.groups import orders
from letterpress.build.kits import logos
from letterpress.build.stages import sheets
from letterpress.build.workers.aside import aside
from letterpress.findings import Finding, Place, Rejected, errors
from letterpress.layout.declared import ways_out
from letterpress.manuscript.groups import words
from letterpress.manuscript.groups.model import Group, public
from letterpress.world import fonts, machine

if TYPE_CHECKING:
    from letterpress.build.order import Order
    from letterpress.build.project import Project
    from letterpress.layout.brand.picture import Picture
    from letterpress.layout.declared.ways_out import Attempt
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Edition
    from letterpress.press.ruler import Ruler

SECONDS = 600  # all that it may take: a stranger's layout may take for ever

Widths = Callable[[str], float]


def judged(project: Project, base: Path) -> tuple[Finding, ...]:
    """Return a warning (LP861) for each poster that a group's words do not fit.

    `project` is sound and in `base`. Set in a process of its own; LP412 where that dies.
    """
    if project.campaign is None or not project.campaign.groups:
        return ()
    return aside(lambda: tuple(_found(project, base)), 'local groups', 'check again')()


def _found(project: Project, base: Path) -> Iterator[Finding]:
    from letterpress.manuscript import edition
    from letterpress.press.ruler import Ruler
    from letterpress.press.typefaces import advances, manifest

    assert project.campaign is not None
    signal.alarm(SECONDS)
    families, _ = manifest.read(project.sources.fonts)
    sheets.load(fonts.folders(base), machine.cache_folder(base))
    groups, ruler = project.campaign.groups, Ruler()
    editions = project.editions or edition.editions(project.campaign)
    named = [one.logo for one in groups if one.logo]
    pictures, _ = logos.read_all(named, project.sources.content)
    for language in dict.fromkeys(one.language for one in groups):
        mine = [one for one in groups if one.language == language]
        widths = advances.of(families, language, 'wood')
        for layout in orders.offered(project.layouts):
            wanting = [one for one in mine if orders.wants(one, layout)]
            if not wanting or not any(
                _wrong(project, editions, pictures, ruler, layout, worst)
                for worst in _widest(wanting, pictures, widths)
            ):
                continue
            for one in wanting:
                if wrong := _wrong(project, editions, pictures, ruler, layout, one):
                    yield _unfit(one, layout, wrong)


def _widest(
    groups: Sequence[Group], pictures: Mapping[str, Picture], width: Widths
) -> Iterator[Group]:
    """Give, for each paper, a group that says the widest of all that these say."""
    for american in (False, True):
        own = [one for one in groups if (one.country in orders.AMERICA) is american]
        if not own:
            continue
        first, events = own[0], [one.event for one in own]

        def widest(texts: Iterable[str]) -> str:
            return max(texts, key=width)

        when = max(events, key=lambda one: width(words.when(one, first.language)))
        where = max(events, key=lambda one: width(words.where(one, first.language)))
        answers = max(own, key=lambda one: width(f'{_name(one)} {one.imprint.address}'))
        imprint = replace(
            answers.imprint,
            name=_name(answers),
            printer=widest(one.imprint.printer for one in own),
        )
        wide = [one.logo for one in own if one.logo in pictures]
        yield replace(
            first,
            name=widest(one.name for one in own),
            event=replace(
                when,
                title=widest(one.title for one in events),
                place=where.place,
                address=where.address,
                link=widest(one.event.link or one.url for one in own),
            ),
            imprint=imprint,
            logo=max(wide, key=lambda path: pictures[path].ratio, default=''),
            posters=(),
            printers=('home',),
        )


def _name(group: Group) -> str:
    return group.imprint.name or group.name


def _wrong(
    project: Project,
    editions: Mapping[str, Edition],
    pictures: Mapping[str, Picture],
    ruler: Ruler,
    layout: Layout,
    group: Group,
) -> tuple[Finding, ...]:
    """Return why a group's words do not fit a poster: of its sheets the first where they do not."""
    home = replace(group, posters=(layout.name,), printers=('home',))
    for job in orders.orders(home, public(home), editions, [layout], pictures):
        try:
            _set(project, job, ruler)
        except Rejected as rejected:
            if ways_out.fitting(rejected.findings):
                return errors(rejected.findings)
    return ()


def _set(project: Project, job: Order, ruler: Ruler) -> None:
    """Set a sheet. Raises Rejected where no way holds its text."""
    from letterpress.layout.compose import compose
    from letterpress.layout.composition import Options
    from letterpress.press import engine

    files, look = project.sources.layouts, replace(project.look, beside=job.beside)

    def attempted(attempt: Attempt, _: Sequence[Finding]) -> None:
        made = compose(job.edition, attempt.layout, attempt.size, ruler, Options(), files, look)
        engine.render(made, files, project.typefaces)

    ways_out.first(job.layout, job.size, attempted)


def _unfit(group: Group, layout: Layout, wrong: Sequence[Finding]) -> Finding:
    first = wrong[0]
    return Finding(
        Place(group.place.path),
        'LP861',
        f'{group.name} gets no poster “{layout.name}”: {first.message}',
        f'{first.hint.rstrip(".")}; or name the posters that it wants under posters',
    )
