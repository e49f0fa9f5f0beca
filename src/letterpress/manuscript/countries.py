"""Countries: what people write for one, read as the two letters of ISO 3166-1.

Organisations spell a country as they like: by its code, by the EU's own code, by its name in their
language. All that is clear becomes one code, so that one country is counted once. Names come from
CLDR, through Babel, which is imported when the first name is read: a roll of codes never pays for
it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from letterpress.base.nearest import near
from letterpress.manuscript.locales import SUPPORTED
from letterpress.manuscript.yaml.scalars import Report, Schema, Text
from letterpress.manuscript.yaml.tree import Node

# ISO 3166-1 alpha-2, as officially assigned; XK (Kosovo) is free for users, and the EU and CLDR use
# it so.
CODES = frozenset(
    (
        'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO '
        'BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ '
        'DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP '
        'GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG '
        'KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML '
        'MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE '
        'PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL '
        'SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM '
        'US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK'
    ).split()
)

# Interinstitutional Style Guide, annex A5, until 2019 and in VAT numbers still
_OF_THE_EU = {'EL': 'GR', 'UK': 'GB'}
_SLIPS = {'EN': 'GB', 'SP': 'ES'}  # codes that people write and nobody has assigned

# What is usual and not CLDR's name in that language. A name that stands with two countries is no
# name of either.
_USUAL = {
    'AE': 'UAE, Emirates, Émirats, EAU',
    'BA': 'Bosnia, Bosnie, Bosnien, Βοσνία, Босна, البوسنة',
    'CD': (
        'DRC, RDC, DR Congo, DR Kongo, Democratic Republic of the Congo, '
        'République démocratique du Congo, Zaire, Congo, Kongo, Κονγκό, Конго, الكونغو'
    ),
    'CG': (
        'Republic of the Congo, République du Congo, Congo Brazzaville, Congo, Kongo, Κονγκό, '
        'Конго, الكونغو'
    ),
    'CI': 'Ivory Coast',
    'CV': 'Cape Verde, Cap Vert',
    'CZ': (
        'Czech Republic, République tchèque, República Checa, Tschechische Republik, '
        'Repubblica Ceca, Τσεχική Δημοκρατία, Чешка република, جمهورية التشيك'
    ),
    'DE': 'Federal Republic of Germany, Bundesrepublik Deutschland, BRD',
    'FR': 'French Republic, République française',
    'GB': (
        'Great Britain, Britain, United Kingdom of Great Britain and Northern Ireland, England, '
        'Scotland, Wales, Northern Ireland, Grande-Bretagne, Angleterre, Écosse, Pays de Galles, '
        'Irlande du Nord, Gran Bretaña, Inglaterra, Escocia, Gales, Großbritannien, Schottland, '
        'Nordirland, Gran Bretagna, Inghilterra, Scozia, Galles, Μεγάλη Βρετανία, Βρετανία, '
        'Αγγλία, Σκωτία, Великобритания, Англия, Шотландия, Уелс, بريطانيا, بريطانيا العظمى, '
        'إنجلترا'
    ),
    'GR': 'Hellas, Hellenic Republic, Ελλάς, Ελληνική Δημοκρατία',
    'HK': 'Hong Kong, Hongkong',
    'IE': 'Republic of Ireland, Eire, Éire, République d’Irlande',
    'IR': 'Islamic Republic of Iran',
    'KP': 'DPRK',
    'KR': 'Republic of Korea, République de Corée',
    'LA': 'Lao PDR',
    'MD': 'Republic of Moldova',
    'MK': 'Macedonia, Macédoine, Mazedonien, FYROM, Republic of North Macedonia, Македония',
    'MM': 'Burma, Birmanie, Birmania',
    'MO': 'Macau, Macao',
    'NL': 'Holland, Hollande, Holanda, Olanda, Ολλανδία, Холандия, هولندا',
    'PS': 'Palestine, State of Palestine, Palestina, Palästina, Παλαιστίνη, Палестина, فلسطين',
    'RU': 'Russian Federation, Fédération de Russie, Russische Föderation',
    'SY': 'Syrian Arab Republic',
    'SZ': 'Swaziland',
    'TL': 'East Timor, Timor oriental',
    'TR': 'Turkey, Turkiye',
    'TW': 'Taiwan',
    'US': (
        'United States of America, États-Unis d’Amérique, Estados Unidos de América, EE UU, '
        'EEUU, Vereinigte Staaten von Amerika, Stati Uniti d’America, '
        'Ηνωμένες Πολιτείες Αμερικής, ΗΠΑ, САЩ, الولايات المتحدة الأمريكية'
    ),
    'VA': 'Vatican, Holy See, Vatikan',
    'VE': 'Bolivarian Republic of Venezuela',
    'VN': 'Viet Nam',
}
# of the EU and its neighbours, beside the languages that letterpress is written in
_NATIVE = tuple(
    'cs da et fi ga hr hu is lt lv mk mt nb nl pl pt ro ru sk sl sq sr sv tr uk'.split()
)
_SMALL = frozenset(
    'a and d das der die e el et gli i il l la las le les los o of the und y η και ο οι τα της το '
    'и'.split()
)


@lru_cache(4096)
def code(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of what somebody wrote for a country.

    Codes stand in capitals (two letters in small ones are as often a language: uk, el, ar, sv);
    names count in the languages letterpress is written in, then in those of the EU and its
    neighbours, whatever case, accents and articles they have. Two of these may stand beside each
    other, as in "Deutschland (DE)". Raises ValueError for anything else,
    and for a name that two countries bear.
    """
    letters = re.sub(r'[.\s]', '', text)
    if re.fullmatch('[A-Z]{2}', letters):
        assigned = _OF_THE_EU.get(letters, letters)
        if assigned in CODES:
            return assigned
    elif len(letters) > 2:
        if re.fullmatch('[A-Z]{3}', letters) and letters in _alpha_3():
            return _alpha_3()[letters]
        key = _folded(text)
        for languages in (SUPPORTED, _NATIVE):
            if found := _names(languages).get(key):
                return found
        if found := _said_twice(text):
            return found
    raise ValueError(f'{text} is no country')


