"""The faces that a brand chooses: put before the house's, and what they cannot do is said.

A family of the campaign's own comes first for its role; letters that it lacks are taken from the
next that has them, as always. Nothing of that happens without a word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding, Place
from letterpress.layout.faces import Stacks
from letterpress.manuscript import locales
from letterpress.manuscript.brand import Brand
from letterpress.press.typefaces import coverage
from letterpress.press.typefaces.manifest import ROLES, Family, css_list, stack_for
from letterpress.press.typefaces.passages import Passage

HOUSE = 'LP '  # the house's own families begin so
FIRST = -1000  # rank of the first family that a brand names: before any that a family.yaml gives
ROLE_OF = {'display': 'wood', 'text': 'book'}
_NAMES = {'wood': 'headlines', 'book': 'reading type'}
_UPRIGHT = frozenset({'Latn', 'Grek', 'Cyrl'})  # scripts in which emphasis is italic
_SHOWN = 6
_BOLD, _BLACK = 600, 700  # the least weight of what is bold in text, and of headlines


def dressed(
    families: Sequence[Family], brand: Brand | None
) -> tuple[tuple[Family, ...], tuple[Finding, ...]]:
    """Return the families as the brand ranks them, and the folders that are not there (LP313).

    A family that was made for the other role stays in that one, too.
    """
    made, found = list(families), []
    for key, folders in _chosen(brand):
        role = ROLE_OF[key]
        for number, folder in enumerate(folders):
            own = [one for one in families if one.folder == folder]
            if not own:
                found.append(_unknown(brand, key, folder, families))
            for family in own:
                if family.role == role:
                    made.remove(family)
                made.append(replace(family, role=role, rank=FIRST + number, cut_of=''))
    return tuple(made), tuple(found)


def _chosen(brand: Brand | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    if brand is not None:
        yield 'display', brand.display
        yield 'text', brand.text


def _unknown(brand: Brand | None, key: str, folder: str, families: Iterable[Family]) -> Finding:
    known = sorted({family.folder for family in families})
    return Finding(
        brand.where(key) if brand else Place(),
        'LP313',
        f'there is no typeface in fonts/{folder}/',
        f'{did_you_mean(folder, known)}; files become one by letterpress fonts add FILE…',
    )


def stacks(families: Iterable[Family], languages: Iterable[str] = ()) -> Mapping[str, Stacks]:
    """Return the stacks by which stylesheets and the ruler set either direction.

    And, by its code, those of each language that is set in others, for its script is another.
    """
    families = tuple(families)
    latin = css_list(one for one in stack_for(families, 'en', 'book') if not one.from_the_right)
    names = css_list(stack_for(families, 'en', 'wood'))

    def of(language: str) -> Stacks:
        book, wood = (css_list(stack_for(families, language, role)) for role in ROLES)
        return Stacks(book, wood, latin, names, cuts_of(families, wood))

    made = {'ltr': of('en'), 'rtl': of('ar')}
    for language in languages:
        own = of(language)
        if own != made[locales.direction(language)]:
            made[language] = own
    return MappingProxyType(made)


def cuts_of(families: Iterable[Family], stack: str) -> tuple[str, ...]:
    """Return the wider cuts of the first family of a stack, as CSS names them, by rank."""
    first = stack.partition(',')[0]
    wider = (
        family for family in families if css_list([replace(family, name=family.cut_of)]) == first
    )
    return tuple(css_list([family]) for family in sorted(wider, key=lambda family: family.rank))


# ---- what they cannot do -------------------------------------------------------------------------


def findings(
    families: Sequence[Family], brand: Brand | None, passages: Iterable[Passage]
) -> Iterator[Finding]:
    """Find what the campaign's own faces do not set (LP314, LP315), and styles they lack (LP316).

    `families` are those that `dressed` gave.
    """
    own = [family for family in families if not (family.name.startswith(HOUSE) or family.cut_of)]
    if not own:
        return
    texts = list(passages)
    yield from _idle(families, own, brand, texts)
    chosen = [(key, folders) for key, folders in _chosen(brand) if folders]
    if brand is None:
        return
    for key, folders in chosen:
        mine = [one for one in families if one.folder in folders and one.role == ROLE_OF[key]]
        if mine:
            yield from _fallen(brand, key, families, mine, texts)
            yield from _styles(brand, key, mine[0])


def _fallen(
    brand: Brand,
    key: str,
    families: Sequence[Family],
    mine: Sequence[Family],
    texts: Iterable[Passage],
) -> Iterator[Finding]:
    """Find letters of the texts that the chosen families lack, and say who sets them.

    And languages that are set in other families altogether, for these have not their script.
    """
    role = ROLE_OF[key]
    languages = sorted({text.lang for text in texts if role in text.roles})
    first = {one: stack_for(families, one, role)[0] for one in languages}
    others = {one: family for one, family in first.items() if family not in mine}
    hint = (
        'nothing need be done; a face of your own for them is named behind it: '
        f'{key}: [{", ".join(dict.fromkeys(one.folder for one in mine))}, another]'
    )
    if others:
        named = dict.fromkeys(family.name for family in others.values())
        yield Finding(
            brand.where(key),
            'LP314',
            f'{mine[0].name} was not made for the script of {", ".join(others)}: '
            f'their texts are set in {" and ".join(named)}',
            hint,
        )
    has = frozenset().union(*map(coverage.letters, mine))
    lacking: dict[str, set[str]] = {}
    for text in texts:
        if role in text.roles and text.lang not in others and not has.issuperset(text.text):
            letters = {c for c in text.text if c not in has and unicodedata.category(c)[0] in 'LN'}
            if letters:
                lacking.setdefault(text.lang, set()).update(letters)
    if not lacking:
        return
    missing = sorted(set().union(*lacking.values()))
    stack = [one for one in families if one.role == role and not one.cut_of and one not in mine]
    stack.sort(key=lambda one: (one.rank, one.name))
    sets: dict[str, None] = {}
    for letter in missing:
        name = next((one.name for one in stack if letter in coverage.letters(one)), '')
        if name:
            sets[name] = None
    shown = ' '.join(missing[:_SHOWN]) + (' …' if len(missing) > _SHOWN else '')
    yield Finding(
        brand.where(key),
        'LP314',
        f'{mine[0].name} has not all letters of {", ".join(sorted(lacking))} ({shown}): '
        f'they are set in {" and ".join(sets) or "no typeface"}',
        hint,
    )


def _idle(
    families: Sequence[Family], own: Iterable[Family], brand: Brand | None, texts: Iterable[Passage]
) -> Iterator[Finding]:
    """Find families that set no letter of the texts, because others come before them.

    Of those that the brand names it is asked whether they could ever set one.
    """
    used: dict[tuple[str, str], set[str]] = {}
    for text in texts:
        for role in text.roles:
            used.setdefault((text.lang, role), set()).update(text.text)
    named = {folder for _, folders in _chosen(brand) for folder in folders}
    by_name: dict[str, list[bool]] = {}
    where: dict[str, tuple[Family, str]] = {}
    for family in own:
        asked = {lang: coverage.letters(family) for lang in ('en', 'ar')}
        if family.folder not in named:
            asked = {
                lang: coverage.letters(family) & letters
                for (lang, role), letters in used.items()
                if role == family.role
            }
        idle = all(
            letters <= frozenset().union(*map(coverage.letters, _before(families, lang, family)))
            for lang, letters in asked.items()
        )
        first = stack_for(families, 'en', family.role)[0].name
        by_name.setdefault(family.name, []).append(idle)
        where[family.name] = family, first
    for name, idles in by_name.items():
        if all(idles):
            family, first = where[name]
            key = 'display' if family.role == 'wood' else 'text'
            yield Finding(
                family.place,
                'LP315',
                f'nothing is set in {name}: {first} comes before it and has its letters',
                f'write into content/brand.yaml: faces: {{{key}: {family.folder}}}, or delete '
                f'fonts/{family.folder}',
            )


def _before(families: Sequence[Family], lang: str, family: Family) -> tuple[Family, ...]:
    """Return the families that a text tries before this one."""
    stack = stack_for(families, lang, family.role)
    return stack[: stack.index(family)]


def _styles(brand: Brand, key: str, family: Family) -> Iterator[Finding]:
    """Find the styles that layouts ask for and a family does not have."""
    printed = family.faces
    weights = sorted({face.weight for face in printed if not face.italic})
    if key == 'display':
        if not weights or weights[-1] < _BLACK:
            heaviest = weights[-1] if weights else printed[0].weight
            yield _lacks(brand, key, family, 'bold', f'headlines are set in weight {heaviest}')
        return
    if not weights or weights[-1] < _BOLD:
        yield _lacks(brand, key, family, 'bold', 'what is strong does not stand out')
    if _UPRIGHT & set(family.scripts) and not any(face.italic for face in printed):
        yield _lacks(brand, key, family, 'italic', 'emphasis does not stand out')


def _lacks(brand: Brand, key: str, family: Family, style: str, then: str) -> Finding:
    return Finding(
        brand.where(key),
        'LP316',
        f'{family.name} has no {style} style: {then}',
        f'add the file of its {style} style: letterpress fonts add FILE --folder {family.folder}',
    )
