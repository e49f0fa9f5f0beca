"""What the name of a signatory may contain, and when two names are one.

A name is printed by strangers' wish on a poster, so it is judged more strictly than a text:
whatever is invisible, turns the writing direction or has no agreed meaning is refused. Sources: UTS
#39 (Unicode security mechanisms), RFC 5892 appendix A (joiners), CVE-2021-42574 (direction
overrides). Code points that are not assigned yet are left to the typefaces, which cannot set them:
which ones those are depends on the reader's Python, and a finding must not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

from letterpress.base.characters import disguises, named, plain, settled
from letterpress.findings import Finding, Place
from letterpress.manuscript.roll import contacts

MAX_LENGTH = 200  # code points: three lines of a list
TOLD = 20  # characters of one name that are told
MAX_MARKS = 8  # combining marks on one letter: Vietnamese needs 2, Hebrew with accents 4

_JOINERS = '\u200c\u200d'
_JOINING = frozenset(
    'ADLAM ARABIC BENGALI DEVANAGARI GUJARATI GURMUKHI KANNADA KHMER MALAYALAM MANDAIC MONGOLIAN '
    'MYANMAR NKO ORIYA SINHALA SYRIAC TAMIL TELUGU TIBETAN'.split()
)
# Canonical combining class of the sign that kills a vowel: a joiner after it has a meaning.
_VIRAMA = 9

# Letters and marks that show nothing: grapheme joiner, Hangul fillers, Khmer inherent vowels,
# Mongolian selectors, the empty Braille pattern, variation selectors.
_BLANK_SHAPES = re.compile(
    '[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f]'
)
_IDEOGRAPH_VARIANT = re.compile('[\U000e0100-\U000e01ef]')
_PLANE_ENDS = ''.join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_NONCHARACTER = re.compile(f'[\ufdd0-\ufdef{_PLANE_ENDS}]')
_VISIBLE_FORMATS = frozenset(
    '\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd'
)
_SPACES = frozenset(' \u00a0\u202f\u3000')

# What most names are, and nothing to be said against: composed letters of one script, digits and
# everyday signs, one blank between words. A roll of 100 000 names is judged in a tenth of the time.
_ALPHABETS = (
    'A-Za-zÀ-ÖØ-öø-ſ',
    'ΆΈΉΊΌΎΏΐΑ-ΡΣ-ώ',
    'Ѐ-џҐґ',
    '\u0621-\u063a\u0641-\u064a\u067e\u0686\u06a9\u06af\u06cc',
)
# Of these, nearly all: words of letters, in which no address and no number can be
_WORDS_ALONE = re.compile(
    '|'.join(
        f"[{letters}]+(?:[ '’-][{letters}]+)*\\.?"
        for letters in ('A-Za-zÀ-ÖØ-öø-ľŁ-ňŊ-ž', *_ALPHABETS[1:])
    )
)
_PLAIN = re.compile(
    '|'.join(
        f"(?=.*[0-9{letters}])[0-9{letters}'’.,&()/+!-]+(?: [0-9{letters}'’.,&()/+!-]+)*"
        for letters in _ALPHABETS
    )
)

_WORDS = {
    'Cc': 'a control character',
    'Cf': 'invisible',
    'Cs': 'half of a character',
    'Co': 'a private character that only one typeface knows',
    'Zl': 'a line separator',
    'Zp': 'a paragraph separator',
    'Zs': 'a blank of unusual width',
}


def normal(name: str) -> str:
    """Return the name as it is stored and printed.

    One code for each letter, its owner's spelling otherwise.
    """
    return settled(name)


def same(name: str) -> str:
    """Return the key under which two names are one: NFC of the casefolded name."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize('NFC', unicodedata.normalize('NFD', name).casefold())


def check(name: str, place: Place, what: str = 'name') -> tuple[Finding, ...]:
    """Find what a name may not contain; `place` is where it stands, `what` the key it stands under.

    Codes: LP201 a character no name may have, LP202 blanks, LP203 too long, LP204 too many marks,
    LP205 (warning) scripts mixed so that a reader may be deceived, LP284 an e-mail address, a
    telephone number or a web address.
    """
    if is_sound(name):
        return ()
    if len(name) <= MAX_LENGTH and _PLAIN.fullmatch(name):
        return tuple(_contacts(name, place, what))
    if not name.strip():
        return (
            Finding(
                place, 'LP202', f'the {what} is empty', 'write the name as its owner writes it'
            ),
        )
    size = tuple(_size(name, place, what))
    if any(one.code == 'LP203' for one in size):
        return size  # nobody waits for the faults of what is no name anyway
    return (
        *_characters(name, place, what),
        *_blanks(name, place, what),
        *size,
        *_scripts(name, place, what),
        *_contacts(name, place, what),
    )


