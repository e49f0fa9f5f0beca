"""What a file that is no UTF-8 is probably encoded in: told to a person, never used to read names.

A code page is guessed from the letters that it would make of the bytes above 0x7f: a page of the
right script gives the letters that its languages use most, inside words; a wrong one gives signs,
rare letters and capitals in the middle of a word. Guessing is right for a hint; a roll read by a
guess would print "Pawe³" for "Paweł".
"""

from __future__ import annotations

import itertools
import re

# Python's name: what people know it by, then the small letters that languages on it use, the common
# ones first
_PAGES = {
    'cp1252': (
        'Windows-1252 (Western Europe)',
        'éüöäàèçßñóíáåæøôîœêâïúëùûãõìòðþý',
        '’«»“”–—‘…„€°ºª¿¡·',
    ),
    'cp1250': (
        'Windows-1250 (Central Europe)',
        'łąęśżćőűăţşěščřžńóéáíýůźťďňúöüäâîșđôß',
        '’„”–—…«»',
    ),
    'cp1251': ('Windows-1251 (Cyrillic)', 'аоеинтсрвлкдпмузяыьгбчхъйжюцшщэфёії', '„“”«»–—№’'),
    'cp1253': ('Windows-1253 (Greek)', 'αοιτεσνηυρκπλμςωδγχθφβξζψάέίήόύώϊϋΐ', '«»’–—΄'),
    'cp1256': ('Windows-1256 (Arabic)', 'اليمنرتوبعدسةهفحقكشجطصخذضزثءأإآىظغئؤ', '،؟؛«»“”–'),
    'mac_roman': ('Mac OS Roman', 'éüöäàèçßñóíáåæøôîœêâïúëùûãõìò', '’«»“”–—‘…'),
}
_TIERS = ((8, 2.5), (18, 1.9), (40, 1.0))  # what a letter counts by its rank
_BOMS = ((b'\xff\xfe', 'UTF-16'), (b'\xfe\xff', 'UTF-16'))
_SAMPLE = 200_000  # bytes looked at


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
    if sample.count(0):
        return ''
    scores = {page: _score(sample, page) for page in _PAGES}
    best = max(scores, key=scores.__getitem__)
    return _PAGES[best][0] if scores[best] > 0 else ''


def _score(sample: bytes, page: str) -> float:
    """Return how well the letters that a code page makes of the bytes look, per byte above 0x7f."""
    _, letters, signs = _PAGES[page]
    text = sample.decode(page, 'replace')
    worth = {
        letter: next(value for most, value in _TIERS if n < most)
        for n, letter in enumerate(letters)
    }
    worth |= dict.fromkeys(signs, 0.5)
    strange = [character for character in text if character > '\x7f']
    total = sum(worth.get(character.lower(), -2.0) for character in strange)
    # "паРис"
    total -= 3 * sum(
        before.islower() and after.isupper() and after > '\x7f'
        for before, after in itertools.pairwise(text)
    )
    # these scripts write whole words, not single letters among Latin ones
    if page in ('cp1251', 'cp1253', 'cp1256'):
        total -= 3 * len(re.findall(r'[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]', text))
    else:
        total -= 1.5 * len(re.findall(r'[^\x00-\x7f]{3,}', text))
    return total / len(strange) if strange else 0.0
