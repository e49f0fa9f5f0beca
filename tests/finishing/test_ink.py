"""How much ink a sheet takes: four plates, with black in the place of the three that make it."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from letterpress.finishing import ink


def sheet(*areas: tuple[str, float]) -> bytes:
    """Return a page of 100 by 100 points: areas of a colour, each so many points high."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    y, drawn = 0.0, []
    for colour, high in areas:
        drawn.append(f'{colour} rg 0 {y} 100 {high} re f')
        y += high
    stream = DecodedStreamObject()
    stream.set_data('\n'.join(drawn).encode())
    page[NameObject('/Contents')] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    'areas, expected',
    [
        ((), 0),
        ((('1 1 1', 100),), 0),
        ((('0 0 0', 100),), 100),  # black alone, not 300 of the three
        ((('0.5 0.5 0.5', 100),), 50),
        ((('1 0 0', 100),), 200),  # magenta and yellow
        ((('0 1 1', 100),), 100),
        ((('0.2 0 0', 100),), 120),  # a dark red: 20 each of two, and 80 black
        ((('0 0 0', 20), ('1 0 0', 5)), 30),
    ],
)
def test_the_plates_are_added_up(areas, expected: float) -> None:
    assert ink.per_cent(sheet(*areas)) == pytest.approx(expected, abs=0.7)
