"""The roll: who signed. Read and checked; what others see of it is made by `disclosure`.

In come `content/signatories.yaml` or the files of `content/signatories/`, out come `Signatory`
values and findings.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING

from letterpress.base import decoding
from letterpress.base.unswept import unswept
from letterpress.findings import Finding, Place, Rejected, errors
from letterpress.manuscript.model import (
    KINDS,
    PrivateRecord,
    Signatory,
)
from letterpress.manuscript.roll import duplicates, names, quick
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import (
    Choice,
    Country,
    Date,
    Field,
    Flag,
    Integer,
    List,
    Record,
    Report,
    Slug,
    Text,
    Url,
    Values,
    optional,
)

if TYPE_CHECKING:
    pass

FILE = 'content/signatories.yaml'
FOLDER = 'content/signatories/'
IMPORTS = 'content/imports/'  # how lists were read, and on what consent

# The private keys are plain text: a shape that says "x@y is not an address" would print what nobody
# may read.
_PRIVATE = Record(
    {
        key: optional(Text(empty=True), '')
        for key in ('email', 'phone', 'address', 'consent', 'note')
    },
    'what the signatory told us and nobody else may read; it is never printed',
)

ENTRY = Record(
    {
        'id': Field(Slug, about='given at import, never changed'),
        'name': Field(Text(empty=True, most=100_000), about='as its owner writes it'),
        'kind': Choice(KINDS),
        'sort_as': optional(
            Text(empty=True, most=100_000), '', 'what the name is sorted by, where not by itself'
        ),
        'url': optional(Url, ''),
        'country': optional(Country, ''),
        'joined': optional(Date),
        'role': optional(
            Text(empty=True, most=100_000),
            '',
            'of a person, printed behind the name: Professor of Law',
        ),
        'affiliation': optional(
            Text(empty=True, most=100_000), '', 'of a person, likewise: Universidade do Porto'
        ),
        'public': optional(
            Flag(), None, 'may the name be printed? persons must say; organisations are public'
        ),
        'since': optional(
            Integer(1), 0, 'number of the first edition with this name; an import writes it'
        ),
        'namesake': optional(
            Flag(), False, 'another of this name withdrew, and this is not the same one'
        ),
        'confirmed': optional(
            Flag(),
            True,
            'no: a form says that nobody confirmed this signature; it is neither printed nor '
            'counted',
        ),
        'private': optional(_PRIVATE),
    }
)

SHAPE = List(ENTRY)


def read(files: Mapping[str, bytes]) -> tuple[tuple[Signatory, ...], tuple[Finding, ...]]:
    """Return the roll of a project in the order of its files, and what is wrong.

    Entries with errors are left out. `files` maps POSIX paths ('content/signatories.yaml') to
    bytes; other paths are ignored. Codes: LP201 to LP205 names, LP210 to LP213 duplicates, LP214
    persons who did not say, LP217 file and folder, LP218 nobody signed, LP120 and LP137 files, and
    those of `yamltext` and `schema`.
    """
    report = Report()
    inside = sorted(path for path in files if path.startswith(FOLDER))
    folder = [path for path in inside if path.endswith(('.yaml', '.yml'))]
    for path in set(inside).difference(folder):
        if not path.removeprefix(FOLDER).startswith(('.', 'README')):
            report.add(
                Place(path),
                'LP137',
                'nothing reads this file',
                'let its name end in .yaml, or remove it',
            )
    if FILE in files and folder:
        report.add(
            Place(FILE),
            'LP217',
            f'the signatories stand in this file and in the folder {FOLDER}',
            'move them all to one of the two and delete the other',
        )
    with unswept():
        roll = _read([FILE] * (FILE in files) + folder, files, report)
        report.findings += duplicates.findings(roll)
    if FILE not in files and not folder:
        report.add(
            Place(FILE),
            'LP120',
            'the file is missing',
            'write [] in it for now, or take a list over with: letterpress signatories import FILE',
        )
    elif not roll and not report.findings:
        report.add(
            Place(folder[0] if folder else FILE),
            'LP218',
            'nobody has signed yet',
            'add entries, or take a list over with: letterpress signatories import FILE',
        )
    return tuple(roll), tuple(report.findings)


def _read(paths: Iterable[str], files: Mapping[str, bytes], report: Report) -> list[Signatory]:
    """Return the signatories of the roll's files, in their order."""
    return [entry for path in paths for entry in read_file(path, files[path], report)]


def read_file(path: str, data: bytes, report: Report) -> list[Signatory]:
    """Return the signatories of one of the roll's files; what is wrong goes to the report.

    Entries that stand twice are not looked for: that is `duplicates`.
    """
    return _read_file(path, data, report, _signatories)


