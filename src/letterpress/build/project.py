"""Read a project whole: content, layouts, typefaces; every finding of the three in one list.

And the print shops, which only whoever prints for one asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.build import freshness
from letterpress.findings import Finding, Rejected, errors, ordered
from letterpress.values import dataclass
from letterpress.world import clock, resources
from letterpress.world.files import inside

if TYPE_CHECKING:
    from letterpress.layout.brand.look import Look
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Campaign, Edition
    from letterpress.manuscript.print_shops import PrintShop


@dataclass(frozen=True)
class Sources:
    """The bytes of a project, by path relative to it."""

    content: Mapping[str, bytes]
    layouts: Mapping[str, bytes]
    fonts: Mapping[str, bytes]

    @property
    def all(self) -> dict[str, bytes]:
        """The three in one."""
        return {**self.content, **self.layouts, **self.fonts}


NOTHING = Sources({}, {}, {})


@dataclass(frozen=True)
class Project:
    """A project read and checked; `campaign` is None where its content is not sound."""

    sources: Sources
    campaign: Campaign | None
    editions: Mapping[str, Edition]
    layouts: tuple[Layout, ...]
    typefaces: tuple[str, ...]  # names of the families
    fonts: str  # hash of the typefaces
    findings: tuple[Finding, ...]
    look: Look

    @property
    def sound(self) -> bool:
        """Whether no finding is an error."""
        return self.campaign is not None and not errors(self.findings)


def judged(project: Project) -> Project:
    """Judge a sound project by the filing profiles of its bodies, too."""
    from letterpress.manuscript.filing import judgement

    if not project.sound or project.campaign is None:
        return project
    findings = (*project.findings, *judgement.judge(project.campaign))
    return replace(project, findings=ordered(findings))


def gather(base: Path) -> Sources:
    """Read the bytes of the project in this folder."""
    return Sources(
        inside.read_tree(base, 'content'),
        inside.read_house(base, 'layouts'),
        inside.read_house(base, 'fonts'),
    )


def prepare() -> None:
    """Import what reading shares with composing: worth doing before one of them is forked off."""
    from letterpress.layout import manifest
    from letterpress.layout.brand import look
    from letterpress.manuscript import edition
    from letterpress.press.typefaces import glyphs

    _ = manifest, look, edition, glyphs


def read(
    sources: Sources,
    release: bool = False,
    base: Path | None = None,
    editions: bool = True,
    told: Callable[[int], None] | None = None,
) -> Project:
    """Read and check a project.

    That is the manuscript, the layouts' manifests, the typefaces, and whether they can set it all.
    In the cache of `base`, where that is given, names that were compared with those who withdrew
    are remembered; `told` hears how many there are first, where they take seconds. Without
    `editions` nobody is sorted, which takes as long as all else.
    """
    from letterpress.layout import manifest
    from letterpress.layout.brand import look, roles
    from letterpress.layout.declared import own_phrases
    from letterpress.manuscript import edition
    from letterpress.press.typefaces import chosen, coverage, passages
    from letterpress.press.typefaces import manifest as typefaces

    layouts, layout_findings = manifest.discover(sources.layouts)
    campaign, findings = _manuscript(sources, manifest.press_texts_of(layouts), release, base, told)
    families, font_findings = typefaces.read(sources.fonts)
    brand = campaign.brand if campaign is not None else None
    families, unknown = chosen.dressed(families, brand)
    found = [*findings, *layout_findings, *font_findings, *unknown]
    made: dict[str, Edition] = {}
    spoken = campaign.facts.languages if campaign is not None else ()
    seen = replace(look.of(brand), stacks=chosen.stacks(families, spoken))
    if brand is not None:
        found += roles.judged(brand)
    if brand is not None and brand.logos:
        from letterpress.press.artwork import logos

        pictures, wrong = logos.read(brand, sources.content)
        found += wrong
        seen = replace(seen, logos=pictures)
    if campaign is not None and campaign.pictures:
        from letterpress.build.kits import brought

        found += brought.judged(campaign.pictures, sources.content)
    if campaign is not None and campaign.groups:
        from letterpress.build.kits import local

        posters = [one.name for one in layouts if one.groups and one.sizes and not one.of_screens]
        found += local.judged(campaign.groups, sources.content, posters)
    if campaign is not None:
        found += _unknown_layouts(campaign, [layout.name for layout in layouts], sources.content)
        layouts, said = own_phrases.read(layouts, campaign, sources.layouts)
        found += said
        if not errors(font_findings):  # else every letter that it should have set would be blamed
            files = {**sources.content, **sources.layouts}
            found += coverage.of(campaign, families, files, layouts)
            found += chosen.findings(families, brand, passages.passages(campaign))
        if editions and not errors(found):
            made = edition.editions(campaign)
    return Project(
        sources,
        campaign,
        made,
        layouts,
        tuple(dict.fromkeys(family.name for family in families)),
        freshness.fonts(sources.fonts),
        ordered(found),
        seen,
    )


def _manuscript(
    sources: Sources,
    press: Mapping[str, Collection[str]],
    release: bool,
    base: Path | None,
    told: Callable[[int], None] | None,
) -> tuple[Campaign | None, tuple[Finding, ...]]:
    from letterpress.build.cache import (
        compared,  # reads names: no need of a build with nothing to do
    )
    from letterpress.manuscript import reading

    now = clock.now() if release else None
    if base is None:
        return reading.read(sources.content, release=release, now=now, press=press)
    with compared.remembered(base, sources.content, told=told or compared.nobody) as marks:
        return reading.read(sources.content, release=release, now=now, marks=marks, press=press)


def _unknown_layouts(
    campaign: Campaign, known: Collection[str], content: Mapping[str, bytes]
) -> list[Finding]:
    """Return a finding (LP307) for each layout that campaign.yaml names and that is not there."""
    from letterpress.base import decoding
    from letterpress.base.nearest import did_you_mean
    from letterpress.manuscript import facts
    from letterpress.manuscript.yaml import tree

    unknown = [name for name in campaign.facts.layouts if name not in known]
    if not unknown:
        return []
    node = tree.parse(decoding.decode(content[facts.PATH], facts.PATH), facts.PATH)
    listed = node.get('layouts') if isinstance(node, tree.Mapping) else None
    places = {
        item.value: item.place
        for item in (listed.items if isinstance(listed, tree.Sequence) else ())
        if isinstance(item, tree.Scalar)
    }
    return [
        Finding(places[name], 'LP307', f'there is no layout “{name}”', did_you_mean(name, known))
        for name in unknown
    ]


def print_shop(slug: str, base: Path, content: Mapping[str, bytes]) -> PrintShop:
    """Return the shop of a name; `content` are the project's files.

    Raises Rejected: LP617 (exit 2) for a name that there is not, and what is wrong with the
    project's own shops.
    """
    from letterpress.manuscript import print_shops

    folder = print_shops.FOLDER
    own = {path: data for path, data in content.items() if path.startswith(folder)}
    house = (
        own
        if base == resources.root()
        else inside.read_tree(resources.root(), folder.rstrip('/'), own=False)
    )
    shops, wrong = print_shops.known(own, house)
    if errors(wrong):
        raise Rejected(wrong)
    return print_shops.named(slug, shops)
