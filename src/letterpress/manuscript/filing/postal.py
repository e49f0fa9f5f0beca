"""Addresses in the order of their country.

A table may give street, postcode, town, region and country in columns, as offices have them,
instead of the lines of an address. In which order they stand, and what shares a line, is the
country's (UPU, Postal addressing systems in member countries). The country stands last, alone, in
capitals, in the language of the letter: the post that takes the letter must be able to read it, and
the post of the country itself needs no such line.
"""

from __future__ import annotations

from collections.abc import Mapping

from letterpress.manuscript import locales
from letterpress.manuscript.model import LEFT, RIGHT
from letterpress.values import dataclass

# where letters are put into envelopes with the window on the right; elsewhere it is on the left
_WINDOW_RIGHT = ('FR', 'MC')

PARTS = ('street', 'postcode', 'town', 'region', 'country')

_DEFAULT = 'street / postcode town'
_ORDERS = {
    'street / town / postcode': 'GB IE GG IM JE RU UA BY KZ KG UZ EG KE LK ZA',
    'street / town region postcode': 'US CA AU PR GU VI',
    'street / town postcode': 'NZ JP IL SA PK NG TH NP BD MT SG BH JO MM',
    'street / town-postcode': 'IN',
    'street / town, postcode': 'LV',
    'town / street / postcode': 'HU',
    'street / postcode town region': 'IT SM VA',
    'street / town - region / postcode': 'BR',
    'street / postcode town, region': 'MX',
    'street / town / region': 'HK AE',
}
ORDERS: Mapping[str, str] = {
    code: order for order, codes in _ORDERS.items() for code in codes.split()
}


def window(country: str) -> str:
    """Return the side of an envelope's window in a country; of '', that of the house."""
    return RIGHT if not country or country in _WINDOW_RIGHT else LEFT


@dataclass(frozen=True)
class Postal:
    """The parts of an address; '' for one that it does not have. `country` is an ISO 3166 code.

    `street` may have several lines, divided by ` / `.
    """

    street: str
    postcode: str
    town: str
    region: str
    country: str


def lines(parts: Postal, language: str, home: str = '') -> tuple[str, ...]:
    """Return the lines of an address.

    language: of the letter, in which the country is named; home: the country that the letters are
    posted in, whose name is left out. A part that is empty takes the signs before it along.
    """
    made = []
    for line in ORDERS.get(parts.country, _DEFAULT).split(' / '):
        text = _filled(line, parts)
        if text:
            made += [part.strip() for part in text.split(' / ')]
    if parts.country and parts.country != home:
        # German has no capital for every sign that a name may hold; Greek capitals bear no accents
        name = locales.country_name(parts.country, language)
        made.append(locales.capitals(name, language))
    return tuple(made)


def _filled(line: str, parts: Postal) -> str:
    """Return a line of an order with its parts in place of their names."""
    text, before = '', ''
    at = 0
    while at < len(line):
        name = next((one for one in PARTS if line.startswith(one, at)), '')
        if not name:
            before += line[at]
            at += 1
            continue
        value = getattr(parts, name)
        if value:
            text += (before if text else '') + value
        before = ''
        at += len(name)
    return text
