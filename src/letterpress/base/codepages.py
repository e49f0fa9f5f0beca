"""What a file that is no UTF-8 is probably encoded in.

A code page is judged by the letters that it makes of the bytes above 0x7f. The right one gives
letters that belong to one language in every line, and few languages in all; a wrong one gives
letters that no language has together, capitals and signs in the middle of a word. A guess is said
to a person with a word that hangs on it; where two pages explain the bytes equally well and make
different words of them, it is a question: a roll read by the wrong one would print "Pawe³" for
"Paweł".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import NamedTuple

# Python's name: what people know it by, and the small letters beyond a to z of each language that
# is written in it (CLDR, exemplarCharacters)
_WESTERN = (
    'àâæçéèêëîïôœùûüÿ äöüß áéíñóúü áâãàçéêíóôõú àèéìíòóùú åäöé æøåé áéíóúýþæöð éëïóüáè àçéèíïóòúü '
    'äöõüšž çëê'
)
_PAGES = {
    'cp1252': ('Windows-1252 (Western Europe)', _WESTERN),
    'cp1250': (
        'Windows-1250 (Central Europe)',
        'ąćęłńóśźż áčďéěíňóřšťúůýž áäčďéíĺľňóôŕšťúýž áéíóöőúüű ăâîşţ čćđšž äöüß çë',
    ),
    'cp1251': (
        'Windows-1251 (Cyrillic)',
        'абвгдежзийклмнопрстуфхцчшщъьюя абвгдеёжзийклмнопрстуфхцчшщъыьэюя '
        'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя абвгдђежзијклљмнњопрстћуфхцчџш '
        'абвгдѓежзѕијклљмнњопрстќуфхцчџш',
    ),
    'cp1253': ('Windows-1253 (Greek)', 'αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ'),
    'cp1256': (
        'Windows-1256 (Arabic)',
        'اأإآبتثجحخدذرزسشصضطظعغفقكلمنهوؤيئءةىًٌٍَُِّْـ،؟؛ ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیآأؤئء‌',
    ),
    'mac_roman': ('Mac OS Roman', _WESTERN),
}
# their words hold no Latin letter; the commonest letters tell them from each other
_WHOLE_WORDS = {
    'cp1251': 'аоеинтсрвлкдпм',
    'cp1253': 'αοιτεσνηυρκπλμςόίάέή',
    'cp1256': 'اليمنرتوبعة',
}
_IN_WORDS = '’‘·‐–—'  # signs that stand between letters
_BOMS = ((b'\xff\xfe', 'UTF-16'), (b'\xfe\xff', 'UTF-16'))
_SAMPLE = 200_000  # bytes looked at
_NEAR = 0.05  # of the lines: so near are two pages that only a person can tell which one it is
_COMMON = 0.15  # of the letters: likewise
_LEAST = 0.4  # of the letters: a text of that script has more of the commonest
_MOST = 0.5  # of the lines that no language explains: beyond it nothing is known


class Page(NamedTuple):
    """A code page: what Python calls it, what people do, and how well it suits some bytes.

    `strange` is the share of lines with letters that no language has together, `languages` how many
    languages it takes to explain the others. `common`: the share of letters that are the commonest
    of their script, for pages of whole words; it puts pages in order that are as likely.
    """

    codec: str
    called: str
    strange: float
    languages: int
    common: float = 0.0


def likely(data: bytes) -> str:
    """Return what people call the encoding that these bytes, no UTF-8, are probably in.

    '' where they are a riddle.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    if sample.count(0) * 5 > len(sample):
        return 'UTF-16'
    found = pages(data)
    return found[0].called if found else ''


def pages(data: bytes) -> list[Page]:
    """Return the code pages that these bytes may be in, the likeliest first.

    After it come those that are as likely and read other words in them. Bytes with a zero among
    them are in none.
    """
    lines = _lines(data)
    if not lines or 0 in data[:_SAMPLE]:
        return []
    found = sorted(
        (_judged(lines, codec) for codec in _PAGES),
        key=lambda page: (page.strange, page.languages, -page.common),
    )
    best = found[0]
    if best.strange > _MOST:
        return []
    all_lines = b'\n'.join(lines)
    read = all_lines.decode(best.codec, 'replace')
    others = (
        page
        for page in found[1:]
        if page.strange <= best.strange + _NEAR
        and page.languages <= best.languages
        and (page.codec not in _WHOLE_WORDS or page.common >= best.common - _COMMON)
        and all_lines.decode(page.codec, 'replace') != read
    )
    return [best, *others]


