"""Where the tokens of a text begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


def first_line(token: Token) -> int:
    """Return the first line (from 0) of a block; markdown-it says it of every block that opens."""
    assert token.map is not None
    return token.map[0]
