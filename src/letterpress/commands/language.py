"""A language more for a letter: its files, what waits in them, what it needs besides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from letterpress.base import decoding
from letterpress.commands import init
from letterpress.findings import Place
from letterpress.manuscript import facts, locales, schemas
from letterpress.manuscript.drafting import handover, waiting
from letterpress.manuscript.text import phrases
from letterpress.manuscript.yaml import tree
from letterpress.values import dataclass
from letterpress.world import resources
from letterpress.world.files import inside, lock, writing


@dataclass(frozen=True)
class Added:
    """What was written, the texts in it that wait, and what the language needs besides."""

    paths: tuple[str, ...]
    waiting: tuple[Place, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """A language of a letter, and its texts that wait; `source`: the letter is written in it."""

    code: str
    source: bool
    waiting: tuple[Place, ...]


def add(base: Path, code: str) -> Added:
    """Add a language to the letter in this folder: files with every text that waits marked.

    Nothing that is there is overwritten, and campaign.yaml gains lines only. Raises Rejected: LP743
    the language is there, LP744 campaign.yaml cannot be added to.
    """
    with lock.locked(base / 'build'):
        content = inside.read_tree(base, 'content')
        house = inside.read_tree(resources.root(), 'content', own=False)
        made = handover.files(code, content, handover.Brought(init.scaffold(), house))
        announces = (base / schemas.FOLDER).is_dir()
        for path, data in sorted(made.items(), key=lambda item: item[0] == facts.PATH):
            # campaign.yaml last: a run that is killed leaves files of no language, no harm done
            new = path not in content and announces
            writing.write(base / path, schemas.announced(path, data) if new else data)
    after = {**content, **made}
    needs = () if code in locales.SUPPORTED else tuple(_needs(base, code))
    node = _campaign(after)
    waits = waiting.places(after, node, code, facts.source_language(node))
    return Added(tuple(sorted(made)), waits, needs)


def listed(base: Path) -> tuple[Listed, ...]:
    """Return the languages of the letter in this folder, in the order of campaign.yaml."""
    content = inside.read_tree(base, 'content')
    node = _campaign(content)
    source = facts.source_language(node)
    found = node.get('languages') if isinstance(node, tree.Mapping) else None
    codes = [
        item.value
        for item in (found.items if isinstance(found, tree.Sequence) else ())
        if isinstance(item, tree.Scalar)
    ]
    return tuple(
        Listed(
            code,
            code == source,
            () if code == source else waiting.places(content, node, code, source),
        )
        for code in codes
    )


def _campaign(content: dict[str, bytes]) -> tree.Node:
    return tree.parse(decoding.decode(content[facts.PATH], facts.PATH), facts.PATH)


def _needs(base: Path, code: str) -> Iterator[str]:
    """Say what a language needs that letterpress does not bring, a sentence each."""
    from letterpress.press.typefaces import coverage
    from letterpress.press.typefaces import manifest as typefaces

    yield (
        'every phrase that is printed is yours to translate, once for all letters: '
        f'{phrases.path_of(code)}'
    )
    yield f'it counts with the plural forms {", ".join(phrases.categories(code))} (CLDR)'
    families, _ = typefaces.read(inside.read_house(base, 'fonts'))
    lacking = {
        character
        for role in typefaces.ROLES
        for gap in coverage.uncovered(
            locales.sample(code), typefaces.stack_for(families, code, role), code
        )
        for character in gap.missing or gap.cluster
    }
    if lacking:
        shown = ' '.join(sorted(lacking)[:12]) + (' …' if len(lacking) > 12 else '')
        yield (
            f'the typefaces lack {len(lacking)} of its letters: {shown}; put a family that has '
            'them into fonts/'
        )
    else:
        yield 'the typefaces have its letters'
