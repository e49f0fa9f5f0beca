"""Take over a list of signatories from elsewhere: a run-on list, one name a line, a table (CSV), or a roll (YAML).

What the list does not say is never guessed: it comes back as a finding for a person to settle. Importing a list again
changes nothing.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from letterpress.findings import Finding, Place, Rejected, ordered
from letterpress.manuscript import names, roll, roll_table, slugs, tables, yamltext
from letterpress.manuscript.model import Signatory
from letterpress.manuscript.schema import Report

_DASH = '-\u2010\u2011\u2013\u2014'
_CUT = re.compile(rf'\s+[{_DASH}]\s*|\s*[{_DASH}]\s+|\s*[;|\u2022]\s*')      # a dash needs a blank beside it
_INNER_DASH = re.compile(rf'\w[{_DASH}](?=\w)')
_BULLET = re.compile(r'\s*(?:[-*+\u2022\u00b7\u2013\u2014]|\(?\d{1,6}[.)])\s+')
_HEADING = re.compile(r'#{1,6}\s+(.*)')
_SIGNED = re.compile('signator|signataire|firmant|firmatari|unterzeichn|signatár|ondertekenaar|υπογρ|υπέγρα|подпис|'
                     'موقع|موقّع', re.IGNORECASE)


@dataclass(frozen=True)
class Imported:
    """What a list says: entries without an id unless the list gives one, and what a person must look at."""

    entries: tuple[Signatory, ...]
    ambiguous: tuple[Finding, ...]


@dataclass(frozen=True)
class Merged:
    """A roll with an import added: the whole, the entries that are new, and what a person must look at."""

    roll: tuple[Signatory, ...]
    added: tuple[Signatory, ...]
    ambiguous: tuple[Finding, ...]


def read_any(data: bytes, name: str, kind: str = 'organisation') -> Imported:
    """Return the signatories that a file lists, in its order.

    `name` is the file's; `kind` is what those signatories are of whom the file does not say it.
    A name ending in .yaml is a roll, .csv or .tsv a table, anything else text. Raises Rejected where nothing of the
    file can be read (LP101 encoding, LP230 no list found, LP235 table without headings). Codes of what is ambiguous:
    LP231 a dash that may separate, LP232 two things on a line, LP233 commas, LP234 a bracket, LP236 persons who have
    not said whether they are public, LP237 a cell that means nothing, LP201 to LP205 names.
    """
    ending = name.lower().rpartition('.')[2]
    text = tables.decode(data, name)
    report = Report()
    if ending in ('yaml', 'yml'):
        node = yamltext.parse(text, name)
        nodes = node.items if isinstance(node, yamltext.Sequence) else (node,)
        return Imported(tuple(roll.read_nodes(nodes, report)), ordered(report.findings))
    if ending in ('csv', 'tsv'):
        found = roll_table.read(text, name, kind, report)
    else:
        found = [Signatory('', names.normal(one), kind, public=kind == 'organisation', place=place)
                 for one, place in _text(text, name, report)]
        if found and kind == 'person':
            roll_table.say_silent(found, report)
    entries = []
    for entry in found:
        wrong = names.check(entry.name, entry.place)
        report.findings += wrong
        if not any(finding.severity == 'error' for finding in wrong):
            entries.append(entry)
    if not entries and not report.findings:
        raise Rejected(Finding(Place(name), 'LP230', 'no name was found', 'write one name on each line'))
    return Imported(tuple(entries), ordered(report.findings))


# ---- text --------------------------------------------------------------------------------------------------------

def _text(text: str, path: str, report: Report) -> Iterator[tuple[str, Place]]:
    lines = _section(text.split('\n'), path)
    if lines and all(len(_pieces(line)) > 2 for _, line in (lines[0], *lines[:-1])):     # the last line may be short
        yield from _run_on(lines, path, report)
    else:
        for number, line in lines:
            yield from _one(line, Place(path, number, 1), report)


def _section(lines: list[str], path: str) -> list[tuple[int, str]]:
    """Return the lines of the list with their numbers: of a letter with headings, those below the list's."""
    heads = [(n, match[1]) for n, line in enumerate(lines) if (match := _HEADING.match(line))]
    start, end = 0, len(lines)
    if heads:
        lists = [n for n, title in heads if _SIGNED.search(title)]
        if len(lists) != 1:
            what = 'no heading names' if not lists else f'{len(lists)} headings name'
            place = Place(path, lists[1] + 1 if lists else 0)
            raise Rejected(Finding(place, 'LP230', f'{what} the list of signatories',
                                   'put one heading such as "## Signatories" above the list, or keep the list alone'))
        start = lists[0] + 1
        end = next((n for n, _ in heads if n >= start), end)
    return [(n + 1, lines[n]) for n in range(start, end) if lines[n].strip()]


