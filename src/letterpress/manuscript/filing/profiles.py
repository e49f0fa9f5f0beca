"""Filing profiles: what a body asks of whoever writes to it, and where it says so.

They stand in content/filing/<body>.yaml. A requirement that is not in the file is one that nobody
found: nothing is judged by it. What is in it has a source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from letterpress.base.nearest import did_you_mean
from letterpress.findings import NOWHERE, Finding, Place
from letterpress.manuscript.yaml.shapes import (
    SLUG,
    Choice,
    Date,
    Email,
    Field,
    Flag,
    Integer,
    Language,
    List,
    Record,
    Report,
    Text,
    Url,
    Values,
    optional,
)
from letterpress.manuscript.yaml.tree import Mapping, Node, Scalar, Sequence
from letterpress.values import dataclass

FOLDER = 'content/filing/'
FIELDS = ('name', 'nationality', 'address', 'email')  # `filing: signed_by:` of campaign.yaml
CHANNELS = ('post', 'email', 'portal')

# the requirements, each of which needs a source or the word that none was found
_ASKED = {
    'channels': optional(
        List(Choice(CHANNELS), 1, 3, distinct=True), (), 'by which ways it takes letters'
    ),
    'addresses': optional(
        Record(
            {
                'post': optional(List(Text(), 1, 8), (), 'its lines'),
                'email': optional(Email, ''),
                'portal': optional(Url, ''),
            }
        ),
        None,
        'where those ways lead',
    ),
    'refuses': optional(List(Text(), 1, 20), (), 'what it does not accept, each in a few words'),
    'languages': optional(
        List(Language, 1, 200, distinct=True), (), 'in which languages it may be written to'
    ),
    'ink': optional(Flag(), None, 'whether paper must be signed by hand'),
    'first_signatory': optional(
        List(Choice(FIELDS), 1, 4, distinct=True), (), 'what it must know of whoever signs first'
    ),
    'names_on_first_sheet': optional(
        Flag(), None, 'whether the signatories must stand on the first sheet'
    ),
    'paper': optional(Choice(('a4', 'letter')), '', 'the size of its paper'),
    'sides': optional(
        Choice(('single', 'duplex')), '', 'whether sheets are printed on one side or on both'
    ),
    'text': optional(
        Record(
            {
                'title': optional(Integer(1), None, 'characters of the title, blanks among them'),
                'body': optional(Integer(1), None, 'characters of the text, blanks among them'),
            }
        ),
        None,
        'how long the text may be',
    ),
    'upload': optional(
        Record(
            {
                'bytes': optional(Integer(1), None, 'of one file'),
                'pages': optional(Integer(1), None, 'of all files'),
            }
        ),
        None,
        'how large a file it takes',
    ),
}
_REQUIREMENTS = List(Choice(tuple(_ASKED)), 1, len(_ASKED), distinct=True)

SHAPE = Record(
    {
        'name': Field(Text(most=120), about='the body as its own letters name it'),
        'procedure': Field(Choice(('letter', 'petition')), about='what the requirements are of'),
        'about': optional(Text(), '', 'what whoever files must know besides, in a sentence or two'),
        **_ASKED,
        'not_found': optional(_REQUIREMENTS, (), 'requirements that no source was found for'),
        'sources': List(
            Record(
                {
                    'title': Text(),
                    'url': Url,
                    'read': Field(Date, about='the day on which somebody read it'),
                    'for': Field(_REQUIREMENTS, about='the requirements that it states'),
                }
            ),
            1,
            40,
        ),
    },
    'what a body asks of whoever writes to it, and where it says so',
)


@dataclass(frozen=True)
class Source:
    """Where a requirement was read, and when."""

    title: str
    url: str
    read: date
    states: tuple[str, ...]  # the requirements; `for` in the file


@dataclass(frozen=True)
class FilingProfile:
    """What a body asks for. Empty, None: its sources do not say."""

    body: str  # the slug that names the file and that recipients give
    name: str
    procedure: str  # 'letter' or 'petition'
    about: str = ''
    channels: tuple[str, ...] = ()  # of CHANNELS
    post: tuple[str, ...] = ()  # lines of the address
    email: str = ''
    portal: str = ''  # on the web
    refuses: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    ink: bool | None = None
    first_signatory: tuple[str, ...] = ()  # of FIELDS
    names_on_first_sheet: bool | None = None
    paper: str = ''
    sides: str = ''
    title_characters: int | None = None
    text_characters: int | None = None
    upload_bytes: int | None = None  # of one file
    upload_pages: int | None = None  # of all files
    sources: tuple[Source, ...] = ()
    place: Place = NOWHERE


def read(
    paths: Iterable[str], tree: Callable[[str], Node | None], report: Report
) -> tuple[FilingProfile, ...]:
    """Return the profiles of a project, in the order of their bodies; what is wrong is reported.

    `tree` reads a YAML file, or reports why not. Codes: LP270 to LP272, and those of the shapes.
    """
    found = []
    for path in sorted(path for path in paths if path.startswith(FOLDER)):
        body, _, ending = path[len(FOLDER) :].rpartition('.')
        if any(part.startswith(('.', 'README')) for part in path.split('/')):
            continue
        if ending != 'yaml' or not re.fullmatch(SLUG, body):
            report.add(
                Place(path),
                'LP270',
                'this is no name of a filing profile',
                'name it after the body, in small letters a to z, digits and hyphens: '
                'parlement-europeen.yaml',
            )
            continue
        node = tree(path)
        values = None if node is None else SHAPE.read(node, report)
        if values is not None and node is not None:
            report.findings += _sourced(values, node)
            found.append(_typed(body, values))
    return tuple(found)


def named(campaign: Node) -> tuple[Scalar, ...]:
    """Return the bodies that campaign.yaml names under filing: bodies:, as they stand there."""
    filing = campaign.get('filing') if isinstance(campaign, Mapping) else None
    bodies = filing.get('bodies') if isinstance(filing, Mapping) else None
    if not isinstance(bodies, Sequence):
        return ()
    return tuple(one for one in bodies.items if isinstance(one, Scalar))


def unknown(bodies: Iterable[Scalar], paths: Iterable[str]) -> Iterator[Finding]:
    """Find bodies named in campaign.yaml that have no profile. Code: LP270."""
    known = sorted(
        path[len(FOLDER) : -len('.yaml')]
        for path in paths
        if path.startswith(FOLDER) and path.endswith('.yaml')
    )
    for body in bodies:
        if body.value not in known:
            yield Finding(
                body.place,
                'LP270',
                f'there is no filing profile of {body.value}',
                did_you_mean(body.value, known)
                if known
                else f'write {FOLDER}{body.value}.yaml, or remove it here',
            )


def _sourced(values: Values, node: Node) -> Iterator[Finding]:
    """Find requirements without a source, and sources of what the file does not require."""
    assert isinstance(node, Mapping)
    asked = [key.value for key, _ in node.entries if key.value in _ASKED]
    stated = {name for source in values['sources'] for name in source['for']}
    for name in asked:
        if name in values['not_found']:
            yield Finding(
                values.where('not_found'),
                'LP272',
                f'{name} stands in the file and under not_found',
                'remove it from one of the two',
            )
        elif name not in stated:
            yield Finding(
                values.where(name),
                'LP271',
                f'no source says {name}',
                f'name {name} under for: of the source that states it; if there is none, remove it '
                'and list it under not_found',
            )
    for source in values['sources']:
        for name in source['for']:
            if name not in asked:
                yield Finding(
                    source.where('for'),
                    'LP272',
                    f'the source states {name}, which does not stand in the file',
                    'add the requirement to the file, or remove it under for:',
                )


def _typed(body: str, values: Values) -> FilingProfile:
    where, text, upload = values['addresses'], values['text'], values['upload']
    sources = tuple(
        Source(one['title'], one['url'], one['read'], one['for']) for one in values['sources']
    )
    return FilingProfile(
        body,
        values['name'],
        values['procedure'],
        values['about'],
        channels=values['channels'],
        post=where['post'] if where else (),
        email=where['email'] if where else '',
        portal=where['portal'] if where else '',
        refuses=values['refuses'],
        languages=values['languages'],
        ink=values['ink'],
        first_signatory=values['first_signatory'],
        names_on_first_sheet=values['names_on_first_sheet'],
        paper=values['paper'],
        sides=values['sides'],
        title_characters=text['title'] if text else None,
        text_characters=text['body'] if text else None,
        upload_bytes=upload['bytes'] if upload else None,
        upload_pages=upload['pages'] if upload else None,
        sources=sources,
        place=Place(values.place.path, 1),
    )
