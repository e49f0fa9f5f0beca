"""E-mail addresses, telephone numbers and web addresses in what should be a name.

How to reach somebody is no name. Many organisations are called like a domain (Franciliens.net,
noyb.eu) or by a number (1000 Züge, 78 Sud, Agenda 2005-2010): these are names. Sources: RFC 5322
(addresses), ITU-T E.123 and E.164 (how telephone numbers are written, seven digits at least with
the area's).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from letterpress.manuscript.countries import CODES

_MAIL = (
    r'[^\s@<>()",;:]+\s?@\s?[\w-]+(?:\.[\w-]+)+|'
    r'\w\s*[(\[{]\s*(?:at|arobase|arroba|chiocciola|ät|à|παπάκι|маймунско|кльомба|@)\s*[)\]}]\s*\w'
    r'|mailto:'
)
_ENDINGS = '|'.join(
    sorted({*map(str.lower, CODES), 'eu', 'uk', 'com', 'org', 'net', 'info', 'coop', 'social'})
)
_WEB = rf'[a-z][a-z+.-]*://|\bwww\d?\.\w|\b[\w-]+(?:\.[\w-]+)*\.(?:{_ENDINGS})/\w'
_RUN = re.compile(r'(?<![\w.])[+(]{0,2}\d[\d\s().+/\u2010-\u2013-]*\d(?!\w)')
_CALLED = (
    r'\b(?:tel|tél|telefon|téléphone|telephone|teléfono|telefono|phone|mobile?|mob|gsm|fax|'
    r'τηλ|τηλέφωνο|тел|телефон)\b\W{0,3}\+?\d[\d\s().-]{4,}|'
    r'(?:هاتف|جوال)\W{0,3}\+?\d[\d\s().-]{4,}'
)
_YEARS = re.compile(r'(?:1[5-9]|20)\d\d\s*[-/\u2010-\u2013]\s*(?:(?:1[5-9]|20)\d\d|\d\d)')
_DATE = re.compile(r'\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}')
# 1 000 000 people; 600 123 456 is a telephone
_ROUND = re.compile(r'\d{1,3}(?:[\s.]\d{3})*[\s.]000|\d+000')
_LETTERS = re.compile(r"[^\W\d_]+(?:[ .,'’&-]{1,2}[^\W\d_]+)*\.?")
_LEAST = 7  # digits of a telephone number

_ADDRESS = r'[^\s@<>()\",;:]+@[\w-]+(?:\.[\w-]+)+'
_WITH_MAIL = re.compile(rf'\s*"?([^"<>@]*[^"<>@\s])"?\s*<\s*(?:mailto:)?({_ADDRESS})\s*>\s*')


def held(name: str) -> str:
    """Return what a name holds that is no name.

    'an e-mail address', 'a web address', 'a telephone number', or ''.
    """
    if _of_letters_alone(name):
        return ''  # nearly every name; the searches below take ten times as long
    plain = unicodedata.normalize('NFKC', name)
    if _pattern(_MAIL).search(plain):
        return 'an e-mail address'
    if _pattern(_WEB).search(plain):
        return 'a web address'
    if _pattern(_CALLED).search(plain) or any(map(_is_telephone, _RUN.findall(plain))):
        return 'a telephone number'
    return ''


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Compile one of the larger patterns when a name first asks for it: they take long."""
    return re.compile(source, re.IGNORECASE)


def _of_letters_alone(name: str) -> bool:
    """Say whether a name is words of letters, none of them in disguise."""
    if not _LETTERS.fullmatch(name) or 'www' in name.lower():
        return False
    return unicodedata.is_normalized('NFKC', name)


def _is_telephone(run: str) -> bool:
    run = run.strip(' ()/-')
    if any(whole.fullmatch(run) for whole in (_YEARS, _DATE, _ROUND)):
        return False
    return sum(character.isdigit() for character in run) >= _LEAST


def parted(text: str) -> tuple[str, str]:
    """Return name and e-mail address of a text such as `Ana Sol <ana@example.org>`.

    Any other has no address.
    """
    found = _WITH_MAIL.fullmatch(text) if '<' in text else None
    return (found[1], found[2]) if found else (text, '')
