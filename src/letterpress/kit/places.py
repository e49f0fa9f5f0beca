"""Where a file lies in the kit: a folder a language, and in it one for each use.

Which one follows from what a layout declares, never from its name. What is sealed lies at the top:
it is what the campaign is about. Texts of the press lie in `texts`, pictures for screens in
`pictures`, everything else in a folder of the name of its shelf.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from letterpress.base.lengths import HOME
from letterpress.layout.declared.versions import PRINT_SHOP, VERSIONS

if TYPE_CHECKING:
    from letterpress.kit.artifact import Artifact
    from letterpress.layout.manifest import Layout

TOP, TEXTS, POSTERS, PICTURES = '', 'texts', 'posters', 'pictures'
_SHELVES = {'documents': TEXTS, 'texts': TEXTS}  # the headings whose documents are read
SCREEN = ('.png', '.webp', '.jpg', '.svg')  # the endings of pictures


def folder(layout: Layout, name: str) -> str:
    """Return the folder for a file that is made of this layout; '' for the language's own."""
    if PurePosixPath(name).suffix in SCREEN:
        return PICTURES
    if layout.seal or layout.shelf is None:
        return TOP
    return _SHELVES.get(layout.shelf.heading, layout.shelf.heading)


def packed_only(artifact: Artifact) -> bool:
    """Tell whether a file lies in a ZIP alone.

    A print shop's holds a profile of a hundred kilobytes, and nobody opens it on a page. Of a
    poster on paper for printers at home there is a picture of every colour, and one version lies
    beside the pages: the one that people get first.
    """
    return artifact.version == PRINT_SHOP or (
        artifact.paper in HOME and artifact.version in VERSIONS[1:]
    )


def path(language: str, inside: str, name: str) -> str:
    """Return the path in the kit of a language's file in one of its folders."""
    return '/'.join(filter(None, (language, inside, name)))
