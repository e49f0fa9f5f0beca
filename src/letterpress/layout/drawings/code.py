"""A QR code: an address that a telephone reads off a wall (ISO/IEC 18004), as one path.

Dark on light, level M (a sixth of it may be lost), never so fine that a raised telephone would not
see its squares. Its quiet zone of four squares is not drawn: whoever places it leaves it free.
"""

from __future__ import annotations

import segno

from letterpress.values import dataclass

QUIET = 4  # squares around it that stay light
FINEST = 6  # the version with the smallest squares: 41 on a side


class TooLong(ValueError):
    """An address that would need a finer code."""


@dataclass(frozen=True)
class Code:
    """A code of `squares` on a side, drawn in squares as the unit of length."""

    squares: int
    path: str

    @property
    def whole(self) -> int:
        """Its squares on a side with the quiet zone."""
        return self.squares + 2 * QUIET

    def svg(self, colour: str) -> str:
        """Return it as SVG without its quiet zone."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.squares} {self.squares}">'
            f'<path fill="{colour}" d="{self.path}"/></svg>'
        )


def code(address: str) -> Code:
    """Return the code of an address. Raises TooLong for what no version up to `FINEST` holds."""
    try:
        made = segno.make_qr(address, error='m', boost_error=False, encoding='utf-8')
    except segno.DataOverflowError:
        raise TooLong(address) from None
    if int(made.version) > FINEST:
        raise TooLong(address)
    rows = [list(row) for row in made.matrix]
    path = ''.join(
        f'M{start} {y}h{end - start}v1h{start - end}z'
        for y, row in enumerate(rows)
        for start, end in _dark(row)
    )
    return Code(len(rows), path)


def _dark(row: list[int]) -> list[tuple[int, int]]:
    """Return where the dark stretches of a row begin and end."""
    edges = [
        x for x, (a, b) in enumerate(zip([0, *row], [*row, 0], strict=True)) if bool(a) != bool(b)
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))


NONE = Code(1, '')  # stands where there is none, while what is wrong is told