def is_sound(name: str) -> bool:
    """Say of a name that is words of letters alone that nothing is to be said against it.

    Nearly every name is; of any other only `check` says it.
    """
    return (
        len(name) <= MAX_LENGTH
        and _WORDS_ALONE.fullmatch(name) is not None
        and 'www' not in name.lower()
    )


def refused(name: str) -> Iterator[tuple[int, str]]:
    """Return position (from 1) and reason of each character that no name may have."""
    disguised = set(disguises(name))
    for at, character in enumerate(name):
        if at in disguised:
            yield at + 1, f'{plain(character)} in disguise'
        elif reason := _refusal(name, at, character):
            yield at + 1, reason


def _refusal(name: str, at: int, character: str) -> str:
    category = unicodedata.category(character)
    if character in _JOINERS:
        return '' if _joins(name, at) else 'invisible, and joins no letters here'
    if _BLANK_SHAPES.match(character):
        return 'invisible'
    if _IDEOGRAPH_VARIANT.match(character):
        return '' if at and unicodedata.name(name[at - 1], '').startswith('CJK ') else 'invisible'
    if character in '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c':
        return 'invisible and turns the writing direction'
    if _NONCHARACTER.match(character):
        return 'no character at all'
    if category == 'Zs':
        return '' if character in _SPACES else _WORDS['Zs']
    if (category == 'Cf' and character in _VISIBLE_FORMATS) or category == 'Cn':
        return ''
    return _WORDS.get(category, '')


def _joins(name: str, at: int) -> bool:
    """Say whether a joiner stands where RFC 5892 admits it.

    After a virama, or between letters that join.
    """
    before, after = name[at - 1 : at], name[at + 1 : at + 2]
    if not before or not after:
        return False
    if unicodedata.combining(before) == _VIRAMA:
        return True
    return _writing(before) in _JOINING and _writing(after) == _writing(before)


def _characters(name: str, place: Place, what: str) -> Iterator[Finding]:
    for position, reason in islice(refused(name), TOLD):
        yield Finding(
            place,
            'LP201',
            f'{named(name[position - 1])}, character {position} of the {what}, is {reason}',
            f'delete it: type the {what} again instead of pasting it',
        )


def _blanks(name: str, place: Place, what: str) -> Iterator[Finding]:
    if name != name.strip():
        yield Finding(place, 'LP202', f'the {what} begins or ends with a blank', 'remove the blank')
    elif re.search(r'[ \u00a0\u202f\u3000]{2}', name):
        yield Finding(place, 'LP202', f'the {what} has two blanks in a row', 'keep one of them')
    elif not any(unicodedata.category(character)[0] in 'LN' for character in name):
        yield Finding(
            place,
            'LP202',
            f'the {what} has no letter and no digit',
            'write the name as its owner writes it',
        )


def _size(name: str, place: Place, what: str) -> Iterator[Finding]:
    if (length := len(normal(name))) > MAX_LENGTH:
        yield Finding(
            place,
            'LP203',
            f'the {what} has {length} characters, at most {MAX_LENGTH} can be set',
            'shorten it; ask its owner how',
        )
        return
    marks = 0
    for character in unicodedata.normalize('NFD', name):
        marks = marks + 1 if unicodedata.category(character).startswith('M') else 0
        if marks > MAX_MARKS:
            yield Finding(
                place,
                'LP204',
                f'the {what} piles more than {MAX_MARKS} marks on one letter',
                'type the letter again, with the accents it really has',
            )
            return


def _contacts(name: str, place: Place, what: str) -> Iterator[Finding]:
    if len(name) <= 2 * MAX_LENGTH and (held := contacts.held(name)):
        yield Finding(
            place,
            'LP284',
            f'the {what} holds {held}: it would be printed',
            'keep the name alone; addresses and numbers belong under private (email, phone), the '
            'address of a website under url',
        )


