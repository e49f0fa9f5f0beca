"""Take a list of groups over: a review of what would be written, and then a file for each group."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from letterpress.base import decoding
from letterpress.commands.lists import imports as lists
from letterpress.findings import Exit, Finding, Place, Rejected, errors, ordered
from letterpress.manuscript import facts, schemas
from letterpress.manuscript.groups import judging, reading, writing
from letterpress.manuscript.groups.lists import columns, table
from letterpress.manuscript.groups.lists.table import Imported
from letterpress.manuscript.groups.model import Group
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report
from letterpress.values import dataclass
from letterpress.world import clock
from letterpress.world.files import inside

SHOWN = 10  # groups of a list that a review shows


@dataclass(frozen=True)
class Asked:
    """What somebody says of a list that it does not say itself.

    `columns` such as `name=Ortsgruppe`, headings to `let_go`, `settings` for all rows such as
    `country=DE`, the `order` of dates (of `when.ORDERS`, or ''); `encoding` of a text, `sheet` of a
    spreadsheet.
    """

    columns: tuple[str, ...] = ()
    let_go: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    order: str = ''
    encoding: str = ''
    sheet: str = ''


NOTHING = Asked()


@dataclass(frozen=True)
class Review:
    """What an import would do: `changes` are the files, each with what stands in it now."""

    name: str
    imported: Imported
    findings: tuple[Finding, ...]
    changes: lists.Changes

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """The findings that want an answer before anything is taken over."""
        return errors(self.findings)

    def columns(self) -> list[tuple[str, str]]:
        """Return what each column was taken for, by its heading."""
        return [
            (column.heading or f'#{n}', str(column))
            for n, column in enumerate(self.imported.columns, 1)
        ]

    def sample(self) -> list[tuple[str, str]]:
        """Return the first groups, each with what it calls for."""
        return [(one.name, called(one)) for one in self.imported.groups[:SHOWN]]

    def counts(self) -> str:
        """Return what the list holds, in a line."""
        groups = self.imported.groups
        listed = sum(one.public for one in groups)
        said = f' ({listed} listed, {len(groups) - listed} not listed)' if groups else ''
        return (
            f'{len(groups)} new{said}, {self.imported.known} already there, '
            f'{len(self.doubtful)} for a person to decide'
        )


def called(group: Group) -> str:
    """Return what a group calls for, in a line: where, when, in which language."""
    event = group.event
    times = f' {event.starts:%H:%M}' if event.starts is not None else ''
    times += f'–{event.ends:%H:%M}' if event.ends is not None else ''
    where = ', '.join(filter(None, (event.place, event.address)))
    return f'{where}; {event.day.isoformat()}{times}, {event.zone}; {group.language}'


def review(base: Path, source: Path, asked: Asked = NOTHING) -> Review:
    """Return what taking a list over would do to content/groups/; nothing is written.

    Raises Rejected for a list that cannot be read at all, and where the groups that are there
    already, or the facts, are wrong.
    """
    files = inside.read_tree(base, 'content')
    languages, present = groups(files)
    opened = lists.opened(source, asked.encoding, asked.sheet)
    wanted = table.Asked(asked.settings, _told(asked), asked.let_go, asked.order)
    taken = {one.id for one in present}
    imported = table.read(opened, wanted, languages, present, taken, files)
    over = judging.past(imported.groups, clock.now())
    changes = {
        path: (files.get(path), schemas.announced(path, writing.to_yaml(one)))
        for one in imported.groups
        for path in [f'{reading.FOLDER}{one.id}.yaml']
    }
    return Review(
        opened.name,
        imported,
        ordered((*imported.findings, *over)),
        MappingProxyType(changes),
    )


def groups(files: Mapping[str, bytes]) -> tuple[tuple[str, ...], tuple[Group, ...]]:
    """Return the languages of a campaign and its groups.

    Raises Rejected where campaign.yaml or a group is wrong: nothing must bury that.
    """

    def parsed(path: str) -> tree.Node:
        return tree.parse(decoding.decode(files[path], path), path)

    report = Report()
    known = facts.read(parsed(facts.PATH), report)
    languages = known.languages if known is not None else ()
    found = reading.read(files, parsed, report, languages)
    if wrong := errors(report.findings):
        raise Rejected(wrong)
    return languages, found


def _told(asked: Asked) -> Mapping[str, str]:
    """Return headings by field. Raises Rejected LP840 for what says nothing."""
    told: dict[str, str] = {}
    for one in asked.columns:
        field, sign, heading = (part.strip() for part in one.partition('='))
        if not sign or not heading or field not in columns.FIELDS:
            raise Rejected(
                Finding(
                    Place(f'--column {field}'[:80]),
                    'LP840',
                    f'“{one[:80]}” does not say what a column is taken for',
                    'write FIELD=HEADING, such as name="Ortsgruppe"; the fields are '
                    + ', '.join(columns.FIELDS),
                ),
                Exit.USAGE,
            )
        told[field] = heading
    return told
