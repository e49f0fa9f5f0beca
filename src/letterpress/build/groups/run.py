"""Build what local groups get, a few groups at a time: 500 of them need no more memory than 8."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letterpress.base.nearest import did_you_mean
from letterpress.build.bench import Bench, Quiet, digest
from letterpress.build.cache import store
from letterpress.build.freshness import Row
from letterpress.build.groups import orders
from letterpress.build.kits import logos
from letterpress.build.plan import Wishes
from letterpress.findings import Exit, Finding, Place, Rejected, errors, ordered
from letterpress.manuscript import print_shops
from letterpress.manuscript.groups import reading
from letterpress.manuscript.groups.model import public
from letterpress.values import dataclass
from letterpress.world.files import exchange, lock, writing

if TYPE_CHECKING:
    from letterpress.build.order import Order
    from letterpress.build.project import Project
    from letterpress.layout.brand.picture import Picture
    from letterpress.manuscript.groups.model import Group

MADE = 'made.json'  # in build/groups: of what each folder was made
FEW = 8  # groups whose sheets are in memory together, and that are told of together
KEPT = 4000  # prints in the cache: those of the kit are not driven out
EXPECTED = frozenset(('LP368',))  # an event takes the room of the headline: no news to anybody


@dataclass(frozen=True)
class Built:
    """What there is to say at the end: a row for each group, and where its folder is."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    paths: tuple[str, ...]
    changed: bool


@dataclass
class _Work:
    """A group at work: its jobs, the hash of all that goes into its folder."""

    group: Group
    jobs: tuple[Order, ...]
    key: str


def build(
    bench: Bench,
    wanted: Sequence[str] = (),
    settings: Sequence[str] = (),
    release: bool = False,
) -> Built:
    """Make the folders of groups below build/groups: of all, or of those of these ids.

    A folder is put in place whole; one whose group and whose posters are as they were is left as it
    is. `settings` such as `event.place=Marktplatz` make one group, or change the one that is asked
    for. What does not fit a group's language is that group's finding, all else is made.
    Raises Rejected: what is wrong with the campaign, LP705 (exit 2) for a group that there is not,
    LP860 where there are no groups; after everything else was made what could not be.
    """
    from letterpress.build import printing

    with lock.locked(bench.build), store.opened(bench.base, bench.signer.draft) as (place, said):
        bench = replace(bench, place=place)
        project = _project(bench, release)
        groups, told = (
            _said(project, wanted, settings) if settings else (_asked(project, wanted), ())
        )
        # what is to be said of them was said where the groups were judged
        pictures, _ = logos.read_all([one.logo for one in groups], project.sources.content)
        found = [*said, *project.findings, *told]
        printing.load(bench)
        folder = bench.build / orders.FOLDER
        folder.mkdir(exist_ok=True)
        made = _remembered(folder)
        works = _works(bench, project, groups, pictures)
        bench.listener.begin(len(works))
        rows: list[Row] = []
        changed = False
        for few in _batches(works):
            fresh = [one for one in few if not _stands(folder, made, one)]
            stand = [one for one in few if one not in fresh]
            rows += [_row(folder, one, 0.0, False) for one in stand]
            for one in stand:  # what did not fit does not fit any better
                found += map(Finding.from_plain, made[one.group.id]['findings'])
            if fresh:
                changed = True
                more, new = _make(bench, project, folder, fresh, made)
                found += more
                rows += new
                _remember(folder, made)
        if not (wanted or settings):
            changed |= _sweep(folder, made, {one.id for one in groups})
    if errors(found):
        raise Rejected(ordered(found))
    paths = tuple(f'build/{orders.FOLDER}/{one.group.id}' for one in works)
    return Built(tuple(rows), ordered(found), paths, changed)


def _project(bench: Bench, release: bool) -> Project:
    from letterpress.build import project as projects

    project = projects.read(projects.gather(bench.base), release=release, base=bench.base)
    if not project.sound:
        raise Rejected(project.findings)
    return project


def _asked(project: Project, wanted: Sequence[str]) -> tuple[Group, ...]:
    """Return the groups that were asked for, all where none was."""
    assert project.campaign is not None
    known = {one.id: one for one in project.campaign.groups}
    if not known:
        raise Rejected(
            Finding(
                Place(reading.FOLDER),
                'LP860',
                'there are no local groups',
                'write one file a group (docs/groups.md), or: letterpress groups import FILE',
            ),
            Exit.USAGE,
        )
    for one in wanted:
        if one not in known:
            said = f'there is no group “{one}” here'
            raise Rejected(Finding(Place(), 'LP705', said, did_you_mean(one, known)), Exit.USAGE)
    return tuple(known[one] for one in dict.fromkeys(wanted)) or tuple(known.values())


def _said(
    project: Project, wanted: Sequence[str], settings: Sequence[str]
) -> tuple[tuple[Group, ...], tuple[Finding, ...]]:
    """Return the one group that settings make or change, and what there is to say of them."""
    from letterpress.build.kits import local
    from letterpress.press.typefaces import coverage, manifest, passages

    assert project.campaign is not None
    if len(wanted) > 1:
        said = '--set is about one group, and --group names several'
        raise Rejected(Finding(Place(), 'LP717', said, 'build them one by one'), Exit.USAGE)
    known = _asked(project, wanted)[0] if wanted else None
    content, languages = project.sources.content, project.campaign.facts.languages
    group, found = reading.with_settings(settings, languages, content.keys(), known)
    may_have = [one.name for one in orders.offered(project.layouts) if not one.of_screens]
    families, _ = manifest.read(project.sources.fonts)
    printed = coverage.uncovered_findings(passages.of_group(group), families)
    told = (*found, *local.judged([group], content, may_have), *printed)
    if errors(told):
        raise Rejected(ordered(told), Exit.USAGE)
    return (group,), told