def word(data: bytes, codec: str) -> str:
    """Return the first word, of 40 letters at most, that a code page makes of strange bytes."""
    text = b'\n'.join(_lines(data)).decode(codec, 'replace')
    found = re.search(r'\w*[^\W\x00-\x7f]\w*', text)
    return found[0][:40] if found else ''


def _lines(data: bytes) -> list[bytes]:
    """Return the lines of a file that hold bytes above 0x7f, as many as are looked at."""
    return [line for line in data[:_SAMPLE].split(b'\n') if not line.isascii()]


def _judged(lines: list[bytes], codec: str) -> Page:
    """Return how well a code page suits the lines."""
    called, languages = _PAGES[codec]
    alphabets = [frozenset(letters) for letters in languages.split(' ')]
    found = Counter(
        _letters(line.decode(codec, 'replace'), codec in _WHOLE_WORDS) for line in lines
    )
    # signs alone are in every page
    left = {kind: count for kind, count in found.items() if kind}
    strange, needed = found[None], 0
    while left:
        best = max(alphabets, key=lambda one: sum(n for kind, n in left.items() if kind <= one))
        others = {kind: count for kind, count in left.items() if not kind <= best}
        if len(others) == len(left):
            strange += sum(left.values())
            break
        left, needed = others, needed + 1
    common = _common(lines, codec)
    if codec in _WHOLE_WORDS and common < _LEAST:
        strange = len(lines)
    return Page(codec, called, strange / len(lines), needed, common)


def _common(lines: list[bytes], codec: str) -> float:
    """Return which share of the strange letters are the commonest ones of their script.

    For the page of Central Europe 1 where the plain letters look like it, else 0.
    """
    if codec == 'cp1250':  # its languages write k, w and z, those of the west hardly
        words = [one for one in b'\n'.join(lines).lower() if chr(one).isalpha() and one < 0x80]
        return float(sum(one in b'kwz' for one in words) > len(words) / 12)
    commonest = _WHOLE_WORDS.get(codec, '')
    letters = [
        letter
        for line in lines
        for letter in line.decode(codec, 'replace').lower()
        if letter > '\x7f' and letter.isalpha()
    ]
    return sum(letter in commonest for letter in letters) / len(letters) if letters else 0.0


def _letters(text: str, whole_words: bool) -> frozenset[str] | None:
    """Return the small letters of a line beyond a to z; None where they cannot be right.

    They cannot where a capital follows a letter and is followed by a small one ("VÈlo"), a sign
    stands between two letters ("Bra³ov"), or two scripts share a word.
    """
    found = set()
    for at, one in enumerate(text):
        if one < '\x80':
            continue
        before, after = text[at - 1 : at] if at else '', text[at + 1 : at + 2]
        if one.isalpha() and one not in 'ªº':
            if one.isupper() and before.islower():
                return None
            if one.isupper() and before.isalpha() and after.islower():
                return None
            if whole_words and (_is_latin(before) or _is_latin(after)):
                return None
            found.add(one.lower())
        elif unicodedata.category(one) in ('Cc', 'Cn') or one == '\ufffd':
            return None
        elif unicodedata.combining(one) or one in '\u200c\u200d':
            if _is_latin(before) or not (before.isalpha() or unicodedata.combining(before or ' ')):
                return None
        elif (
            before.isalpha()
            and one not in _IN_WORDS
            # "Bra³ov", "Pawe³"
            and (after.isalpha() or unicodedata.category(one) in ('No', 'Sk', 'Sm', 'Sc'))
        ):
            return None
    return frozenset(found)


def _is_latin(letter: str) -> bool:
    return 'a' <= letter.lower() <= 'z'
