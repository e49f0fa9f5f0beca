"""The fingerprint of the letter's words, printed in the frame of the seal so that a reader can compare two copies."""

from __future__ import annotations

from letterpress.manuscript.model import Letter

DIGITS = 24


def of(letter: Letter) -> str:
    """Return the first 24 hex digits of the SHA-256 of the letter's words, in groups of four, with an ellipsis.

    The hash is the one that translations remember (`Letter.hash`): words and emphasis, normalised.
    """
    return ' '.join(letter.hash[n : n + 4] for n in range(0, DIGITS, 4)) + ' …'
