"""Parity: a translation says as much as its source, and of the same source.

What can be compared without knowing the language: paragraphs, stressed words, numbers, names, the
hash of the source that the translator worked from; of phrases and posters the keys, placeholders
and plural forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from letterpress.base.nearest import did_you_mean, near
from letterpress.findings import Finding, Place
from letterpress.manuscript.model import Block, Letter, PhraseValue, PosterTexts, spread
from letterpress.manuscript.text import phrases, unwritten
from letterpress.manuscript.text.posters import LOCAL

_NAMES = {
    'paragraph': 'a paragraph',
    'heading': 'a heading',
    'item': 'a list entry',
    'quote': 'a quotation',
    'cell': 'a cell of a table',
    'note': 'a note',
}
_COUNTED = {  # kinds of blocks, and what their number is of
    ('paragraph', 'heading', 'quote'): 'paragraphs',
    ('item',): 'list entries',
    ('cell',): 'cells of tables',
    ('note',): 'notes',
}

# ---- the letter ----------------------------------------------------------------------------------


def letter(
    translation: Letter,
    source: Letter,
    names: Sequence[str] | None,
    foreign: Sequence[str],
    release: bool,
) -> Iterator[Finding]:
    """Compare a translated letter with its source.

    `names` must stand in it as they are (LP169); where the source declares none (None), its words
    in capitals are taken for names and only warned of (LP178). `foreign` words of the source must
    stand in it too. Codes: LP165 to LP171, LP175, LP178.
    """
    if translation.status == 'source':
        yield Finding(
            translation.place,
            'LP175',
            f'the letter in {translation.language} calls itself the source, which is the one in '
            f'{source.language}',
            'write status: unofficial, reviewed or adopted',
        )
    yield from _fresh(translation, source, release)
    here, there = spread(translation.blocks), spread(source.blocks)
    if list(map(_form, here)) != list(map(_form, there)) and any(
        unwritten.is_scaffold(block.text) for block in there
    ):
        path = f'content/letter/{source.language}.md'
        yield Finding(
            translation.place,
            'LP165',
            f'this translates another letter than {path}, where stands what letterpress init wrote',
            f'write it first, or take it over: letterpress letter import FILE --lang '
            f'{source.language}',
        )
    elif len(here) != len(there):
        for differs in _differing(here, there):
            yield Finding(
                translation.place,
                'LP165',
                f'the number of {differs} in the source',
                f'compare it with content/letter/{source.language}.md: an empty line separates two '
                'paragraphs',
            )
    else:
        for ours, theirs in zip(here, there, strict=True):
            yield from _block(ours, theirs)
    text = '\n'.join((translation.title, *(block.text for block in here)))
    for name in (*foreign, *(capitals(source) if names is None else names)):
        if name not in text:
            sure = names is not None or name in foreign
            yield Finding(
                translation.place,
                'LP169' if sure else 'LP178',
                f'{name} does not stand in the translation',
                'keep the name as the source writes it'
                if sure
                else f'keep it if it is a name; list the names to keep as names: […] in '
                f'content/letter/{source.language}.md, and only those are looked for',
            )


def capitals(source: Letter) -> tuple[str, ...]:
    """Return the words of five letters and more that stand in capitals: most likely names."""
    words = ' '.join(block.text for block in spread(source.blocks))
    found = re.findall(r'\b[^\W\d_]{5,}\b', words)
    return tuple(dict.fromkeys(word for word in found if word.isupper()))


def _fresh(translation: Letter, source: Letter, release: bool) -> Iterator[Finding]:
    if translation.source_hash == source.hash:
        return
    code = 'LP171' if release else 'LP170'
    if not translation.source_hash:
        yield Finding(
            translation.place,
            code,
            'the translation does not say which text it translates',
            f'if it translates the source as it stands, write source_hash: {source.hash}',
        )
    else:
        yield Finding(
            translation.place,
            code,
            f'the source letter ({source.language}) has changed since this translation was made',
            f'bring the translation up to date, then write source_hash: {source.hash}',
        )


def _differing(ours: Sequence[Block], theirs: Sequence[Block]) -> Iterator[str]:
    """Yield what there are more or fewer of, and how many: 'notes differs: 2 here, 3'."""
    for kinds, what in _COUNTED.items():
        here, there = (sum(block.kind in kinds for block in blocks) for blocks in (ours, theirs))
        if here != there:
            yield f'{what} differs: {here} here, {there}'


def _form(block: Block) -> tuple[object, ...]:
    place = (block.row, block.column) if block.kind == 'cell' else ()
    return block.kind, block.level, block.number, block.depth, block.goes_on, *place


def _block(ours: Block, theirs: Block) -> Iterator[Finding]:
    if _form(ours) != _form(theirs):
        yield Finding(
            ours.place,
            'LP165',
            f'here stands {_named(ours)}, in the source {_named(theirs)} (line '
            f'{theirs.place.line})',
            'give it the same form',
        )
    if len(ours.notes) != len(theirs.notes):
        yield Finding(
            ours.place,
            'LP165',
            f'this paragraph refers to {_notes(ours)}, in the source to {_notes(theirs)} (line '
            f'{theirs.place.line})',
            'refer to each note where the source does',
        )
    for style, stars in (('emphasis', '*'), ('strong', '**')):
        count, due = spans(ours, style), spans(theirs, style)
        if count != due:
            yield Finding(
                ours.place,
                'LP166',
                f'stretches in {stars}stars{stars}: {count} in this paragraph, {due} in '
                f'the source (line {theirs.place.line})',
                'stress the same words as the source',
            )
    yield from _numbers(ours, theirs)


def _named(block: Block) -> str:
    numbered = f' with the number {block.number}' if block.number else ''
    deep = ' of a list in a list' if block.depth else ''
    if block.kind == 'cell':
        numbered = f' (row {block.row + 1}, column {block.column + 1})'
    return _NAMES[block.kind] + deep + numbered


def _notes(block: Block) -> str:
    count = len(block.notes)
    return f'{count or "no"} note{"" if count == 1 else "s"}'


def spans(block: Block, style: str) -> int:
    """Return how many stretches of a block stand in a style: 'emphasis' or 'strong'."""
    marks = [getattr(run, style) for run in block.runs]
    return sum(now and not before for before, now in pairwise([False, *marks]))


# ---- numbers -------------------------------------------------------------------------------------

_SEPARATORS = ",.'’٫٬\u00a0\u202f\u2009 "
_NUMBER = re.compile(
    rf'(?<!\d)\d{{1,3}}(?:[{_SEPARATORS}]\d{{3}}(?!\d))+(?:[.,٫]\d+)?|\d+(?:[.,٫]\d+)?'
)


def numbers(text: str) -> Counter[str]:
    """Return a text's numbers, each as often as it is there: Western digits, no separators."""
    return Counter(
        _western(re.sub(rf'[{_SEPARATORS}]', '', match)) for match in _NUMBER.findall(text)
    )


