"""Read a project whole: content, layouts, typefaces; every finding of the three in one list."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.base import decoding
from letterpress.findings import errors, Finding, ordered
from letterpress.build import freshness
from letterpress.world.files import workshop

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Campaign, Edition


@dataclass(frozen=True)
class Sources:
    """The bytes of a project, by path relative to it."""

    content: Mapping[str, bytes]
    layouts: Mapping[str, bytes]
    fonts: Mapping[str, bytes]

    @property
    def all(self) -> dict[str, bytes]:
        return {**self.content, **self.layouts, **self.fonts}


NOTHING = Sources({}, {}, {})


@dataclass(frozen=True)
class Project:
    """A project read and checked. `campaign` is None where the content could not be read to the end."""

    sources: Sources
    campaign: Campaign | None
    editions: Mapping[str, Edition]
    layouts: tuple[Layout, ...]
    typefaces: tuple[str, ...]      # names of the families
    fonts: str                      # hash of the typefaces
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether no finding is an error."""
        return self.campaign is not None and not errors(self.findings)


def judged(project: Project) -> Project:
    """Judge a sound project by the filing profiles of its bodies, too."""
    from letterpress.manuscript.filing import judgement
    if not project.sound or project.campaign is None:
        return project
    return replace(project, findings=ordered((*project.findings, *judgement.judge(project.campaign))))


def gather(base: Path) -> Sources:
    """Read the bytes of the project in this folder."""
    return Sources(workshop.read_tree(base, 'content'), workshop.read_house(base, 'layouts'),
                   workshop.read_house(base, 'fonts'))


def read(sources: Sources, release: bool = False, base: Path | None = None, editions: bool = True) -> Project:
    """Read and check a project: the manuscript, the layouts' manifests, the typefaces, and whether they can set it all.

    In the cache of `base`, where that is given, names that were compared with those who withdrew are remembered. Without
    `editions` nobody is sorted, which takes as long as all else.
    """
    from letterpress.layout import manifest
    from letterpress.manuscript import edition, reading
    from letterpress.build import compared         # reads names: nothing that a build with nothing to do needs
    from letterpress.press.typefaces import coverage, manifest as typefaces
    now = workshop.now() if release else None
    if base is None:
        campaign, findings = reading.read(sources.content, release=release, now=now)
    else:
        with compared.remembered(base, sources.content) as marks:
            campaign, findings = reading.read(sources.content, release=release, now=now, marks=marks)
    layouts, layout_findings = manifest.discover(sources.layouts)
    families, font_findings = typefaces.read(sources.fonts)
    found = [*findings, *layout_findings, *font_findings]
    if campaign is not None:
        found += _unknown_layouts(campaign, [layout.name for layout in layouts], sources.content)
    made = {}
    if campaign is not None:
        if not errors(font_findings):       # else every letter that the broken typeface should have set would be blamed
            found += coverage.of(campaign, families, sources.content)
        if editions and not errors(found):
            made = edition.editions(campaign)
    return Project(sources, campaign, made, layouts, tuple(family.name for family in families), freshness.fonts(sources.fonts), ordered(found))


def _unknown_layouts(campaign: Campaign, known: list[str], content: Mapping[str, bytes]) -> list[Finding]:
    """Return a finding (LP307) for each layout that campaign.yaml names and that is not there."""
    from letterpress.manuscript import facts
    from letterpress.manuscript.yaml import tree
    from letterpress.manuscript.yaml.scalars import did_you_mean
    unknown = [name for name in campaign.facts.layouts if name not in known]
    if not unknown:
        return []
    node = tree.parse(decoding.decode(content[facts.PATH], facts.PATH), facts.PATH)
    listed = node.get('layouts')
    places = {one.value: one.place for one in listed.items}
    return [Finding(places[name], 'LP307', f'there is no layout “{name}”', did_you_mean(name, known)) for name in unknown]
