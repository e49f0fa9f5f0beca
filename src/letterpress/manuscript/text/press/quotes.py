"""The quotations of a language: content/press/<language>/quotes.yaml, and where a release has them.

One is a sentence of the letter itself (`from: letter`), which must stand there word for word, or
what a person or an organisation says. A quotation of the release that holds `{quote:id}` and
nothing else is filled with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding, Place
from letterpress.manuscript import locales
from letterpress.manuscript.model import Block, Edition, Quote, Run
from letterpress.manuscript.text import phrases, prose, unwritten
from letterpress.manuscript.text.press import quotation_marks
from letterpress.manuscript.yaml import declared
from letterpress.manuscript.yaml.shapes import Report, Values
from letterpress.manuscript.yaml.tree import Node

LETTER = 'quote.letter'  # the phrase that says that the letter speaks
TRANSLATED = ('text', 'role')  # what a language words anew

PLACED = re.compile(r'\{quote:([^{}]*)\}')
# what stands for a name that is still to come, beside those of `unwritten`
_NOBODY = re.compile(
    r'n\.?\s?n\.?|t\.?b\.?[acd]\.?|x{2,}|\?+|[.…_–—-]+|(?:first |last |full |your )*name'
    r'|(?:jane|john) doe|name (?:surname|of .*)|lorem ipsum.*',
    re.IGNORECASE,
)


def path_of(language: str) -> str:
    """Return where the quotations of a language stand in a project."""
    return f'content/press/{language}/quotes.yaml'


# ---- reading -------------------------------------------------------------------------------------


def read(node: Node, language: str, report: Report, release: bool) -> tuple[Quote, ...] | None:
    """Return the quotations of a file, None where it cannot be read.

    Codes: LP180, LP181, LP187, those of its shape and of lines.
    """
    report.findings += unwritten.in_tree(node, release)
    values = declared.QUOTES.read(node, report)
    if values is None:
        return None
    found: dict[str, Quote] = {}
    for entry in values:
        if entry['id'] in found:
            report.add(
                entry.where('id'),
                'LP187',
                f'two quotations have the id {entry["id"]}',
                'give one of them another id: release.md places them by it',
            )
        _attributed(entry, report)
        for key in ('text', 'who', 'role', 'organisation'):
            report.findings += prose.check_line(entry[key], entry.where(key))
        _nobody(entry, report, release)
        text = quotation_marks.bare(entry['text'])
        found.setdefault(
            entry['id'],
            Quote(
                entry['id'],
                text,
                quotation_marks.marked(text, language),
                entry['from'] == 'letter',
                entry['who'],
                entry['role'],
                entry['organisation'],
                entry.where('text'),
            ),
        )
    return tuple(found.values())


def _attributed(entry: Values, report: Report) -> None:
    """Report where it is not clear who speaks."""
    named = [key for key in ('who', 'role', 'organisation') if entry[key]]
    if entry['from'] and named:
        report.add(
            entry.where(named[0]),
            'LP187',
            f'the quotation {entry["id"]} is of the letter and of somebody',
            f'remove “from: letter” where somebody says it, else remove {" and ".join(named)}',
        )
    elif not entry['from'] and not (entry['who'] or entry['organisation']):
        report.add(
            entry.place,
            'LP187',
            f'nobody says the quotation {entry["id"]}',
            'add “who: …” or “organisation: …” to it, or “from: letter” where the letter says it',
        )


def _nobody(entry: Values, report: Report, release: bool) -> None:
    for key in ('who', 'role', 'organisation'):
        if _NOBODY.fullmatch(entry[key].strip()):
            report.findings.append(
                unwritten.still_stands(
                    entry.where(key),
                    f'{key} is still a placeholder: {entry[key][:80]}',
                    release,
                    'name who says it, or leave the quotation out until somebody does',
                )
            )


# ---- in the release ------------------------------------------------------------------------------


def placed(
    blocks: tuple[Block, ...], quotes: Sequence[Quote] | None, report: Report
) -> tuple[Block, ...]:
    """Return a release's blocks with the quotations that they place. Code: LP187.

    Of None, quotations that could not be read, each is an empty one.
    """
    known = {one.id: one for one in quotes or ()}
    found: list[Block] = []
    for n, block in enumerate(blocks):
        match = PLACED.fullmatch(block.text.strip())
        further = n + 1 < len(blocks) and blocks[n + 1].goes_on
        if match is None or block.kind != 'quote' or block.goes_on or further:
            found.append(block)  # what is left of {quote:…} is found with the other placeholders
            continue
        one = known.get(match[1])
        if quotes is None:
            found.append(replace(block, runs=(), quote=match[1]))
        elif one is None:
            report.add(
                block.place,
                'LP187',
                f'there is no quotation {match[1]}',
                did_you_mean(match[1], known)
                if known
                else f'write it into {path_of(_language(block))}',
            )
            found.append(replace(block, runs=(), quote=match[1]))
        else:
            found.append(replace(block, runs=(Run(one.said),), quote=one.id))
    return tuple(found)


def _language(block: Block) -> str:
    return block.place.path.split('/')[-2]


def misplaced(text: str, place: Place) -> Iterator[Finding]:
    """Find {quote:…} where it places nothing (LP187)."""
    for match in PLACED.finditer(text):
        yield Finding(
            place,
            'LP187',
            f'{match[0]} places no quotation here',
            'let it stand alone in a quotation of release.md: > ' + match[0],
        )


# ---- who speaks ----------------------------------------------------------------------------------


def speaker(quote: Quote, edition: Edition) -> str:
    """Return the line that says who speaks: name, role and organisation, or the letter."""
    if quote.from_letter:
        return phrases.say(edition, LETTER)
    comma = '، ' if locales.script(edition.language) == 'Arab' else ', '
    return comma.join(filter(None, (quote.who, quote.role, quote.organisation)))