def _western(digits: str) -> str:
    return ''.join(str(unicodedata.decimal(digit)) for digit in digits)


def _numbers(ours: Block, theirs: Block) -> Iterator[Finding]:
    found, due = numbers(ours.text), numbers(theirs.text)
    if found == due or _digits(ours.text) == _digits(
        theirs.text
    ):  # 9.30 and 9:30 are the same digits
        return
    lost, gained = sorted((due - found).elements()), sorted((found - due).elements())
    if lost and gained:
        yield Finding(
            ours.place,
            'LP167',
            f'the numbers differ from the source (line {theirs.place.line}): {", ".join(gained)} '
            f'stands for {", ".join(lost)}',
            'correct the number',
        )
        return
    for number in lost:
        yield Finding(
            ours.place,
            'LP168',
            f'the number {number} of the source (line {theirs.place.line}) does not '
            'stand in this paragraph',
            'right if it is written as a word; else add it',
        )
    for number in gained:
        yield Finding(
            ours.place,
            'LP168',
            f'the number {number} does not stand in this paragraph of the source '
            f'(line {theirs.place.line})',
            'right if the source has it as a word; else remove it',
        )


def _digits(text: str) -> Counter[str]:
    return Counter(map(_western, re.findall(r'\d+', text)))


# ---- phrases and posters -------------------------------------------------------------------------