def _read_file(path: str, data: bytes, report: Report, many: quick.MakeMany) -> list[Signatory]:
    try:
        text = decoding.decode(data, path, decoding.ROLL_BYTES)
        known = quick.read(text, path, ENTRY, _signatory, many, report)
        if known is not None:
            return known
        node = tree.parse(text, path)
    except Rejected as rejected:
        report.findings += rejected.findings
        return []
    return read_nodes(_entries(node, path == FILE, report), report)


def _entries(node: tree.Node, is_list: bool, report: Report) -> tuple[tree.Node, ...]:
    """Return the entries of a file.

    Of the one file a list, of a file in the folder one entry or a list of them.
    """
    if isinstance(node, tree.Sequence):
        return node.items
    if not is_list:
        return (node,)
    empty = isinstance(node, tree.Mapping) and not node.entries
    if not empty:  # an empty file is an empty list
        List(ENTRY).read(node, report)
    return ()


def read_nodes(nodes: Iterable[tree.Node], report: Report) -> list[Signatory]:
    """Return the signatories that entries of YAML describe; what is wrong goes to the report."""
    found = (_signatory(values, report) for node in nodes if (values := ENTRY.read(node, report)))
    return [signatory for signatory in found if signatory]


def _signatory(values: Values, report: Report) -> Signatory | None:
    said = values.values
    wrong = list(names.check(said['name'], values.where('name')))
    for key in ('sort_as', 'role', 'affiliation'):
        if said[key]:
            wrong += names.check(said[key], values.where(key), key)
    if said['kind'] == 'person' and said['public'] is None:
        wrong.append(
            Finding(
                values.where('name'),
                'LP214',
                'this person has not said whether the name may be printed',
                'ask, then add a line "public: true" or "public: false"',
            )
        )
    if wrong:
        report.findings += wrong
        if errors(wrong):
            return None
    private = said['private']
    return Signatory(
        id=said['id'],
        name=names.normal(said['name']),
        kind=said['kind'],
        sort_as=names.normal(said['sort_as']),
        url=said['url'],
        country=said['country'],
        joined=said['joined'],
        public=said['public'] is not False and said['confirmed'],
        private=PrivateRecord(**private.values) if private else _NO_RECORD,
        place=values.place,
        since=said['since'],
        namesake=said['namesake'],
        confirmed=said['confirmed'],
        role=names.normal(said['role']),
        affiliation=names.normal(said['affiliation']),
    )


def _signatories(said: quick.Columns, places: Iterable[Place]) -> list[Signatory | None]:
    """Return the signatories that the values of many entries describe, each at its place.

    None for each against which `_signatory` might say anything. The values are settled.
    """
    private = [
        PrivateRecord(*record) if any(record) else _NO_RECORD
        for record in zip(*(said[f'private.{key}'] for key in _PRIVATE.fields), strict=True)
    ]
    public = [
        one is not False and confirmed
        for one, confirmed in zip(said['public'], said['confirmed'], strict=True)
    ]
    made: list[Signatory | None] = list(
        map(
            Signatory,
            *(said[key] for key in ('id', 'name', 'kind', 'sort_as', 'url', 'country', 'joined')),
            *(public, private, places),
            *(said[key] for key in ('since', 'namesake', 'confirmed', 'role', 'affiliation')),
        )
    )
    return _faultless(made, said)


def _faultless(made: list[Signatory | None], said: quick.Columns) -> list[Signatory | None]:
    """Return the signatories that were made of these values, None for each with a fault."""
    for key in ('name', 'sort_as', 'role', 'affiliation'):
        needed = key == 'name'
        for n, words in enumerate(said[key]):
            if (needed or words) and not names.is_sound(words):
                made[n] = None
    for n, (kind, one) in enumerate(zip(said['kind'], said['public'], strict=True)):
        if one is None and kind == 'person':
            made[n] = None
    return made


_NO_RECORD = PrivateRecord()


# ---- read back ----

_SAID = attrgetter(*(one.name for one in fields(Signatory) if one.name != 'place'))


def bare(entry: Signatory) -> tuple[Hashable, ...]:
    """Return what an entry says, private fields and all, without where it stands."""
    said: tuple[Hashable, ...] = _SAID(entry)
    return said


def says(path: str, data: bytes, meant: Sequence[Signatory]) -> bool:
    """Say whether a file of the roll is read as these entries, in their order, without an error.

    Where they stand does not count, nor whether one of them stands twice.
    """
    report = Report()
    by_id = {one.id: one for one in meant}

    def as_meant(said: quick.Columns, _: Iterable[Place]) -> list[Signatory | None]:
        return _faultless(quick.as_meant(said, by_id), said)

    read = _read_file(path, data, report, as_meant)
    return (
        not errors(report.findings)
        and len(read) == len(meant)
        and all(
            one is other or bare(one) == bare(other) for one, other in zip(read, meant, strict=True)
        )
    )
