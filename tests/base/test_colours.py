"""Colours: contrast by the figures of WCAG, and the nearest tone that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterpress.base import colours

COLOURS = st.integers(0, 0xFFFFFF).map(lambda n: f'#{n:06x}')


@pytest.mark.parametrize(
    'one, other, figure',
    [
        ('#000000', '#ffffff', 21.0),
        ('#777777', '#ffffff', 4.48),
        ('#ff0000', '#ffffff', 4.0),
        ('#14110e', '#e83c17', 4.56),
        ('#f0f0f0', '#f0f0f0', 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one, other, figure):
    assert colours.contrast(one, other) == pytest.approx(figure, abs=0.005)
    assert colours.contrast(one, other) == colours.contrast(other, one)


@pytest.mark.parametrize('text, colour', [('#ABC', '#aabbcc'), ('#00573F', '#00573f')])
def test_a_colour_is_written_in_one_way(text, colour):
    assert colours.parse(text) == colour


@pytest.mark.parametrize('text', ['#', '#12', '#1234567', 'red', '#00573g', '##000000'])
def test_what_is_no_colour(text):
    with pytest.raises(ValueError, match=text):
        colours.parse(text)


def test_what_covers_a_ground_lets_it_through():
    assert colours.over('#ff0000', 0.5, '#ffffff') == '#ff8080'
    assert colours.over('#ff0000', 1, '#ffffff') == '#ff0000'
    assert colours.over('#ff0000', 0, '#ffffff') == '#ffffff'


@given(COLOURS, COLOURS, st.sampled_from((colours.LARGE, colours.TEXT)))
def test_on_one_ground_there_is_always_a_tone_that_can_be_read(colour, ground, wanted):
    found = colours.readable(colour, [ground], wanted)
    assert colours.contrast(found, ground) >= wanted
    if colours.contrast(colour, ground) >= wanted:
        assert found == colour


@given(COLOURS, COLOURS)
def test_the_nearest_tone_is_taken(colour, ground):
    """Half a tone nearer to the colour it would no longer be read, unless black or white is it."""
    found = colours.readable(colour, [ground], colours.TEXT)
    if found not in (colour, colours.BLACK, colours.WHITE):
        assert colours.contrast(found, ground) < colours.TEXT * 1.1