_APART = re.compile(r'[()\[\],;/|]|\s[–—-]\s')


def _said_twice(text: str) -> str:
    """Return the code of "Deutschland (DE)" or "Schweiz / Suisse": each part names that country."""
    parts = [part.strip() for part in _APART.split(text) if part.strip()]
    if not 1 < len(parts) < 5 or any(map(_APART.search, parts)):
        return ''
    try:
        found = set(map(code, parts))
    except ValueError:
        return ''
    return found.pop() if len(found) == 1 else ''


def advice(text: str) -> str:
    """Return what to do about a text that is no country."""
    letters = re.sub(r'[.\s]', '', text)
    general = 'write two capital letters such as FR (ISO 3166), or the name of the country'
    if len(letters) == 2:
        upper = letters.upper()
        meant = (_OF_THE_EU | _SLIPS).get(upper) or (upper if upper in CODES else '')
        return f'did you mean {meant}? {general}' if meant else general
    known = _names(SUPPORTED)
    found = near(_folded(text), known)
    return f'did you mean {known[found]}? {general}' if found else general


class CountryShape:
    """A country, by code or name; reads to two letters of ISO 3166-1."""

    def read(self, node: Node, report: Report) -> str | None:
        """Return the two letters. Code: LP127."""
        value = Text(most=500).read(node, report)
        if value is None or value in CODES:
            return value
        try:
            return code(value)
        except ValueError:
            report.add(node.place, 'LP127', f'{value} is not a country of ISO 3166', advice(value))
            return None

    def json(self) -> Schema:
        """Return it for editors: a text, described."""
        return {
            'type': 'string',
            'description': 'two letters of ISO 3166 such as FR, or the name of the country',
        }


Country = CountryShape()


def _folded(text: str) -> str:
    """Return a name without case, accents, blanks, punctuation and articles."""
    letters = unicodedata.normalize('NFKD', text.replace('ı', 'i').casefold())
    words = re.findall(
        r'\w+', ''.join(letter for letter in letters if not unicodedata.combining(letter))
    )
    return ''.join(word for word in words if word not in _SMALL)


@cache
def _alpha_3() -> dict[str, str]:
    """Return alpha-2 by alpha-3.

    A code of the past that fell apart into several countries is none.
    """
    from babel.core import get_global

    return {
        three: two[0]
        for three, two in get_global('territory_aliases').items()
        if len(three) == 3 and three.isalpha() and len(two) == 1 and two[0] in CODES
    }


@cache
def _names(languages: tuple[str, ...]) -> dict[str, str]:
    """Return codes by folded name, in some languages; what two countries are called is left out."""
    from babel import Locale

    found: dict[str, set[str]] = {}
    for language in languages:
        for two, name in Locale.parse(language).territories.items():
            if two in CODES:
                # "Myanmar (Burma)" is called by each of the two
                for one in (
                    name,
                    *re.findall(r'[^()]+', name),
                ):
                    found.setdefault(_folded(one), set()).add(two)
    for two, usual in _USUAL.items() if languages == SUPPORTED else ():
        for name in usual.split(', '):
            found.setdefault(_folded(name), set()).add(two)
    return {key: two.pop() for key, two in found.items() if key and len(two) == 1}