def phrase_file(
    ours: Mapping[str, PhraseValue],
    theirs: Mapping[str, PhraseValue],
    places: Mapping[str, Place],
    language: str,
    path: str = '',
) -> Iterator[Finding]:
    """Compare the phrases of a language with those of the source.

    `places` says where each of ours stands.

    `path` is their file, where it is not that of the campaign.

    Codes: LP161 (at the line after which the key belongs), LP162, LP163, LP173.
    """
    unknown = [key for key in ours if key not in theirs and key not in phrases.common_keys()]
    lacking = [key for key in theirs if key not in ours and key not in phrases.common(language)]
    for key in unknown:
        yield Finding(
            places[key],
            'LP162',
            f'the phrase {key} is not known',
            did_you_mean(key, lacking)
            if lacking
            else 'remove it: the source language has no such phrase',
        )
    meant = {near(key, lacking) for key in unknown}  # a misspelt key is one mistake, not two
    before = Place(path or phrases.path_of(language), 1)
    for key in theirs:
        if key in ours:
            before = places[key]
            yield from _phrase(ours[key], theirs[key], key, places[key], language)
        elif key in lacking and key not in meant:
            yield phrases.missing(Place(before.path, before.line), key, ())


def _phrase(
    ours: PhraseValue, theirs: PhraseValue, key: str, place: Place, language: str
) -> Iterator[Finding]:
    due = placeholders_of(theirs)
    if isinstance(ours, str):
        if not isinstance(theirs, str) and len(phrases.categories(language)) > 1:
            yield Finding(
                place,
                'LP173',
                f'the phrase {key} counts, so it needs its plural forms',
                f'write a mapping with the keys {", ".join(phrases.categories(language))}',
            )
        yield from _same(phrases.placeholders(ours), due, key, place)
        return
    if due.isdisjoint(('count', 'who')):
        yield Finding(
            place,
            'LP173',
            f'the phrase {key} has plural forms, but the source counts nothing in it',
            'write one text',
        )
        return
    for category, text in ours.items():
        # one, two and zero may go without the figure: "one signatory"
        yield from _same(
            phrases.placeholders(text) | (due & {'count'} if category != 'other' else set()),
            due,
            f'{key} ({category})',
            place,
        )


def placeholders_of(value: PhraseValue) -> frozenset[str]:
    """Return the placeholders of a phrase, in whichever of its forms they stand."""
    return frozenset().union(*map(phrases.placeholders, phrases.texts(value)))


def _same(
    found: frozenset[str] | set[str], due: frozenset[str], key: str, place: Place
) -> Iterator[Finding]:
    lost = ', '.join(f'{{{name}}}' for name in sorted(due - found))
    gained = ', '.join(f'{{{name}}}' for name in sorted(found - due))
    if lost or gained:
        what = ' and '.join(
            part
            for part in (
                lost and f'lacks {lost}',
                gained and f'has {gained}, which the source has not',
            )
            if part
        )
        yield Finding(
            place,
            'LP163',
            f'the phrase {key} {what}',
            'use the placeholders of the source, spelt the same',
        )


def posters(
    ours: PosterTexts,
    theirs: PosterTexts,
    places: Mapping[tuple[str, ...], Place],
    path: str,
) -> Iterator[Finding]:
    """Compare the poster texts of a language with those of the source.

    `places`: by layout, and by layout and slot. Code: LP174, where a layout or slot is missing,
    unknown, or a list on one side only.
    """
    yield from _keys(ours, theirs, Place(path), lambda layout: places[layout,], 'the poster texts')
    for layout in ours:
        if layout not in theirs:
            continue
        mine, source = (
            {slot: text for slot, text in one[layout].items() if slot not in LOCAL.get(layout, ())}
            for one in (ours, theirs)
        )
        where = {slot: places[layout, slot] for slot in mine}
        yield from _keys(mine, source, places[layout,], where.__getitem__, f'the poster {layout}')
        for slot in mine:
            if slot in source and isinstance(mine[slot], str) != isinstance(source[slot], str):
                yield Finding(
                    places[layout, slot],
                    'LP174',
                    f'{slot} is {_form_of(mine[slot])}, in the source {_form_of(source[slot])}',
                    'give it the same form',
                )


def _keys(
    ours: Iterable[str],
    theirs: Iterable[str],
    here: Place,
    where: Callable[[str], Place],
    what: str,
) -> Iterator[Finding]:
    lacking = [key for key in theirs if key not in ours]
    unknown = [key for key in ours if key not in theirs]
    meant = {near(key, lacking) for key in unknown}  # a misspelt key is one mistake, not two
    for key in lacking:
        if key not in meant:
            yield Finding(
                here, 'LP174', f'{key} is missing in {what}', 'add it, as in the source language'
            )
    for key in unknown:
        yield Finding(
            where(key),
            'LP174',
            f'{key} is not known in {what}',
            did_you_mean(key, lacking or theirs),
        )


def _form_of(value: object) -> str:
    return 'one text' if isinstance(value, str) else 'a list'
