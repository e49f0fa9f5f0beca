"""The campaign's own photographs, stills and logos: content/pictures/<id>.yaml, one a picture.

The file itself lies beside it. Caption and alternative text are written for each language: one for
which a picture has none does not show it, and a finding says so. Credit and licence may be one text
for all, a name or CC BY; one that is written by language lacks none, or a finding says so. What is
in the file is judged where it is opened (press/artwork/rasters.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from letterpress.base.nearest import near
from letterpress.findings import Finding, Place
from letterpress.manuscript.model import LocalText
from letterpress.manuscript.text import press_texts, prose, unwritten
from letterpress.manuscript.yaml.shapes import (
    SLUG,
    Choice,
    Field,
    Local,
    Record,
    Report,
    Text,
    Typed,
    Values,
    matching,
    optional,
)
from letterpress.manuscript.yaml.tree import Mapping as Entries
from letterpress.manuscript.yaml.tree import Node
from letterpress.values import dataclass

FOLDER = 'content/pictures/'
PHOTOGRAPH, STILL, LOGO = KINDS = ('photograph', 'still', 'logo')
ENDINGS = ('.jpg', '.jpeg', '.png', '.webp', '.tif', '.tiff')
_YAML = ('.yaml', '.yml')
_SPOKEN = ('caption', 'alt')  # what each language needs
_PRINTED = (*_SPOKEN, 'credit', 'licence')

_NAME = Typed(
    matching(r'(?!\.)[^/\\:]+'),
    'LP124',
    'the name of a file in content/pictures/',
    'write its name alone, with its ending: square.jpg',
    {'type': 'string', 'pattern': r'^[^./\\:][^/\\:]*$'},
)

SHAPE = Record(
    {
        'file': Field(_NAME, about='its file beside this one: JPEG, PNG, WebP or TIFF'),
        'kind': Field(Choice(KINDS), about='photograph, still (of a video) or logo'),
        'caption': Field(
            Local(Text(most=600)), about='what is printed below it: who, what, where, when'
        ),
        'alt': Field(
            Local(Text(most=600)), about='what is to be seen on it, for who does not see it'
        ),
        'credit': Field(Local(Text(most=160)), about='who made it, as it must be named'),
        'licence': optional(
            Local(), None, 'what others may do with it; without it what campaign.yaml says'
        ),
    },
    'a picture of the press kit, and what is said of it',
)


@dataclass(frozen=True)
class Described:
    """A picture of the campaign's own.

    `caption` and `alt` are there by language, and not at all in one for which nobody wrote both.
    `licence` is None where it is the campaign's.
    """

    id: str
    path: str  # of its file, below the project
    kind: str  # of KINDS
    caption: Mapping[str, str]
    alt: Mapping[str, str]
    credit: LocalText
    licence: LocalText | None
    place: Place  # where its file is named

    def told(self, language: str) -> bool:
        """Tell whether a language has words for it."""
        return language in self.caption and language in self.alt


def read(
    files: Mapping[str, bytes],
    tree: Callable[[str], Node | None],
    report: Report,
    languages: Collection[str],
    release: bool,
) -> tuple[Described, ...]:
    """Return the pictures of content/pictures/: photographs, stills, logos, each by their names.

    `tree` reads a YAML file, or reports why not. Codes: LP137, LP197 to LP200, LP632, LP633, those
    of the shapes and of texts.
    """
    found: list[Described] = []
    named: set[str] = set()
    held = sorted(path for path in files if path.startswith(FOLDER))
    for path in held:
        name = PurePosixPath(path[len(FOLDER) :])
        if name.suffix.lower() not in _YAML:
            continue
        node = tree(path)
        if node is not None:
            named.update(_named(node))
        if name.suffix != '.yaml' or not re.fullmatch(SLUG, str(name.with_suffix(''))):
            report.add(
                Place(path),
                'LP137',
                'nothing reads this file',
                f'call it after the picture, right in {FOLDER}, in small letters a to z, digits '
                'and hyphens: town-square.yaml',
            )
            continue
        values = None if node is None else SHAPE.read(node, report)
        if node is None or values is None:
            continue
        report.findings += unwritten.in_tree(node, release)
        _check(values, report)
        made = _typed(name.stem, values, report.source_language)
        wrong = list(_file(made, files, named))
        report.findings += wrong or _unspoken(made, values, languages, release)
        if not wrong:
            found.append(made)
    report.findings += _twice(found)
    report.findings += _idle(held, named)
    return tuple(sorted(found, key=lambda one: KINDS.index(one.kind)))


def _named(node: Node) -> Iterator[str]:
    """Yield the path that a file names, however wrong the rest of it is."""
    stated = node.get('file') if isinstance(node, Entries) else None
    if (name := getattr(stated, 'value', '')) and isinstance(name, str):
        yield FOLDER + name


def _check(values: Values, report: Report) -> None:
    """Report markup and placeholders where neither can stand."""
    for key in _PRINTED:
        said = values[key]
        for text in dict.fromkeys((said.default, *said.by_language.values())) if said else ():
            report.findings += prose.check_line(text, values.where(key))
            press_texts.check_placeholders(text, values.where(key), report)


def _typed(name: str, values: Values, source: str) -> Described:
    def spoken(key: str) -> Mapping[str, str]:
        said: LocalText = values[key]
        # one text is in one language: nobody may take it for another's
        return said.by_language or {source: said.default}

    return Described(
        name,
        FOLDER + values['file'],
        values['kind'],
        spoken('caption'),
        spoken('alt'),
        values['credit'],
        values['licence'],
        values.where('file'),
    )


def _file(one: Described, files: Collection[str], named: set[str]) -> Iterator[Finding]:
    """Find a file that is of no known format, or missing; one that was meant counts as named."""
    name, suffix = PurePosixPath(one.path).name, PurePosixPath(one.path).suffix.lower()
    if suffix not in ENDINGS:
        drawn = suffix == '.svg' and one.kind == LOGO
        yield Finding(
            one.place,
            'LP197',
            f'{name} is no JPEG, PNG, WebP or TIFF by its ending',
            'save it as PNG too, 1000 pixels wide or more, and name that'
            if drawn
            else 'export it as JPEG (a logo as PNG), and name that file',
        )
    elif one.path not in files:
        other = near(
            one.path,
            [path for path in files if path.startswith(FOLDER) and path.lower().endswith(ENDINGS)],
        )
        named.add(other)
        yield Finding(
            one.place,
            'LP198',
            f'there is no file {one.path}',
            f'did you mean {PurePosixPath(other).name}?' if other else 'put it there',
        )


def _unspoken(
    one: Described, values: Values, languages: Collection[str], release: bool
) -> Iterator[Finding]:
    """Find languages without caption or alternative text: the picture is left out there.

    And those that a credit or a licence lacks which was written by language: nobody may be left
    without a credit, so that of the source language stands in.
    """
    for key in _PRINTED:
        said: Mapping[str, str] = (
            getattr(one, key) if key in _SPOKEN else values[key].by_language if values[key] else {}
        )
        bare = [code for code in languages if code not in said]
        if bare and (said or key in _SPOKEN):
            then = (
                'the picture is left out there'
                if key in _SPOKEN
                else 'the one in the source language stands there'
            )
            yield Finding(
                values.where(key),
                'LP633' if release else 'LP632',
                f'there is no {key} in {", ".join(bare)}: {then}',
                f'write it below {key}: with the code of its language before it, {bare[0]}: …'
                + ('' if key in _SPOKEN else f'; one text for all stands right behind {key}:'),
            )


def _twice(found: Iterable[Described]) -> Iterator[Finding]:
    first: dict[str, Described] = {}
    for one in found:
        if (other := first.setdefault(one.path, one)) is not one:
            yield Finding(
                one.place,
                'LP200',
                f'{PurePosixPath(one.path).name} is the picture of {other.id}, too: the kit has it '
                'twice',
                'remove one of the two, or name another file',
            )


def _idle(held: Iterable[str], named: Collection[str]) -> Iterator[Finding]:
    """Find pictures, and anything else in the folder, that no file describes."""
    for path in held:
        name = PurePosixPath(path).name
        if path in named or name.lower().endswith(_YAML) or name.startswith(('.', 'README')):
            continue
        stem = re.sub('[^a-z0-9]+', '-', PurePosixPath(path).stem.lower()).strip('-') or 'picture'
        yield Finding(
            Place(path),
            'LP199',
            'no file describes this picture, so it is not in the kit',
            f'write {FOLDER}{stem}.yaml with file, kind, caption, alt and credit, or remove it',
        )
