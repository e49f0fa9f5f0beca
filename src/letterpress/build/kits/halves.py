"""The kits of a project: one, or under an embargo the one that says so and the one that does not.

Both have every document in common that says nothing of an embargo.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from letterpress.build.kits import where
from letterpress.values import dataclass
from letterpress.world.files import tokens

if TYPE_CHECKING:
    from letterpress.build.presswork.left_out import LeftOut
    from letterpress.build.project import Project
    from letterpress.kit.artifact import Artifact

MARK = 'embargoed'  # in the names of documents that say so, and lie beside those that do not


@dataclass(frozen=True)
class Half:
    """A kit to make: its folder below build/, and the project as it speaks in it."""

    folder: str
    project: Project
    embargoed: bool = False

    def documents(self, made: Sequence[Artifact]) -> list[Artifact]:
        """Return those documents of a build that belong into this kit, by their names in it."""
        twice = {one.name for one in self.project.layouts if one.tells_embargo}
        return [
            replace(one, path=plain(one.path)) if marked(one.path) else one
            for one in made
            if marked(one.path) == self.embargoed or one.kind not in twice
        ]

    def left_out(self, lacking: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
        """Return those sheets that this kit lacks."""
        return tuple(one for one in lacking if one.embargoed in (None, self.embargoed))


def halves(project: Project, base: Path, kit: bool) -> tuple[Half, ...]:
    """Return the kits of a project, the one for everybody last.

    With `kit` they are to be written: the token of the embargoed one is made where there is none.
    Raises Rejected as `tokens.token`.
    """
    assert project.campaign is not None
    if project.campaign.facts.embargo is None:
        return (Half(where.KIT, project),)
    folder = where.embargoed(tokens.token(base)) if kit else ''
    return Half(folder, project, True), Half(where.RELEASED, released(project))


def released(project: Project) -> Project:
    """Return the project as it speaks once its embargo is over: as if there had been none."""
    assert project.campaign is not None
    facts = replace(project.campaign.facts, embargo=None)
    editions = {
        language: replace(one, facts=replace(one.facts, embargo=None))
        for language, one in project.editions.items()
    }
    return replace(project, campaign=replace(project.campaign, facts=facts), editions=editions)


def folders(kits: Collection[Half]) -> tuple[str, ...]:
    """Return their folders below build/."""
    return tuple(one.folder for one in kits)


def marked(path: str) -> bool:
    """Tell whether a document's name says that it is embargoed."""
    return f'.{MARK}.' in PurePosixPath(path).name


def plain(path: str) -> str:
    """Return the path of a document without the mark in its name."""
    folder, slash, name = path.rpartition('/')
    return f'{folder}{slash}{name.replace(f".{MARK}.", ".", 1)}'
