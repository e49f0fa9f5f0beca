"""Make of a finished print what its order asks for: versions, files for print shops, larger sheets.

Nothing is laid out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from letterpress.base.colours import BLACK, WHITE, luminance, mixed
from letterpress.base.lengths import HOME, PAPERS
from letterpress.build.order import SMALL
from letterpress.findings import Rejected, errors
from letterpress.layout.declared import imposed, versions
from letterpress.layout.declared.versions import COLOUR
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.base.lengths import Size
    from letterpress.build.order import Finish
    from letterpress.build.stages.sheets import House
    from letterpress.build.workers.task import Here
    from letterpress.finishing.colour.paints import Paint
    from letterpress.layout.brand.look import Look
    from letterpress.layout.declared.versions import Treatment, Versions
    from letterpress.manuscript.brand import Brand

LARGE = 36.0  # points from which type is drawn as an outline: smaller, it would be two lines

# What is made of a print for one finish: the files, by name. A shop may want one for each ink.
Files = dict[str, bytes]


@dataclass(frozen=True)
class Recipe:
    """What is wanted of a print that was laid out on a sheet of this size.

    `names` are those of the files, by finish. `declared` is what its layout treats otherwise than
    the house, by version and role. `shops` are the digests of print shops by name; `slug` is
    printed beside a sheet with marks, in the face of this digest. `marked`: the logo of a local
    group stands on it.
    """

    names: Mapping[Finish, str]
    language: str
    size: Size
    declared: Versions | None = None
    brand: Brand | None = None
    shops: Mapping[str, str] = field(default_factory=dict)
    slug: str = ''
    face: str = ''
    fonts: str = ''  # digests of the files of fonts/ and of content/phrases/, for tiles
    phrases: str = ''
    marked: bool = False


def finished(here: Here, house: House, recipe: Recipe, proof: bytes) -> dict[Finish, Files]:
    """Return each document that is made of a proof. Raises Rejected for what cannot be coloured."""
    found = {
        finish: _made(here, house, recipe, finish, name, proof)
        for finish, name in recipe.names.items()
        if not finish.picture
    }
    for finish, name in recipe.names.items():
        if finish.picture:
            found[finish] = _pictured(here, house, recipe, name, proof)
    return found


def _made(
    here: Here, house: House, recipe: Recipe, finish: Finish, name: str, proof: bytes
) -> Files:
    made = proof
    if finish.sheet and not finish.imposed:
        from letterpress.finishing.imposition.scaling import scaled

        made = scaled(made, _long(PAPERS[finish.sheet]) / _long(recipe.size))
    if finish.shop:
        return _for_shop(here, recipe, finish, name, made)
    if recipe.declared is not None:
        version, seen = finish.version or COLOUR, house.seen(here)
        made = coloured(made, seen, recipe.declared, version, recipe.language, name, recipe.marked)
    if finish.tiles:
        return {name: _tiled(here, recipe, finish, name, made)}
    return {name: _imposed(made, finish, recipe.size) if finish.imposed else made}


def coloured(
    proof: bytes,
    seen: Look,
    declared: Versions,
    version: str,
    language: str,
    name: str = '',
    marked: bool = False,
) -> bytes:
    """Return a proof as a version has it; `marked` is the recipe's.

    Raises Rejected for what cannot be coloured.
    """
    from letterpress.finishing.colour.recolour import recoloured

    treated = versions.treatments(version, seen.colours, declared)
    paints = {colour: _paint(one) for colour, one in treated.items()}
    grey = version not in versions.COLOURED
    logo = marked or seen.beside or seen.logo(language)
    others = (_grey if grey else _kept) if logo else None
    return recoloured(proof, paints, name, others, 'grey' if grey else 'kept')


def _pictured(here: Here, house: House, recipe: Recipe, name: str, proof: bytes) -> Files:
    """Return the picture of a print in full colour, large and small."""
    from letterpress.finishing import pictures

    seen = house.seen(here)
    if recipe.declared is not None:
        proof = coloured(proof, seen, recipe.declared, COLOUR, recipe.language, name, recipe.marked)
    large, small = pictures.both(proof, seen.flats(recipe.language))
    return {name: large, f'{name.rpartition(".")[0]}.{SMALL}': small}


def _imposed(proof: bytes, finish: Finish, size: Size) -> bytes:
    """Place the pages of a proof on sheets of their paper, larger where that is another's."""
    from letterpress.finishing.imposition import schemes

    named = replace(size, name=finish.sheet or size.name)
    paper = imposed.paper(finish.imposed, named)
    assert paper is not None  # else its layout.yaml would have been refused
    return schemes.imposed(proof, finish.imposed, paper)


def _tiled(here: Here, recipe: Recipe, finish: Finish, name: str, print_: bytes) -> bytes:
    """Draw a print so much larger, across sheets for printers at home."""
    from letterpress.build.stages import tiling

    paper = recipe.size.name if recipe.size.name in HOME else HOME[0]
    wish = tiling.Wish(paper, scale=finish.tiles)
    fonts, phrases = (here.depot.value(one) for one in (recipe.fonts, recipe.phrases))
    made, _ = tiling.made(print_, name, wish, fonts, phrases)
    return made


def _kept(colour: str) -> Paint:
    """Return the paint of a logo's own colour."""
    from letterpress.finishing.colour.paints import Paint

    return Paint(colour)


def _grey(colour: str) -> Paint:
    """Return the paint of a logo's own colour where there is one ink."""
    from letterpress.finishing.colour.paints import Paint

    return Paint(mixed(WHITE, BLACK, 1 - luminance(colour)))


def _paint(treatment: Treatment) -> Paint:
    from letterpress.finishing.colour.paints import Line, Paint

    line = Line(treatment.line, treatment.width) if treatment.line else None
    return Paint(treatment.fill or None, line, small=LARGE)


def _for_shop(here: Here, recipe: Recipe, finish: Finish, name: str, print_: bytes) -> Files:
    from letterpress.finishing.colour.shop import judging
    from letterpress.finishing.colour.shop.file import shop_files

    shop = here.depot.value(recipe.shops[finish.shop])
    face = here.depot.value(recipe.face) if recipe.face else b''
    made = shop_files(print_, shop, recipe.brand, recipe.slug, face, name)
    stem = name.removesuffix('.pdf').removesuffix('.print-shop')
    files = {shop.file(stem, one.width, one.height, one.ink): one.data for one in made}
    found = [fault for name, data in files.items() for fault in judging.check(data, shop, name)]
    if wrong := errors(found):  # what the shop would send back is never made
        raise Rejected(wrong)
    return files


def _long(size: Size) -> float:
    """Return the longer side of a sheet, which may lie on it."""
    return max(size.width, size.height)
