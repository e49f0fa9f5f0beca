"""Forms: how the lists of one program, or of one campaign's form, are read.

The house knows what many programs export (`presets/`); a campaign keeps its own forms in
content/imports/. Both are files of one shape, and say which headings give a form away, which field
each column fills, and which columns do not matter. A form that gives itself away is used without
being asked for; on whose consent its names are printed counts only where somebody names the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType

from letterpress.base import decoding
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript.model import KINDS
from letterpress.manuscript.roll import signatories, slugs
from letterpress.manuscript.roll.lists.columns import FIELDS, NOTHING_TOLD, Told
from letterpress.manuscript.roll.lists.vocabulary import folded
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import (
    Choice,
    Either,
    List,
    Record,
    Report,
    Table,
    Text,
    Values,
    optional,
)
from letterpress.values import dataclass

FOLDER = signatories.IMPORTS

_ONE_OR_SEVERAL = Either(Text(), List(Text(), least=1))
SHAPE = Record(
    {
        'title': optional(Text(), '', 'what people call the form'),
        'source': optional(Text(), '', 'where its headings are described, or which file it was'),
        'known_by': optional(
            List(_ONE_OR_SEVERAL), (), 'headings that give it away; of a list in it, one'
        ),
        'rows': optional(Choice(KINDS), '', 'what its rows are'),
        'columns': optional(
            Table(Choice(FIELDS), _ONE_OR_SEVERAL), {}, 'the heading of each field’s column'
        ),
        'let_go': optional(
            List(_ONE_OR_SEVERAL), (), 'headings of columns that nothing is taken from'
        ),
        'no_rows': optional(
            List(Text()), (), 'first cells of rows that the program writes, and nobody answered'
        ),
        'answers': optional(
            Record(
                {
                    'yes': optional(List(Text()), ()),
                    'no': optional(List(Text()), ()),
                }
            ),
            None,
            'what clearly means yes or no to publication, in the form’s own words',
        ),
        'consent_basis': optional(
            Text(), '', 'how those whom no column asks agreed to be printed; counts with --form'
        ),
    },
    'how the columns of one form’s lists are read',
)


@dataclass(frozen=True)
class Form:
    """A form: its name (the file's), what it says of columns, and what gives it away.

    `known_by` are folded headings, of each group one; `no_rows` first cells, as they stand, of rows
    in which nobody answered.
    """

    name: str
    title: str = ''
    known_by: tuple[frozenset[str], ...] = ()
    told: Told = NOTHING_TOLD
    consent_basis: str = ''
    no_rows: frozenset[str] = frozenset()

    def fits(self, headings: Iterable[str]) -> bool:
        """Say whether headings, folded, give the form away."""
        present = set(headings)
        return bool(self.known_by) and all(group & present for group in self.known_by)


def read(files: Mapping[str, bytes], report: Report) -> dict[str, Form]:
    """Return the campaign's own forms by name. Codes: those of the YAML, LP137."""
    found = {}
    for path in sorted(path for path in files if path.startswith(FOLDER)):
        name = path.removeprefix(FOLDER)
        if not name.endswith(('.yaml', '.yml')) or '/' in name:
            if not name.startswith(('.', 'README')):
                report.add(
                    Place(path),
                    'LP137',
                    'nothing reads this file',
                    'let its name end in .yaml, or remove it',
                )
            continue
        try:
            node = tree.parse(decoding.decode(files[path], path), path)
        except Rejected as rejected:
            report.findings += rejected.findings
            continue
        if values := SHAPE.read(node, report):
            name = name.rpartition('.')[0]
            found[name] = _form(name, values)
    return found


@cache
def presets() -> Mapping[str, Form]:
    """Return the forms that the house knows, by name. Source: `presets/`."""
    report, found = Report(), {}
    folder = resources.files(__package__).joinpath('presets')
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        name = path.name.removesuffix('.yaml')
        values = SHAPE.read(tree.parse(path.read_text(encoding='utf-8'), path.name), report)
        if values is None:  # a test reads them all
            raise Rejected(report.findings)
        found[name] = _form(name, values)
    return MappingProxyType(found)


def _form(name: str, values: Values) -> Form:
    answers = values['answers']
    told = Told(
        MappingProxyType({field: _several(one) for field, one in values['columns'].items()}),
        tuple(heading for one in values['let_go'] for heading in _several(one)),
        answers['yes'] if answers else (),
        answers['no'] if answers else (),
        values['rows'],
    )
    known_by = tuple(frozenset(map(folded, _several(one))) for one in values['known_by'])
    no_rows = frozenset(values['no_rows'])
    return Form(name, values['title'] or name, known_by, told, values['consent_basis'], no_rows)


def _several(one: str | tuple[str, ...]) -> tuple[str, ...]:
    return (one,) if isinstance(one, str) else one


def named(name: str, own: Mapping[str, Form]) -> Form:
    """Return the form of that name. Raises Rejected LP225."""
    known = {**presets(), **own}
    if name not in known:
        raise Rejected(
            Finding(
                Place(FOLDER.rstrip('/')),
                'LP225',
                f'there is no form “{name}”',
                did_you_mean(name, known),
            )
        )
    return known[name]


def recognised(rows: Sequence[Sequence[str]], own: Mapping[str, Form]) -> Form | None:
    """Return the form that gives itself away in one of the rows: the one with most headings."""
    best: Form | None = None
    for row in rows:
        headings = frozenset(folded(cell) for cell in row if cell)
        for form in (*own.values(), *presets().values()):
            if form.fits(headings) and (best is None or len(form.known_by) > len(best.known_by)):
                best = form
    return best


# ---- keeping one ----


def written(name: str, told: Told, basis: str, headings: Sequence[str], source: str) -> bytes:
    """Return a file of content/imports/ that says how a list was read.

    `told` is what somebody said of its columns, `basis` on what consent names are printed,
    `headings` are the list's own and give the form away, `source` is the list.
    """
    lines = [
        f'# How a list was read; again: letterpress signatories import FILE --form {name}',
        f'source: {_quoted(source)}',
    ]
    if listed := [heading for heading in headings if heading]:
        lines += ['known_by:', *(f'  - {_quoted(heading)}' for heading in listed)]
    if told.rows:
        lines.append(f'rows: {told.rows}')
    if told.fields:
        lines.append('columns:')
        for field, several in told.fields.items():
            quoted = ', '.join(map(_quoted, several))
            lines.append(f'  {field}: {quoted if len(several) == 1 else f"[{quoted}]"}')
    if told.let_go:
        lines += ['let_go:', *(f'  - {_quoted(one)}' for one in told.let_go)]
    if basis:
        lines.append(f'consent_basis: {_quoted(basis)}')
    return ('\n'.join(lines) + '\n').encode()


def _quoted(text: str) -> str:
    """Return a text as YAML has it in quotation marks, on one line."""
    bare = ' '.join(''.join(one if one.isprintable() else ' ' for one in text).split())
    return '"' + bare.replace('\\', '\\\\').replace('"', '\\"') + '"'


def name_for(source: str) -> str:
    """Return the name under which the form of a list is kept: that of its file, as a slug."""
    return slugs.slug(source.rpartition('/')[2].rpartition('.')[0] or source)
