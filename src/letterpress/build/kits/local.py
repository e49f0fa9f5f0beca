"""Local groups, judged by what more than their files knows: the clock, layouts, shops, logos."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from letterpress.build.kits import logos
from letterpress.findings import Finding, Place
from letterpress.manuscript import print_shops
from letterpress.manuscript.groups import judging, reading
from letterpress.manuscript.groups.model import PRINTERS, Group
from letterpress.world import clock, resources
from letterpress.world.files import inside


def judged(
    groups: Collection[Group], content: Mapping[str, bytes], layouts: Collection[str]
) -> list[Finding]:
    """Return what is to be said of groups; `layouts` are the names of those that they may have.

    Codes: LP826, LP830, LP831, and those of logos (kits/logos.py).
    """

    def place(group: Group, key: str, word: str) -> Place:
        return reading.place_of(content.get(group.place.path, b''), group, key, word)

    found = list(judging.past(groups, clock.now()))
    named = {way for one in groups for way in one.printers}.difference(PRINTERS)
    found += judging.unknown(groups, layouts, _shops(content) if named else (), place)
    found += logos.read_all([one.logo for one in groups if one.logo], content)[1]
    return found


def _shops(content: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the ids of the print shops of the project and of the house."""
    folder = Path(print_shops.FOLDER)
    house = inside.read_tree(resources.root(), folder.as_posix(), own=False)
    paths = sorted({path for path in (*content, *house) if Path(path).parent == folder})
    return tuple(Path(path).stem for path in paths if path.endswith('.yaml'))