def _scripts(name: str, place: Place, what: str) -> Iterator[Finding]:
    words = [
        (word, {found for character in word if (found := script(character))})
        for word in re.split(r'[\W\d_]+', name)
    ]
    home = {found for word, scripts in words for found in scripts if word and not _disguised(word)}
    for word, scripts in words:
        if len(scripts) > 1:
            yield Finding(
                place,
                'LP205',
                f'the word “{word}” of the {what} mixes {_spoken(scripts)} letters: '
                + ', '.join(named(c) for c in _strangers(word)),
                'type it again in one script, unless its owner really writes it so',
            )
        elif scripts and home and not scripts & home and _disguised(word):
            yield Finding(
                place,
                'LP205',
                f'the word “{word}” of the {what} is {_spoken(scripts)} but looks {_spoken(home)}',
                'type it again in one script, unless its owner really writes it so',
            )


def _disguised(word: str) -> bool:
    """Say whether each letter of a word that is not Latin could be taken for a Latin one."""
    return all(character in _LOOKALIKES for character in word)


def _strangers(word: str) -> list[str]:
    """Return the letters of the rarer scripts of a word, each once, in order."""
    scripts = [script(character) for character in word]
    main = Counter(filter(None, scripts)).most_common(1)[0][0]
    found = zip(word, scripts, strict=True)
    return list(dict.fromkeys(letter for letter, its in found if its not in ('', main)))


def _spoken(scripts: set[str]) -> str:
    return ' and '.join(sorted(found.title() for found in scripts))


# written together every day
_EAST_ASIAN = frozenset('BOPOMOFO CJK HANGUL HIRAGANA KATAKANA KATAKANA-HIRAGANA'.split())
_NO_SCRIPT = frozenset(
    'BLACK-LETTER CIRCLED DOUBLE-STRUCK FEMININE FULLWIDTH HALFWIDTH IDEOGRAPHIC MASCULINE '
    'MATHEMATICAL MICRO MODIFIER PARENTHESIZED SCRIPT SQUARED SUPERSCRIPT SUBSCRIPT'.split()
)


@cache
def script(character: str) -> str:
    """Return the script of a letter, or '' for what has none.

    It is the first word of the letter's Unicode name ('LATIN').
    """
    if not unicodedata.category(character).startswith('L') or _BLANK_SHAPES.match(character):
        return ''
    word = _writing(character)
    if word in _EAST_ASIAN:
        return 'EAST ASIAN'
    return '' if word in _NO_SCRIPT else word


@cache
def _writing(character: str) -> str:
    """Return the first word of the Unicode name of a letter or mark.

    A mark that goes with any letter is COMBINING.
    """
    if unicodedata.category(character)[0] not in 'LM':
        return ''
    return unicodedata.name(character, '').partition(' ')[0]


# Letters that are drawn like a Latin one (a part of UTS #39 confusables.txt, written down by hand).
_LOOKALIKES = dict(
    zip(
        'АВЕЅІЈКМНОРСТХУаеѕіјорсхуԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρικυօոսհԼՕ',
        'ABESIJKMHOPCTXYaesijopcxydhqwABEZHIKMNOPTYXoavpikuonuhLO',
        strict=True,
    )
)


def skeleton(name: str) -> str:
    """Return what is left of a name for somebody who looks quickly.

    Equal skeletons are a hint, never a proof. Accents, case, blanks and punctuation are dropped,
    ligatures opened, lookalike letters of other scripts made Latin.
    """
    if name.isascii() and (kept := ''.join(filter(str.isalnum, name.lower()))):
        return kept  # the same, in a tenth of the time
    return name.translate(_SHAPES) or same(name)


class _Shapes(dict[int, str]):
    """What is left of each character; that of its neighbours changes nothing about it."""

    def __missing__(self, code: int) -> str:
        text = ''.join(
            _LOOKALIKES.get(one, one) for one in unicodedata.normalize('NFKD', chr(code))
        )
        folded = unicodedata.normalize('NFKD', text.casefold())
        self[code] = kept = ''.join(one for one in folded if unicodedata.category(one)[0] in 'LN')
        return kept


_SHAPES = _Shapes()
