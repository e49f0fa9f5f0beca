"""Who said that their name may be printed.

What a column asks, what a cell answers, and what follows for the row. Forms ask in words, in every
language, and answer in words. Whoever did not clearly say yes is not public: a question or an
answer that is not understood is put to a person, never counted as a yes. Case and accents do not
count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from itertools import islice

from letterpress.manuscript.roll import wording
from letterpress.manuscript.roll.wording import plain, speaks


class Asks(Enum):
    """What a column is about, judged by its heading."""

    NOTHING = 'let go'
    PUBLISH = 'whether the name may be printed'
    HIDE = 'whether the name stays out of print'  # anonymous, "do not publish": a yes hides
    CONFIRMED = 'who has confirmed'  # needed, but no consent
    TERMS = 'who accepts how data are handled'  # likewise
    # a newsletter is no consent to publication
    LETTERS = 'let go: who wants to be written to'
    STATE = 'whether the signature stands'  # in words: subscribed, withdrawn
    GONE = 'whose signature does not stand'  # a box or a day: withdrawn at
    UNCLEAR = 'perhaps something about publication'


class Answer(Enum):
    """What a cell says."""

    YES = 'yes'
    NO = 'no'
    BLANK = ''
    NOT_REALLY = 'begins with no, or speaks of anonymity'
    UNCLEAR = 'anything else'


class Stand(Enum):
    """What follows for a row.

    Its name may be printed, or why not, as one says it after a number.
    """

    PUBLIC = 'public'
    REFUSED = 'said no'
    ANONYMOUS = 'anonymous'
    UNCONFIRMED = 'not confirmed'
    UNSUBSCRIBED = 'unsubscribed'
    WITHDRAWN = 'withdrawn'
    UNCLEAR = 'without a clear answer'
    SILENT = 'without an answer'
    NOT_ASKED = 'not asked'
    CONTRADICTED = 'contradictory'
    PRIVATE = 'not public'  # in another roll


_QUESTION = re.compile('[?؟;\u037e]')  # the Greek question mark is a semicolon
_A_DAY = re.compile(r'\d{4}[-/]\d\d?[-/]\d|\d\d?[./]\d\d?[./]\d{4}')
_FEW = 6  # words of a remark about a signature; with more it may be about anything
_SAMPLE = 1000  # cells that show what a column holds


def asks(heading: str) -> Asks:
    """Return what a column with this heading asks, in any of our languages or Polish."""
    apart = re.sub('(?<=[a-z])(?=[A-Z])', ' ', heading)  # isPublic
    words = plain(wording.YES_OR_NO.sub(' ', apart.casefold()))
    if not speaks(words) or wording.NAME_SHOWN.search(words):
        return Asks.NOTHING
    publish = _speaks_of_print(words)
    anonymous = wording.ANONYMOUS.search(words)
    hide = anonymous or wording.HIDE.search(words)
    if hide and not publish and not anonymous and wording.OTHER_THINGS.search(words):
        return Asks.NOTHING  # "private e-mail"
    if hide or publish:
        return _asks_of_print(words, bool(publish), bool(hide))
    return _asks_else(words)


def _speaks_of_print(words: str) -> bool:
    newsletter = plain('نشرة')  # it has the letters of "publish"
    return bool(wording.PUBLISH.search(words.replace(newsletter, '')) or wording.SHOW.search(words))


def _asks_of_print(words: str, publish: bool, hide: bool) -> Asks:
    """Return what a heading asks that speaks of being printed, or of being hidden."""
    negative = wording.NOT.search(words)
    if wording.LETTERS.search(words) or wording.AGAINST.search(words):
        return Asks.UNCLEAR
    if (hide and (publish or negative)) or not _of_the_name(words):
        return Asks.UNCLEAR
    return Asks.HIDE if hide or negative else Asks.PUBLISH


def _asks_else(words: str) -> Asks:
    """Return what a heading asks that speaks of neither: confirmation, newsletters, terms."""
    negative = wording.NOT.search(words)
    letters, confirmed = wording.LETTERS.search(words), wording.CONFIRMED.search(words)
    if confirmed and wording.TOKEN.search(words):
        return Asks.NOTHING
    if confirmed or letters:
        if negative or (confirmed and letters):
            return Asks.UNCLEAR
        return Asks.CONFIRMED if confirmed else Asks.LETTERS
    if wording.TERMS.search(words):
        return Asks.UNCLEAR if negative or wording.AGAINST.search(words) else Asks.TERMS
    if wording.AGREE.search(words):
        # alone it is the consent of a roll; with more words it may be one to anything
        return Asks.PUBLISH if len(words.split()) == 1 else Asks.UNCLEAR
    return Asks.UNCLEAR if wording.OPT.search(words) else Asks.NOTHING


def covers_role(heading: str) -> bool:
    """Say whether a question about publication asks for more than the name.

    "May we publish your name and affiliation?" does, and so does "public", which says of nothing
    that it is the name alone.
    """
    words = plain(heading.casefold())
    return bool(wording.ROLE.search(words)) or not wording.NAME_ITSELF.search(words)


def _of_the_name(words: str) -> bool:
    """Say whether a question is about the name and its publication, and about nothing else.

    Every word of it must be known to ask nothing else.
    """
    return all(
        word in wording.ASKING or any(stems.search(word) for stems in wording.KNOWN_STEMS)
        for word in words.split()
    )


@lru_cache(4096)
def answer(cell: str) -> Answer:
    """Return what a cell answers.

    A sentence is a yes only where every word of it is known to limit nothing.
    """
    text = plain(cell)
    if not text or text in wording.NONE:
        return Answer.BLANK
    if _QUESTION.search(cell) and not refuses(cell):  # "yes?"
        return Answer.UNCLEAR
    first, *more = words = text.split()
    if not more and first in wording.YES | wording.NO:
        return Answer.YES if first in wording.YES else Answer.NO
    if refuses(cell) or (first in wording.NO and not first.isdigit()):
        return Answer.NOT_REALLY
    agreed = first in wording.YES - wording.BARE or any(word in wording.AGREED for word in words)
    harmless = wording.AGREED | wording.WITH_THEM
    limited = any(word not in harmless for word in more) or first not in harmless | wording.YES
    return Answer.YES if agreed and not limited else Answer.UNCLEAR


def refuses(cell: str) -> bool:
    """Say whether a text speaks of staying anonymous or of not being published, anywhere in it."""
    return any(map(_may_speak, _beginnings(cell))) and _refuses(cell)


@lru_cache(4096)
def speaks_against(cell: str) -> bool:
    """Say whether a remark speaks against printing.

    It refuses, or a few words say that a signature was taken back, not given, or not yet.
    """
    if refuses(cell):
        return True
    words = plain(cell)
    if words.count(' ') >= _FEW:
        return False
    against = (wording.WITHDREW, wording.DECLINED, wording.WAITING)
    if any(stems.search(words) for stems in against):
        return True
    return bool(wording.NOT.search(words) and wording.SIGN.search(words))


@lru_cache(4096)
def _refuses(cell: str) -> bool:
    words = plain(cell)
    if wording.ANONYMOUS.search(words):
        return True
    return any(
        wording.NOT.search(words[max(0, found.start() - 40) : found.end() + 15])
        for found in wording.PUBLISH.finditer(words)
    )


# Of words of letters that have a code each, which is also what they are without accents
_LETTERED = re.compile("[A-Za-zÀ-ÖØ-öø-ıĴ-ľŁ-žΆΈ-ΊΌΎ-ΡΣ-ώЀ-ҁҊ-ӿ '’.-]+")
_AN_N = '[NnÑñŃ-ŉΝνНнӇ-ӊ]'
_AS_IN_ANONYM = re.compile(f'{_AN_N}.{_AN_N}')  # of what stands anywhere in a word
_BEGINS = re.compile(r'\b\w{1,3}')


def _beginnings(cell: str) -> list[str]:
    """Return parts of a cell, one of which speaks of print where the cell does.

    Of words in most scripts it is the first three letters, of which there are few; where more of
    them counts, or one of them may be a mark, the words as they stand between blanks.
    """
    if _LETTERED.fullmatch(cell) and not _AS_IN_ANONYM.search(cell):
        return _BEGINS.findall(cell)
    return cell.split()


@lru_cache(20_000)
def _may_speak(part: str) -> bool:
    """Say of a part of a cell what `wording.speaks` says."""
    return speaks(plain(part))


def answers(cells: Iterable[str]) -> bool:
    """Say whether the cells of a column look like answers of yes and no, whatever its heading."""
    said = [cell for cell in islice(cells, _SAMPLE) if answer(cell) != Answer.BLANK]
    understood = [
        plain(cell) for cell in said if answer(cell) != Answer.UNCLEAR or _is_state(plain(cell))
    ]
    if len(understood) < len(said):
        understood = [cell for cell in understood if cell not in wording.BARE]
    return bool(said) and 2 * len(understood) >= len(said)


_FROM_NO_TO_YES = (
    Stand.WITHDRAWN,
    Stand.ANONYMOUS,
    Stand.REFUSED,
    Stand.UNCONFIRMED,
    Stand.UNSUBSCRIBED,
    Stand.SILENT,
    Stand.PUBLIC,
)


def _has_confirmed(cell: str) -> bool:
    """Say whether a cell names the day of a confirmation, or says "confirmed" and nothing else."""
    words = plain(cell)
    return bool(_A_DAY.match(cell)) or (' ' not in words and bool(wording.CONFIRMED.match(words)))


def _is_state(words: str) -> bool:
    """Say whether a cell names a state of consent: confirmed, unverified, pending, accepted."""
    if len(words.split()) > 3:
        return False
    bare = ' '.join(word.removeprefix('un') for word in words.split())
    return any(stems.match(words) or stems.match(bare) for stems in wording.STATES)


def stand(row: Iterable[tuple[Asks, str]]) -> Stand | None:
    """Return what follows from the cells of a row, each with what its column asks.

    None where one is not understood. A no wins over every yes. Whoever left the question of
    publication open is SILENT; NOT_ASKED where nothing was asked, or only whether to hide the name,
    and the box was left alone.
    """
    found = set()
    for about, cell in row:
        if not _understood(about, cell):
            return None
        found.add(_follows(about, cell))
    return next((why for why in _FROM_NO_TO_YES if why in found), Stand.NOT_ASKED)


def _understood(about: Asks, cell: str) -> bool:
    """Say whether a cell is a clear answer to its column, where the column asks about print."""
    if about == Asks.PUBLISH:
        return answer(cell) != Answer.UNCLEAR
    if about == Asks.HIDE:
        said = answer(cell)
        return said != Answer.UNCLEAR and (said != Answer.NOT_REALLY or refuses(cell))
    return True


def _follows(about: Asks, cell: str) -> Stand:
    """Return what follows from a cell that is understood; NOT_ASKED where nothing does."""
    if about == Asks.NOTHING:
        return Stand.NOT_ASKED
    said = answer(cell)
    if about == Asks.PUBLISH:
        if said == Answer.YES:
            return Stand.PUBLIC
        if said == Answer.BLANK:
            return Stand.SILENT
        return Stand.ANONYMOUS if wording.ANONYMOUS.search(plain(cell)) else Stand.REFUSED
    if about == Asks.HIDE and said != Answer.BLANK:
        if said != Answer.NO:
            return Stand.ANONYMOUS
        return Stand.NOT_ASKED if plain(cell) in wording.UNTICKED else Stand.PUBLIC
    if about == Asks.CONFIRMED and said != Answer.YES and not _has_confirmed(cell):
        return Stand.UNCONFIRMED
    if about == Asks.GONE and said not in (Answer.BLANK, Answer.NO):
        return Stand.WITHDRAWN
    if about == Asks.STATE and said != Answer.BLANK:
        words = plain(cell)
        if wording.WAITING.search(words) or wording.CONFIRMED.search(words.removeprefix('un')):
            return Stand.UNCONFIRMED
        mails = wording.LETTERS.search(words.removeprefix('un')) or wording.BOUNCED.search(words)
        return Stand.UNSUBSCRIBED if mails else Stand.WITHDRAWN
    if about == Asks.TERMS and said in (Answer.NO, Answer.NOT_REALLY):
        return Stand.REFUSED
    return Stand.NOT_ASKED
