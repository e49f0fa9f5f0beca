"""What stands in a row of a list where a name should: two of them, a sum, a whole row, nothing."""

from __future__ import annotations

import re

from letterpress.findings import Place
from letterpress.manuscript.roll import consent
from letterpress.manuscript.roll.lists import cells
from letterpress.manuscript.roll.lists.columns import is_no_name
from letterpress.manuscript.yaml.shapes import Report


def stray(cell: str, place: Place, report: Report) -> None:
    """Report a row with more cells than there are headings (LP246)."""
    report.add(
        place,
        'LP246',
        f'the row has a cell without a heading, “{cells.short(cell)}”: it was not taken over',
        'put a cell that holds the separator in quotation marks, or give each column a heading',
    )


def short(count: int, of: int, place: Place, report: Report) -> None:
    """Report a row with fewer cells than there are headings (LP246)."""
    report.add(
        place,
        'LP246',
        f'the row has {count} of {of} cells: it was not taken over',
        'write every cell, the empty ones too, and import the table again',
    )


def no_name(name: str, place: Place, report: Report) -> bool:
    """Report a sum of the rows above (LP345), a formula or its error (LP346) in a name's place.

    Returns whether it is one.
    """
    if cells.is_computed(name):
        report.add(
            place,
            'LP346',
            f'“{cells.short(name)}” is a formula, or its error, and no name: it was not taken over',
            'mend the cell in the spreadsheet, export the list again as values, and import that',
        )
    elif cells.is_total(name):
        report.add(
            place,
            'LP345',
            f'“{cells.short(name)}” looks like a sum and not like a name: it was not taken over',
            'remove the row; if it is a name, add it to the roll by hand',
        )
    else:
        return False
    return True


_AND = frozenset('& + and und sowie et και и oraz'.split())
_TWO = re.compile(r'[^\W\d_][.)]?\s*[&+]\s*[^\W\d_]')


def two_persons(name: str, place: Place, report: Report) -> bool:
    """Report two persons in the place of one (LP348); returns whether there may be two.

    "Ortega y Gasset", "Costa e Silva" and "Puig i Cadafalch" are one each.
    """
    if _AND.isdisjoint(name.casefold().split()[1:-1]) and not _TWO.search(name):
        return False
    report.add(
        place,
        'LP348',
        f'“{cells.short(name)}” may be two persons: nobody was taken over',
        'write each on a row of their own, with their own answer; if it is one, add the name by '
        'hand',
    )
    return True


def nameless(place: Place, report: Report) -> None:
    """Report a row without a name (LP202)."""
    report.add(
        place,
        'LP202',
        'the row has no name: it was not taken over',
        'write it, or remove the row',
    )


def whole_row(name: str, sign: str, place: Place, report: Report) -> None:
    """Report a name that may be a whole row (LP241)."""
    report.add(
        place,
        'LP241',
        f'the name “{cells.short(name)}” holds “{sign}” and may be a whole row: it was '
        'not taken over',
        'mend the row; if it is one name, add it to the roll by hand',
    )


def say_spoilt(name: str, meant: str, place: Place, report: Report) -> None:
    """Report a name whose letters were lost when a file was saved (LP221)."""
    report.add(
        place,
        'LP221',
        f'the name “{cells.short(name)}” was spoilt when a file was saved'
        + (f', “{cells.short(meant)}” was meant' if meant != name else '')
        + ': it was not taken over',
        'export the list again from where it comes, as XLSX or as CSV in UTF-8',
    )


# A letter that none of the pages below has, or one that stands alone between letters of ASCII: in
# UTF-8 it would have two bytes at least.
_NOT_SPOILT = re.compile(
    '[^\x00-\u02dd\u2010-\u2122]|(?<![^\x00-\x7f])[^\x00-\x7f](?![^\x00-\x7f])'
)


def spoilt(name: str) -> str:
    """Return what a name was before its letters were spoilt, the name itself where nobody knows.

    '' for a sound one. UTF-8 that was read as Windows-1252 ("FÃ©dÃ©ration") reads back as UTF-8,
    which no name in any language does; a letter that was lost is U+FFFD.
    """
    if '\ufffd' in name:
        return name
    if name.isascii() or _NOT_SPOILT.search(name):
        return ''
    for page in ('cp1252', 'latin-1', 'cp1250'):
        try:
            return name.encode(page).decode('utf-8')
        except UnicodeError:
            continue
    return ''


_A_SIGN = re.compile(r'[;|\t,:=(\[]')


def divided(name: str) -> str:
    """Return the sign by which a name looks like a row of a table, or a name and an answer.

    '' for none. "Ligue, section du Nord" and "Narcotics Anonymous" are names; "Roy,Paris,non",
    "Roy: yes" and "Roy (anonymous)" are not.
    """
    if not _A_SIGN.search(name):
        return ''  # nearly every name
    if found := re.search(r'[;|\t]', name):
        return found[0]
    if name.count(',') > 1 and not re.search(r',\s', name):
        return ','
    first, *parts = re.split(r'([,:=(\[])', re.sub(r'[)\]]', '', name))
    if ':' in name and is_no_name(first):
        return ':'
    signs = zip(parts[::2], parts[1::2], strict=True)
    return next((sign for sign, part in signs if _answers(part.strip())), '')


def _answers(part: str) -> bool:
    if len(part) > 1 and consent.answer(part) in (consent.Answer.YES, consent.Answer.NO):
        return True
    return consent.speaks_against(part)
