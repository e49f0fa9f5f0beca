"""Compose and print one document."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letterpress.build import order
from letterpress.build.stages import finishes
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.layout.declared import ways_out
from letterpress.layout.declared.versions import COLOUR
from letterpress.manuscript import brand, locales
from letterpress.values import dataclass
from letterpress.world import compiled, fonts

if TYPE_CHECKING:
    from letterpress.base.lengths import Size
    from letterpress.build.project import Project
    from letterpress.build.workers.depot import Depot
    from letterpress.build.workers.task import Here
    from letterpress.layout.brand.look import Look
    from letterpress.layout.composition import Composition, Options
    from letterpress.layout.declared.ways_out import Attempt
    from letterpress.layout.manifest import Layout
    from letterpress.press.ruler import Ruler

# What a printed sheet is: what to remember of it, its PDF (None where the cache has it), and the
# lines of type that were measured for it.
Printed = tuple[dict[str, Any], bytes | None, dict[str, str]]

_LETTERS = 'content/letter/'


@dataclass(frozen=True)
class House:
    """What the documents of a build have in common: large things by their digest in the depot."""

    layouts: str  # the files of layouts/ by path
    inks: str  # how long lines of type are that earlier builds measured
    typefaces: tuple[str, ...]  # names of families
    fonts: str  # the hash of all typefaces
    look: str  # how the campaign looks

    @classmethod
    def of(cls, depot: Depot, project: Project, inks: Mapping[str, str]) -> House:
        """Put what a project's documents have in common into the depot."""
        return cls(
            depot.keep(dict(project.sources.layouts)),
            depot.keep(dict(inks)),
            project.typefaces,
            project.fonts,
            depot.keep(project.look),
        )

    @property
    def needs(self) -> tuple[str, ...]:
        """The digests of what every document needs."""
        return self.layouts, self.inks, self.look

    def ruler(self, here: Here) -> Ruler:
        """Return this process's ruler, which remembers what it measured for earlier documents."""
        from letterpress.press.ruler import Ruler

        def make() -> Ruler:
            return Ruler(dict(here.depot.value(self.inks)))

        ruler: Ruler = here.depot.derived(('ruler', self.inks, self.fonts), make)
        return ruler

    def seen(self, here: Here) -> Look:
        """Return how the campaign looks."""
        look: Look = here.depot.value(self.look)
        return look

    def files(self, here: Here) -> Mapping[str, bytes]:
        """Return the files of layouts/ by path."""
        files: Mapping[str, bytes] = here.depot.value(self.layouts)
        return files


@dataclass(frozen=True)
class Recipe:
    """One document to make: an edition (by digest) in a layout at a size."""

    edition: str
    layout: Layout
    size: Size
    options: Options
    faces: str = ''  # digest of the files of fonts/ by path, where it is a page for the browser
    known: str = ''  # digest of the keys of proofs that are there already; '': print it anyway
    beside: str = ''  # digest of the logo that stands beside the campaign's, '' for none


def load(folders: tuple[Path, ...], cache: Path) -> None:
    """Import WeasyPrint and what composes for it, and open the typefaces in these folders.

    Processes forked after this inherit it all. Raises Rejected, with exit code 3 where a native
    library is not there.
    """
    if sys.flags.optimize:
        raise Rejected(
            Finding(
                Place(),
                'LP718',
                'Python leaves out assertions here (PYTHONOPTIMIZE or -O)',
                'unset PYTHONOPTIMIZE: WeasyPrint works in its assertions and sets pages wrongly '
                'without',
            )
        )
    from letterpress.press.typefaces import manifest

    fonts.use(fonts.fitted(folders, cache, manifest.fitted), cache)
    try:
        from letterpress.press.reaches import quick_import

        quick_import.load()
        from letterpress.layout import compose, environment  # noqa: F401  for those forked later
        from letterpress.press import engine, ruler  # noqa: F401  for those forked later
    except OSError as error:  # a native library that is not there or does not load
        from letterpress.world import libraries

        raise Rejected(libraries.unloadable(str(error)), Exit.MISSING) from None
    environment.remember(compiled)
    engine.warm()


