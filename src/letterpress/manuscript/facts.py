"""campaign.yaml: the facts of the campaign, typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from types import MappingProxyType

from letterpress.findings import Finding, Place
from letterpress.manuscript import locales
from letterpress.manuscript.filing import postal
from letterpress.manuscript.model import Contact, Facts, Filing, Imprint, Publisher
from letterpress.manuscript.yaml import declared
from letterpress.manuscript.yaml.shapes import Report, Values
from letterpress.manuscript.yaml.tree import Mapping, Node, Scalar

PATH = 'content/campaign.yaml'

# Keys of texts that are printed as they stand, in every language that they are written in.
_PRINTED = re.compile(
    r'(?:title|place|licence|publisher\.name|contact\.name|imprint|addressee\.lines)(?:\.|$)'
)


def is_printed(name: str) -> bool:
    """Tell whether a text of campaign.yaml, by its keys, is printed and knows no markup."""
    return _PRINTED.match(name) is not None


def read(node: Node, report: Report, now: datetime | None = None) -> Facts | None:
    """Return the facts, or None after reporting what is wrong. Sets the report's source language.

    `now` is given for a release, which shall not ask for silence until a day that is past; nothing
    else looks at it.
    """
    report.source_language = source_language(node)
    values = declared.CAMPAIGN.read(node, report)
    if values is None:
        return None
    source, languages = values['source_language'], values['languages']
    if source not in languages:
        report.add(
            values.where('languages'),
            'LP138',
            f'the source language {source} is not among the languages',
            f'add {source} to the list',
        )
    for code in (*languages, values['addressee']['lang']):
        if code not in locales.SUPPORTED and not locales.known(code):
            report.add(
                values.where('languages'),
                'LP126',
                f'{code} is not the code of a known language',
                'write a code such as fr, pt-BR or zh-Hant',
            )
    earlier = values['edition']['previous']
    if earlier and not (
        earlier['number'] < values['edition']['number']
        and earlier['date'] <= values['edition']['date']
    ):
        report.add(
            earlier.place,
            'LP283',
            f'edition {earlier["number"]} of {earlier["date"].isoformat()} does not come before '
            f'edition {values["edition"]["number"]} of {values["edition"]["date"].isoformat()}',
            'write the number and date of the edition before, or remove "previous"',
        )
    _embargo(values, report, now)
    return _typed(values)


def _embargo(values: Values, report: Report, now: datetime | None) -> None:
    """Report an embargo that ends before the edition's date (LP190) or a release (LP191)."""
    embargo, day = values['embargo'], values['edition']['date']
    if embargo is None:
        return
    if embargo.date() < day:
        report.add(
            values.where('embargo'),
            'LP190',
            f'the embargo ends on {embargo.date().isoformat()}, before the date of the '
            f'edition, {day.isoformat()}',
            'correct one of the two; without an embargo write "embargo: none"',
        )
    if now is not None and embargo <= now:
        report.add(
            values.where('embargo'),
            'LP191',
            f'the embargo ended on {embargo.date().isoformat()}, and every page still asks for it',
            'write "embargo: none", or its new end',
        )


def unsaid(node: Node, release: bool) -> Iterator[Finding]:
    """Find an embargo left open at a release. Code: LP182."""
    if release and isinstance(node, Mapping) and node.get('embargo') is None:
        yield Finding(
            Place(node.place.path, 1),
            'LP182',
            'a release must say whether there is an embargo',
            'add a line "embargo: none", or its end with time and offset: 2026-12-01T09:00+01:00',
        )


def source_language(node: Node) -> str:
    """Return what stands under source_language, unchecked.

    Texts by language need it while the rest is still read.
    """
    found = node.get('source_language') if isinstance(node, Mapping) else None
    return found.value if isinstance(found, Scalar) else ''


def _typed(values: Values) -> Facts:
    publisher, contact = values['publisher'], values['contact']
    addressee, seal = values['addressee'], values['seal']
    return Facts(
        title=values['title'],
        edition=values['edition']['number'],
        date=values['edition']['date'],
        place=values['place'],
        source_language=values['source_language'],
        languages=values['languages'],
        publisher=Publisher(publisher['name'], publisher['url']),
        contact=Contact(contact['name'], contact['email'], contact['phone']),
        imprint=_imprint(values['imprint']),
        embargo=values['embargo'],
        licence=values['licence'],
        addressee=addressee['lines'],
        addressee_language=addressee['lang'],
        trusted_seals=frozenset(seal['trusted_sha256'] if seal else ()),
        filing=_filing(values['filing']),
        previous=_previous(values['edition']['previous']),
        letter_names=values['letter_names'],
        copies=values['copies'],
        layouts=values['layouts'],
        site_url=values['site_url'],
    )


def _imprint(values: Values | None) -> Imprint:
    if values is None:
        return Imprint()
    by_country = {
        country: (entry['printer'], entry['address'])
        for country, entry in values['by_country'].items()
    }
    return Imprint(values['printer'], values['address'], MappingProxyType(by_country))


def _previous(values: Values | None) -> tuple[int, date] | None:
    return (values['number'], values['date']) if values else None


def _filing(values: Values | None) -> Filing:
    if values is None:
        return Filing()
    window = values['window'] or postal.window(values['country'])
    signed = values['signed_by']
    if signed is None:
        return Filing(
            values['reference'],
            bodies=values['bodies'],
            country=values['country'],
            window=window,
        )
    return Filing(
        values['reference'],
        signed['name'],
        signed['capacity'],
        signed['nationality'],
        signed['address'],
        signed['email'],
        values['bodies'],
        values['country'],
        window,
    )