def _one(line: str, place: Place, report: Report) -> Iterator[tuple[str, Place]]:
    """Read a line that should hold one name."""
    name = line[match.end():] if (match := _BULLET.match(line)) else line
    place = replace(place, column=1 + len(line) - len(name.lstrip()))
    name = name.strip()
    if len(_pieces(name)) > 1:
        report.add(place, 'LP232', f'“{name}” may be one name, two names, or a person and an organisation: it was not '
                   'taken over', 'write each name on a line of its own; if it is one name, import it as a table (CSV) '
                   'with the heading "name"')
    elif name and not _doubtful(name, place, report):
        yield name, place


def _run_on(lines: list[tuple[int, str]], path: str, report: Report) -> Iterator[tuple[str, Place]]:
    """Read names that follow each other, on one line or on several."""
    text = '\n'.join(line for _, line in lines)
    for start, piece in _pieces(text):
        place = Place(path, lines[text.count('\n', 0, start)][0], start - text.rfind('\n', 0, start))
        if '\n' in piece:
            report.add(place, 'LP232', f'“{" ".join(piece.split())}” goes across the end of a line and may be one name '
                       'or two: it was not taken over', 'put the whole list on one line, or each name on its own')
        elif not _doubtful(piece, place, report):
            if inner := _INNER_DASH.search(piece) or _CUT.search(piece):
                report.add(place, 'LP231', f'“{piece}” was kept as one name, though a dash may separate two at '
                           f'“{piece[max(inner.start() - 1, 0):inner.end() + 1]}”', 'look at it; if it is two names, '
                           'put blanks around the dash, outside brackets, and import the list again')
            yield piece, place


def _doubtful(name: str, place: Place, report: Report) -> bool:
    """Report what may not be one name although no dash says so."""
    if name.count('(') != name.count(')'):
        report.add(place, 'LP234', f'a bracket of “{name}” has no partner: it was not taken over',
                   'mend it in the list and import it again')
    elif ', ' in _masked(name):
        report.add(place, 'LP233', f'“{name}” may be several names, or a family name and a first name: it was not '
                   'taken over',
                   'write each name on a line of its own, or import a table (CSV) with the heading "name"')
    else:
        return False
    return True


def _pieces(text: str) -> list[tuple[int, str]]:
    """Return the parts of a text between its separators, each with its start; a dash in brackets separates nothing."""
    cuts = [(0, 0), *(cut.span() for cut in _CUT.finditer(_masked(text))), (len(text), len(text))]
    parts = [(start, text[start:end]) for (_, start), (end, _) in zip(cuts, cuts[1:])]
    return [(start + len(part) - len(part.lstrip()), part.strip()) for start, part in parts if part.strip()]


def _masked(text: str) -> str:
    """Return the text with what stands in brackets made unreadable, at the same length."""
    return re.sub(r'\([^()]*\)', lambda found: '(' + 'x' * (len(found[0]) - 2) + ')', text)


# ---- merging -----------------------------------------------------------------------------------------------------

def merge(present: tuple[Signatory, ...], imported: Imported) -> Merged:
    """Return the roll with the new entries at its end; entries that are there keep every field and their order.

    A signatory is there when the id is given and taken, or when name (case and normal form aside) and kind are equal;
    persons who both gave an e-mail address must share it too. Codes: LP238 listed twice, LP239 nearly
    there, LP240 id taken.
    """
    known: dict[str, list[Signatory]] = {}
    for entry in present:
        known.setdefault(names.same(entry.name), []).append(entry)
    alike = {names.skeleton(entry.name): entry for entry in present}
    ids = {entry.id: entry for entry in present}
    added: dict[str, Signatory] = {}
    report = Report()
    for entry in imported.entries:
        twins = known.setdefault(names.same(entry.name), [])
        twin = next((other for other in twins if _one_signatory(other, entry)), None)
        if twin:
            if twin.id in added:
                report.add(entry.place, 'LP238', f'{entry.name} stands twice in the list and was taken over once',
                           'if they are two, add the second one by hand')
        elif entry.id in ids:
            report.add(entry.place, 'LP240', f'the id {entry.id} belongs to {ids[entry.id].name}, but to {entry.name} '
                       'in this list: nothing was taken over', 'if the name has changed, change it in the roll by hand')
        elif near := twins[0] if any(other.kind != entry.kind for other in twins) else (
                None if twins else alike.get(names.skeleton(entry.name))):
            report.add(entry.place, 'LP239',
                       f'{entry.name} is nearly the same as {near.name} ({near.kind}, {near.id}), '
                       'which is in the roll: it was not taken over', 'if it is another signatory, add it by hand')
        else:
            entry = replace(entry, id=entry.id or slugs.fresh(entry.name, ids))
            ids[entry.id] = added[entry.id] = entry
            twins.append(entry)
    return Merged((*present, *added.values()), tuple(added.values()), ordered([*imported.ambiguous, *report.findings]))


def _one_signatory(present: Signatory, entry: Signatory) -> bool:
    if present.kind != entry.kind:
        return False
    mails = {mail.casefold() for mail in (present.private.email, entry.private.email) if mail}
    return present.kind != 'person' or len(mails) < 2
