"""The print shops of a build: those of the project, and those that letterpress brings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.findings import Rejected, errors
from letterpress.world import resources
from letterpress.world.files import inside

if TYPE_CHECKING:
    from letterpress.manuscript.print_shops import PrintShop

STANDARD = 'standard'  # what most shops take: the file that the kit holds


def named(slug: str, base: Path, content: Mapping[str, bytes]) -> PrintShop:
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
