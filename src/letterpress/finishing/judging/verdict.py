"""The verdict on a file: the answer, who sealed and when, and the reasons why."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from letterpress.finishing.judging.reasons import Reason, because, sentence
from letterpress.values import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from letterpress.manuscript.stated import Stated


class Answer(Enum):
    """What can be said of a file; the order is from the best to the worst."""

    VALID = 'VALID'
    DRAFT = 'DRAFT'
    UNKNOWN_SIGNER = 'UNKNOWN SIGNER'
    CHANGED = 'CHANGED'
    UNSEALED = 'UNSEALED'
    BROKEN = 'BROKEN'

    @property
    def badness(self) -> int:
        """The place in that order."""
        return list(Answer).index(self)


@dataclass(frozen=True)
class Verdict:
    """The answer; who sealed, by which certificate and when; and the reasons why.

    Of several signers it is the first one's, with the worst of their answers; the others follow in
    `others`, in order.
    """

    answer: Answer
    subject: str = ''
    sha256: str = ''
    when: datetime | None = None  # as the signer claims
    reasons: tuple[Reason, ...] = ()
    level: str = ''  # 'B-B' … 'B-LTA': what the file carries, whether trusted or not
    # the seal existed at this time: a time stamp says so that the reader trusts
    proven: datetime | None = None
    stamped_by: str = ''  # whose time stamp that is, or would be
    by_list: str = ''  # which of the reader's lists lets the signer be trusted
    others: tuple[Verdict, ...] = ()
    # the edition that the file says it is of; worth as much as its seal
    stated: Stated | None = None

    @property
    def details(self) -> tuple[str, ...]:
        """The reasons as sentences, in English."""
        return tuple(map(sentence, self.reasons))


def changed(code: str, **values: str) -> Verdict:
    """Return that something was changed."""
    return Verdict(Answer.CHANGED, reasons=(because(code, **values),))


def foreign(kind: str) -> Verdict:
    """Return that a signature is of a kind that is not checked here."""
    return Verdict(Answer.BROKEN, reasons=(because('foreign', kind=kind),))
