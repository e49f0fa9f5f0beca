"""Phrases: every word that layouts print, their placeholders, their plurals.

A phrase is a text with `{name}` placeholders, or, where it counts, a mapping of CLDR plural
categories to such texts. `say` fills one; `placeholders` and `fill` serve poster and press texts
too. `{who}` says by whom the letter is signed, each kind with its number: "147 organisations and 90
persons". What every letter says in the same words, and few need at all, stands in phrases.toml for
the languages that ship; a campaign's own file may say it otherwise.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources

from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript import locales
from letterpress.manuscript.model import Edition, PhraseValue

# What `categories` answers for the languages that ship: asking CLDR costs a tenth of a second, at
# every check. A test holds this table to CLDR.
_USED = dict.fromkeys(('en', 'fr', 'es', 'de', 'it', 'el', 'bg'), ('one', 'other')) | {
    'ar': ('zero', 'one', 'two', 'few', 'many', 'other')
}

_PLACEHOLDER = re.compile(r'\{([A-Za-z_][A-Za-z0-9_]*)\}')


KINDS = {
    'organisation': 'filing.organisations',
    'person': 'filing.persons',
}  # the phrases that count them


@cache
def _common() -> Mapping[str, Mapping[str, PhraseValue]]:
    text = (
        resources.files('letterpress')
        .joinpath('manuscript/text/phrases.toml')
        .read_text(encoding='utf-8')
    )
    return tomllib.loads(text)


def common(language: str) -> Mapping[str, PhraseValue]:
    """Return the phrases that a campaign need not write: those of a language that ships."""
    return _common().get(language, {})


def common_keys() -> tuple[str, ...]:
    """Return the keys of `common`."""
    return tuple(_common()['en'])


def path_of(language: str) -> str:
    """Return where the phrases of a language stand in a project."""
    return f'content/phrases/{language}.yaml'


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the placeholders in a text."""
    return frozenset(_PLACEHOLDER.findall(text))


def has_loose_braces(text: str) -> bool:
    """Tell whether a brace stands in a text that belongs to no placeholder."""
    rest = _PLACEHOLDER.sub('', text)
    return '{' in rest or '}' in rest


def texts(value: PhraseValue) -> tuple[str, ...]:
    """Return the text of a phrase, or those of all its plural categories."""
    return (value,) if isinstance(value, str) else tuple(value.values())


def categories(language: str) -> tuple[str, ...]:
    """Return the plural categories that a language uses for counts up to 200, in CLDR's order.

    Not all that CLDR lists: French, Spanish and Italian have `many` for whole millions only, which
    no roll reaches.
    """
    return _USED.get(language) or counted(language)


@cache
def counted(language: str) -> tuple[str, ...]:
    """Return the same from CLDR itself."""
    used = {locales.plural(n, language) for n in range(201)} | {'other'}
    return tuple(name for name in locales.categories(language) if name in used)


def fill(text: str, values: Mapping[str, str | int], language: str) -> str:
    """Put values in place of placeholders, numbers in the digits of the language.

    Raises KeyError where one lacks.
    """

    def value_of(match: re.Match[str]) -> str:
        value = values[match[1]]
        return locales.number(value, language) if isinstance(value, int) else str(value)

    return _PLACEHOLDER.sub(value_of, text)


def who(phrases: Mapping[str, PhraseValue], language: str, numbers: Mapping[str, int]) -> str:
    """Return the numbers of each kind (by KINDS) in one phrase: '147 organisations and 90 persons'.

    A kind that nobody is of is not said.

    Raises Rejected LP161 as `say`.
    """
    due = [kind for kind in KINDS if numbers[kind]] or list(KINDS)[:1]
    return locales.listing(
        [_said(phrases, language, KINDS[kind], {'count': numbers[kind]}) for kind in due], language
    )


def say(edition: Edition, key: str, **values: str | int) -> str:
    """Return a phrase of the edition's language, filled.

    The value of `count` chooses the plural, {who} is all who signed.

    Raises Rejected: LP161 where the language has no such phrase, LP179 where the caller gives no
    value for one of its placeholders; both at the file of phrases (whoever calls knows better where
    the call stands).
    """
    if 'who' not in values and any('{who}' in text for text in texts(edition.phrases.get(key, ''))):
        values['who'] = who(edition.phrases, edition.language, edition.counts.by_kind)
    return _said(edition.phrases, edition.language, key, values)


def _said(
    known: Mapping[str, PhraseValue], language: str, key: str, values: Mapping[str, str | int]
) -> str:
    phrase = known.get(key)
    place = Place(path_of(language))
    if phrase is None:
        raise Rejected(missing(place, key, known))
    try:
        if not isinstance(phrase, str):
            phrase = phrase.get(locales.plural(int(values['count']), language), phrase['other'])
        return fill(phrase, values, language)
    except KeyError as error:
        name = error.args[0]
        raise Rejected(
            Finding(
                place,
                'LP179',
                f'the phrase {key} has a placeholder {{{name}}}, and the layout gives '
                'no value for it',
                f"write say('{key}', {name}=…) in the layout",
            )
        ) from None


def missing(place: Place, key: str, known: Iterable[str]) -> Finding:
    """Return the finding for a phrase that a file does not have."""
    from letterpress.base.nearest import near

    closest = near(key, known)
    return Finding(
        place,
        'LP161',
        f'the phrase {key} is missing',
        f'add a line "{key}: …"' + (f'; did you mean {closest}?' if closest else ''),
    )


def check(value: PhraseValue, key: str, place: Place, language: str) -> Iterator[Finding]:
    """Find what is wrong with one phrase by itself.

    Loose braces (LP176), wrong plural categories (LP164).
    """
    if any(map(has_loose_braces, texts(value))):
        yield loose_brace(place, f'the phrase {key}')
    if isinstance(value, str):
        return
    due = categories(language)
    lacking = [name for name in due if name not in value]
    extra = [name for name in value if name not in due]
    surplus = [name for name in extra if name not in locales.categories(language)]
    if lacking:
        yield Finding(
            place,
            'LP164',
            f'the phrase {key} lacks the plural {"forms" if len(lacking) > 1 else "form"} '
            f'{", ".join(lacking)}',
            f'{language} counts with: {", ".join(due)}',
        )
    if surplus:
        yield Finding(
            place,
            'LP164',
            f'the phrase {key} has the plural {"forms" if len(surplus) > 1 else "form"} '
            f'{", ".join(surplus)}, which {language} does not use',
            f'{language} counts with: {", ".join(due)}',
        )


def loose_brace(place: Place, what: str) -> Finding:
    """Return the finding for a brace that is no part of a placeholder."""
    return Finding(
        place,
        'LP176',
        f'{what} has a brace that is no part of a placeholder',
        'write placeholders as {name}: letters, digits and underscores, without blanks',
    )
