"""campaign.yaml: the facts of the campaign, typed, and which of them are still the sample's."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

from letterpress.findings import Finding, Place
from letterpress.manuscript import locales, shapes
from letterpress.manuscript.model import Contact, Facts, Filing, Imprint, Publisher
from letterpress.manuscript.schema import Report, Values
from letterpress.manuscript.yamltext import Mapping, Node, Scalar, Sequence

PATH = 'content/campaign.yaml'

# Names that can belong to nobody (RFC 2606, RFC 6761)
_NOBODY = re.compile(r'(?<![\w-])(example\.(org|com|net)|[\w-]+\.(example|invalid|test))(?![\w-])', re.IGNORECASE)

# Numbers kept for fiction: France (ARCEP, decision 2018-0881), the United Kingdom (Ofcom), North America (555-01XX)
_FICTION = re.compile(r'(\+33|0033|0)(19900|26191|35301|46571|53649|63998)\d{4}'
                      r'|(\+44|0044|0)(1632960|7700900)\d{3}|(\+1|1)?\d{3}55501\d\d')

# What the sample, and a new letter, say where the owner's own words belong
_TO_FILL_IN = re.compile(r'\[.*\]|(name|address) of the printer\b.*', re.IGNORECASE | re.DOTALL)


def read(node: Node, report: Report) -> Facts | None:
    """Return the facts, or None after reporting what is wrong. Sets the report's source language."""
    report.source_language = source_language(node)
    values = shapes.CAMPAIGN.read(node, report)
    if values is None:
        return None
    source, languages = values['source_language'], values['languages']
    if source not in languages:
        report.add(values.where('languages'), 'LP138', f'the source language {source} is not among the languages',
                   f'add {source} to the list')
    for code in (*languages, values['addressee']['lang']):
        if code not in locales.SUPPORTED and not locales.known(code):
            report.add(values.where('languages'), 'LP126', f'{code} is not the code of a known language',
                       'write a code such as fr, pt-BR or zh-Hant')
    earlier = values['edition']['previous']
    if earlier and not (earlier['number'] < values['edition']['number'] and earlier['date'] <= values['edition']['date']):
        report.add(earlier.place, 'LP283', f'edition {earlier["number"]} of {earlier["date"].isoformat()} does not come before '
                   f'edition {values["edition"]["number"]} of {values["edition"]["date"].isoformat()}',
                   'write the number and date of the edition before, or remove "previous"')
    return _typed(values)


def source_language(node: Node) -> str:
    """Return what stands under source_language, unchecked: texts by language need it while the rest is still read."""
    found = node.get('source_language') if isinstance(node, Mapping) else None
    return found.value if isinstance(found, Scalar) else ''


def _typed(values: Values) -> Facts:
    publisher, contact, imprint = values['publisher'], values['contact'], values['imprint']
    addressee, seal = values['addressee'], values['seal']
    by_country = {country: (entry['printer'], entry['address']) for country, entry in imprint['by_country'].items()}
    return Facts(
        title=values['title'], edition=values['edition']['number'], date=values['edition']['date'],
        place=values['place'], source_language=values['source_language'], languages=values['languages'],
        publisher=Publisher(publisher['name'], publisher['url']),
        contact=Contact(contact['name'], contact['email'], contact['phone']),
        imprint=Imprint(imprint['printer'], imprint['address'], MappingProxyType(by_country)),
        embargo=values['embargo'], licence=values['licence'],
        addressee=addressee['lines'], addressee_language=addressee['lang'],
        trusted_seals=frozenset(seal['trusted_sha256'] if seal else ()), filing=_filing(values['filing']),
        previous=_previous(values['edition']['previous']), letter_names=values['letter_names'])


def _previous(values: Values | None) -> tuple[int, date] | None:
    return (values['number'], values['date']) if values else None


def _filing(values: Values | None) -> Filing:
    if values is None:
        return Filing()
    signed = values['signed_by']
    if signed is None:
        return Filing(values['reference'], bodies=values['bodies'])
    return Filing(values['reference'], signed['name'], signed['capacity'], signed['nationality'], signed['address'],
                  signed['email'], values['bodies'])


# ---- what the owner has still to say -----------------------------------------------------------------------------

def is_placeholder(text: str) -> bool:
    """Tell whether a text stands for one that the owner has still to give.

    That is: an address under example.org and its like, a telephone number kept for fiction, the sample's words for the
    printer, or anything in [square brackets].
    """
    return bool(_NOBODY.search(text) or _TO_FILL_IN.fullmatch(text.strip())
                or _FICTION.fullmatch(re.sub(r'[\s().\-/]', '', text)))


def unfinished(node: Node, release: bool) -> Iterator[Finding]:
    """Find every placeholder that still stands in campaign.yaml, and an embargo left open at a release.

    Codes: LP180, or LP181 where `release`; LP182.
    """
    for name, scalar in _scalars(node, ''):
        if is_placeholder(scalar.value):
            yield still_sample(scalar.place, f'{name} is still a placeholder: {scalar.value}', release)
    if release and isinstance(node, Mapping) and node.get('embargo') is None:
        yield Finding(Place(node.place.path, 1), 'LP182', 'a release must say whether there is an embargo',
                      'add a line "embargo: none", or its end with time and offset: 2026-12-01T09:00+01:00')


def still_sample(place: Place, message: str, release: bool) -> Finding:
    """Return the finding for a placeholder: a warning in a draft, an error at a release."""
    return Finding(place, 'LP181' if release else 'LP180', message, 'write your own')


def _scalars(node: Node, name: str) -> Iterator[tuple[str, Scalar]]:
    if isinstance(node, Scalar):
        yield name, node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item, name)
    else:
        for key, value in node.entries:
            yield from _scalars(value, f'{name}.{key.value}'.lstrip('.'))