def warm(content: Collection[str], layouts: Mapping[str, bytes]) -> Iterator[None]:
    """Do ahead, a little at a time, what each worker would do anew: for who has to wait anyway.

    content: paths of the project's texts; layouts: files of layouts/ by path, only the house's own.
    What most documents need comes first; where words may be broken is known of an earlier build,
    but for those that are new. Nothing is said of what is wrong. After `load`.
    """
    yield from _warm_layouts(brand.PATH in content, layouts)
    from letterpress.press import engine

    for path in sorted(content):
        if path.startswith(_LETTERS) and path.endswith('.md'):
            language = path[len(_LETTERS) : -len('.md')]
            engine.warm_for(language)
            with suppress(ValueError):  # no language's name
                locales.plural(1, language)
            yield


def _warm_layouts(branded: bool, layouts: Mapping[str, bytes]) -> Iterator[None]:
    from letterpress.layout import compose, environment, manifest
    from letterpress.layout.brand import look
    from letterpress.press import engine

    found, _ = manifest.discover(layouts)
    with suppress(Rejected):  # whoever composes says what is wrong
        if layouts and not branded:  # else it has another look
            engine.warm_with(compose.stylesheet(layouts))
            yield
        for layout in found:
            environment.prepare(layouts, layout.name)
            yield
            if layout.sizes and not branded and not layout.browser:
                # as the page has it, on lines of its own
                engine.warm_with(
                    f'\n{compose.stylesheet(layouts, layout, look.printed(layout, look.HOUSE))}\n'
                )
                yield


def printed(here: Here, house: House, recipe: Recipe) -> Printed:
    """Compose and print a document, on a way out where its text does not fit.

    Raises Rejected with every finding that is an error; where no way held the text, with those of
    the last one.
    """
    ruler = house.ruler(here)
    measured = set(ruler.dump())
    note, pdf = ways_out.first(
        recipe.layout,
        recipe.size,
        lambda attempt, wrong: _attempted(here, house, recipe, attempt, wrong),
    )
    inks = {line: ink for line, ink in ruler.dump().items() if line not in measured}
    return note, pdf, inks


def _attempted(
    here: Here, house: House, recipe: Recipe, attempt: Attempt, wrong: Sequence[Finding]
) -> tuple[dict[str, Any], bytes | None]:
    """Return what to remember of a sheet, and its PDF where the cache has none.

    `wrong` is what was found of it as it is drawn, where this is a way out.
    """
    from letterpress.finishing import pictures
    from letterpress.layout.compose import compose
    from letterpress.press import engine

    files, look = house.files(here), house.seen(here)
    if recipe.beside:
        look = replace(look, beside=here.depot.value(recipe.beside))
    edition = here.depot.value(recipe.edition)
    composition = compose(
        edition,
        attempt.layout,
        attempt.size,
        house.ruler(here),
        recipe.options,
        files,
        look,
    )
    said = composition.said
    if wrong:
        suffix = 'html' if attempt.layout.browser else 'pdf'
        name = f'{composition.stem}.{composition.language}.{suffix}'
        said = (*said, ways_out.told(name, attempt, wrong))
    key = order.proof_key(composition.key(), house.fonts, said)
    if pixels := attempt.layout.pictures.get(attempt.size.name, 0):
        key = order.picture_key(key, pixels)
    if recipe.known and key in here.depot.value(recipe.known):
        return {'key': key}, None
    if attempt.layout.browser:
        from letterpress.layout import faces
        from letterpress.press import browser

        own = faces.faces(composition.language, house.seen(here).stacks)
        fonts_of = here.depot.value(recipe.faces)
        page = browser.page(composition, own.wood.family, fonts_of)
        return _note(key, composition, 1, said), page
    proof = engine.render(composition, files, house.typefaces)
    note = _note(key, composition, proof.pages, (*said, *proof.findings))
    if not pixels:
        return note, proof.pdf
    seen, declared = house.seen(here), attempt.layout.versions
    pdf = proof.pdf
    if declared is not None:
        marked = bool(recipe.beside)
        pdf = finishes.coloured(pdf, seen, declared, COLOUR, composition.language, marked=marked)
    return note, pictures.png(pdf, pixels, look.flats(composition.language))


def _note(
    key: str, composition: Composition, pages: int, said: Sequence[Finding]
) -> dict[str, Any]:
    return {
        'key': key,
        'title': composition.title,
        'pages': pages,
        'paper': composition.size.name,
        'findings': [finding.plain() for finding in said],
    }
