"""What is wrong with a layout.yaml that is well formed: what is not there, what contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from letterpress.base.lengths import PAPERS
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding, Place
from letterpress.layout.declared.axes import AXES
from letterpress.manuscript.text import press_texts
from letterpress.manuscript.yaml.shapes import Values

# parts of an edition; posters are the words of this layout's posters, posters/all those in every
# language, posters/<layout> those of another layout
READS = (
    'embargo',
    'facts',
    'letter',
    'phrases',
    'posters',
    'posters/all',
    'quotes',
    'release',
    'signatories',
)
ENCLOSES = ('signatories',)  # what a PDF can hold: the roll as data
RESERVED = ('kit',)  # what neither a target nor a folder of build/ can be called


def found(values: Values, name: str, path: str, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Find what the layout of this name lacks or contradicts.

    LP301, LP303 to LP306, LP308, LP564. `path` is that of its layout.yaml, `files` are those of
    layouts/.
    """
    yield from _lacking_files(values, name, path, files)
    yield from _unknown_parts(values, files)
    yield from _seal(values)
    yield from _together(values, name, path)


def _lacking_files(
    values: Values, name: str, path: str, files: Mapping[str, bytes]
) -> Iterator[Finding]:
    for needed in ('page.html', 'style.css'):
        if f'layouts/{name}/{needed}' not in files:
            yield Finding(
                Place(path),
                'LP301',
                f'the layout “{name}” has no file {needed}',
                f'add layouts/{name}/{needed}; layouts/letter shows what it holds',
            )
    shared = values['shares']
    if shared and f'layouts/_shared/{shared}.yaml' not in files:
        yield Finding(
            values.where('shares'),
            'LP301',
            f'there is no file layouts/_shared/{shared}.yaml',
            'layouts/_shared/posters.yaml holds what posters share',
        )
    below = values['builds_on']
    if below and f'layouts/{below}/style.css' not in files:
        yield Finding(
            values.where('builds_on'),
            'LP301',
            f'there is no layout “{below}” to build on',
            'name a folder of layouts/ that has page.html and style.css',
        )


def _unknown_parts(values: Values, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Find what a layout reads, encloses or goes along, and what is not there."""
    others = (path.split('/')[1] for path in files if path.endswith('/layout.yaml'))
    for key, known, message in (
        ('reads', (*READS, *(f'posters/{one}' for one in others)), 'an edition has no part'),
        ('encloses', ENCLOSES, 'a document cannot hold'),
        ('by', AXES, 'there is no axis'),
    ):
        for part in values[key]:
            if part not in known and not (key == 'reads' and press_texts.is_own(part)):
                yield Finding(
                    values.where(key), 'LP303', f'{message} “{part}”', did_you_mean(part, known)
                )


def _seal(values: Values) -> Iterator[Finding]:
    seal = values['seal']
    if seal and values['variant'] != 'pdf/a-3a':
        yield Finding(
            values.where('seal'),
            'LP304',
            'a document that is sealed must be archivable',
            'add the lines "variant: pdf/a-3a" and "ua: true"',
        )
    if seal and seal['anchor'] in seal['co_signers']:
        yield Finding(
            seal.where('co_signers'),
            'LP564',
            f'“{seal["anchor"]}” is the place of the first seal already',
            'each signer has an element of its own: give the others other ids',
        )
    if values['ua'] and not values['variant']:
        yield Finding(
            values.where('ua'),
            'LP305',
            'accessible documents are written as PDF/A-3a here',
            'add the line "variant: pdf/a-3a"',
        )


def _together(values: Values, name: str, path: str) -> Iterator[Finding]:
    """Find declarations that do not go together (LP306, LP308)."""
    printed, made = bool(values['sizes']), values['target'] or values['shelf']
    if not printed and (made or 'size' in values['by']):
        yield Finding(
            Place(path),
            'LP306',
            f'the layout “{name}” has no size to be printed at',
            'add for example "sizes: {a4: {width: 210, height: 297}}"',
        )
    if len(values['sizes']) > 1 and 'size' not in values['by']:
        yield _contrary(
            values, 'sizes', 'only the first of these sizes would be printed', 'add size to "by"'
        )
    for key, named in (('kit', values['kit']), ('scaled', values['scaled'].values())):
        for size in named:
            if size not in values['sizes']:
                yield _contrary(
                    values, key, f'it has no size “{size}”', did_you_mean(size, values['sizes'])
                )
    for size in values['scaled']:
        if size not in PAPERS or size in values['sizes']:
            yield _contrary(
                values, 'scaled', f'“{size}” is no further paper', did_you_mean(size, PAPERS)
            )
    if printed and not made:
        yield _contrary(
            values,
            'stem',
            f'nothing ever makes the layout “{name}”',
            'add "target" (a word of the command line) or "shelf" (where the kit shows it)',
        )
    for name in values['pictures']:
        if name not in values['sizes'] or values['seal']:
            yield _contrary(
                values,
                'pictures',
                f'“{name}” is no size of this layout'
                if name not in values['sizes']
                else 'what is sealed is no picture',
                f'name one of its sizes: {", ".join(values["sizes"])}'
                if not values['seal']
                else 'remove "pictures"',
            )
    if values['browser']:
        for key in ('seal', 'variant', 'pictures', 'imposed', 'versions', 'scaled', 'encloses'):
            if values[key] is not None and (values[key] or key == 'versions'):
                yield _contrary(
                    values, key, 'a page for the browser is no PDF', f'remove "{key}", or "browser"'
                )
        if len(values['sizes']) > 1:
            yield _contrary(
                values, 'sizes', 'a page for the browser is one file', 'leave one of the sizes'
            )
    for key in ('target', 'folder'):
        if values[key] in RESERVED:
            yield _contrary(
                values, key, f'“{values[key]}” means the kit as a whole', 'choose another word'
            )
    if 'paper' in values['copies'] and not values['seal']:
        yield _contrary(
            values, 'copies', 'a copy on paper is that of a sealed document', 'remove "copies"'
        )
    if values['encloses'] and not values['variant']:
        yield _contrary(
            values, 'encloses', 'only PDF/A-3 holds files', 'add the line "variant: pdf/a-3a"'
        )


def _contrary(values: Values, key: str, message: str, hint: str) -> Finding:
    return Finding(values.where(key), 'LP308', message, hint)