def _works(
    bench: Bench, project: Project, groups: Iterable[Group], pictures: Mapping[str, Picture]
) -> list[_Work]:
    """Return what is to be made for each group."""
    from letterpress.build import order, printing

    how = printing.options(bench, unsealed=False)
    shops = repr(
        [
            (path, hashlib.sha256(data).hexdigest())
            for path, data in project.sources.content.items()
            if path.startswith(print_shops.FOLDER)
        ]
    )
    found = []
    for group in groups:
        known = public(group)
        jobs = orders.orders(group, known, project.editions, project.layouts, pictures)
        layouts, look = project.sources.layouts, project.look
        keys = order.keys(jobs, layouts, project.fonts, how, look)
        finishes = repr([one.finishes for one in jobs])
        facts = repr(project.editions[group.language].facts)
        found.append(_Work(group, jobs, digest(repr(known), facts, finishes, shops, *keys)))
    return found


def _batches(works: Sequence[_Work]) -> Iterator[Sequence[_Work]]:
    for start in range(0, len(works), FEW):
        yield works[start : start + FEW]


def _make(
    bench: Bench,
    project: Project,
    folder: Path,
    works: Sequence[_Work],
    made: dict[str, dict[str, Any]],
) -> tuple[list[Finding], list[Row]]:
    """Make the folders of a few groups and put them in place; return findings and rows."""
    from letterpress.build import printing
    from letterpress.build.groups import folder as folders

    jobs = [job for work in works for job in work.jobs]
    quiet = replace(bench, listener=Quiet())  # a group is what somebody waits for, no sheet
    done, said = printing.print_each(quiet, project, jobs, Wishes(), lambda: None, KEPT)
    found, rows = list(said), []
    by_group: dict[str, list[printing.Done]] = {work.group.id: [] for work in works}
    for one in done:
        assert one.job.edition.group is not None
        by_group[one.job.edition.group.id].append(one)
    for work in works:
        mine = by_group[work.group.id]
        wrong = [
            replace(finding, place=Place(work.group.place.path)) if one.left_out else finding
            for one in mine
            for finding in one.findings
            if finding.code not in EXPECTED
        ]
        if any(len({row.path for row, _ in one.printed}) < len(one.printed) for one in mine):
            wrong.append(_alike(work.group))
        found += wrong
        if errors(wrong):
            continue
        documents = {one.job.name: [artifact for _, artifact in one.printed] for one in mine}
        try:
            files = folders.files(project, public(work.group), documents, work.jobs)
        except Rejected as rejected:
            found += rejected.findings
            continue
        exchange.replace_tree(folder / work.group.id, files, lambda where: None)
        made[work.group.id] = {
            'key': work.key,
            'files': _hashes(files),
            'findings': [finding.plain() for finding in wrong],
        }
        seconds = sum(row.seconds for one in mine for row, _ in one.printed)
        rows.append(_row(folder, work, seconds, True))
        bench.listener.made(rows[-1])
    return found, rows


def _alike(group: Group) -> Finding:
    """Return the refusal of files for two shops of which one would take the other's place."""
    return Finding(
        Place(group.place.path),
        'LP831',
        f'two print shops of {group.name} call their files alike',
        'name one of them under printers, or give one a file_name of its own in '
        'content/print-shops',
    )


def _row(folder: Path, work: _Work, seconds: float, fresh: bool) -> Row:
    """Return a group's line of the closing table: its ZIP, which holds everything."""
    name = f'{work.group.id}/{work.group.id}.{work.group.language}.zip'
    count = sum(len(one.finishes) for one in work.jobs)
    return Row(f'{orders.FOLDER}/{name}', count, (folder / name).stat().st_size, seconds, fresh)


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}


def _stands(folder: Path, made: Mapping[str, Mapping[str, Any]], work: _Work) -> bool:
    """Tell whether a group's folder is as it should be, with all its files and no other."""
    known = made.get(work.group.id, {})
    if known.get('key') != work.key or 'findings' not in known:
        return False
    try:
        own = folder / work.group.id
        found = {one.name: one.read_bytes() for one in own.iterdir()}
    except OSError:
        return False
    return _hashes(found) == known.get('files')


def _remembered(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads((folder / MADE).read_bytes())
        return {str(one): dict(known) for one, known in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(folder: Path, made: Mapping[str, Mapping[str, Any]]) -> None:
    writing.write(folder / MADE, json.dumps(made, indent=1, sort_keys=True).encode())


def _sweep(folder: Path, made: dict[str, dict[str, Any]], known: set[str]) -> bool:
    """Remove the folders that a build made of groups that there are no more."""
    gone = [one for one in made if one not in known]
    for one in gone:
        shutil.rmtree(folder / one, ignore_errors=True)
        del made[one]
    if gone:
        _remember(folder, made)
    return bool(gone)
