"""One group's folder: its sheets by printer, its event for calendars, its page, all in one ZIP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from letterpress.build.groups import page as group_page
from letterpress.build.groups.page import Filed
from letterpress.build.order import TILES
from letterpress.kit import archive
from letterpress.kit.formats.calendar import events
from letterpress.layout.declared.versions import PRINT_SHOP
from letterpress.manuscript.groups.editions import of_group
from letterpress.manuscript.text.phrases import say

if TYPE_CHECKING:
    from letterpress.build.order import Finish, Order
    from letterpress.build.project import Project
    from letterpress.kit.artifact import Artifact
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.groups.model import PublicGroup
    from letterpress.manuscript.model import Edition

_KINDS = {'home': 'home', 'one-ink': 'saver', 'outline': 'colour-in', 'colour': 'copy-shop'}


def files(
    project: Project,
    group: PublicGroup,
    made: Mapping[str, Sequence[Artifact]],
    jobs: Iterable[Order],
) -> dict[str, bytes]:
    """Return a group's folder: every file by its name.

    `made` are the documents of each job by its name; what of its jobs is not among them did not
    fit, and the page says so.
    """
    edition = _edition(project, group)
    filed: list[Filed] = []
    lacking: list[str] = []
    for job in jobs:
        for finish in job.finishes:
            found = _of(job, finish, made.get(job.name, ()))
            new = [_filed(edition, job, finish, one) for one in found]
            known = {one.name for one in filed}  # each shop of several has the files of all
            filed += [one for one in new if one.name not in known]
            if not found and (title := _title(edition, job.layout)) not in lacking:
                lacking.append(title)
    event = events.event(group, edition)
    name = f'{group.id}.{group.language}'
    what = events.title(group, edition)
    filed.append(Filed('calendar', what, f'{name}{events.SUFFIX}', event))
    held = {one.name: one.data for one in filed}
    packed = archive.write(held)
    made_of = {**held, f'{name}.zip': packed}
    if group_page.NEEDED not in edition.phrases:
        return made_of  # LP388 said so
    page = group_page.page(
        edition,
        group,
        filed,
        (f'{name}.zip', len(packed)),
        lacking,
        project.sources.layouts,
        project.look,
        project.sources.fonts,
    )
    return {**made_of, group_page.NAME: page}


def _edition(project: Project, group: PublicGroup) -> Edition:
    """Return the group's edition with the phrases of its page."""
    layout = next(one for one in project.layouts if one.name == group_page.LAYOUT)
    return layout.sees(of_group(project.editions[group.language], group))


def _of(job: Order, finish: Finish, made: Sequence[Artifact]) -> list[Artifact]:
    """Return what was made of a job for one finish; files for a shop are called as it wants."""
    if finish.shop:
        return [one for one in made if one.version == PRINT_SHOP]
    paths = [one.finished(finish) for one in job.sheets]
    return [one for one in made if one.path in paths][:1]


def _filed(edition: Edition, job: Order, finish: Finish, one: Artifact) -> Filed:
    name = one.path.rpartition('/')[2]
    title = _title(edition, job.layout)
    if one.pixels:
        said = f'{one.pixels[0]} × {one.pixels[1]}'
        return Filed('cards', title, name, one.data, said, 1, name, one.pixels)
    kind = TILES if finish.tiles else PRINT_SHOP if finish.shop else _KINDS[finish.version]
    paper = (finish.sheet or job.size.name).upper()
    return Filed(kind, title, name, one.data, paper, one.pages or 1)


def _title(edition: Edition, layout: Layout) -> str:
    key = layout.shelf.title if layout.shelf else ''
    return say(edition, key) if key in edition.phrases else layout.name
