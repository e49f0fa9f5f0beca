"""What a page brings along of the typefaces: its letters, and no file that nobody may publish."""

from pathlib import Path

import pytest

from letterpress.press.typefaces import embedded
from letterpress.world.files import inside

PROJECT = Path(__file__).parents[3]
BOOK = 'fonts/book/family.yaml'


@pytest.fixture(scope='module')
def fonts() -> dict[str, bytes]:
    return dict(inside.read_tree(PROJECT, 'fonts'))


def families(fonts, text: str = 'Ban it') -> list[str]:
    made = embedded.said('"LP Book", "LP Book Fallback"', (400,), text, fonts)
    return [face.family for face in made]


def test_a_page_brings_what_everybody_may_publish(fonts) -> None:
    assert families(fonts) == ['LP Book']


def test_what_a_licence_gives_to_one_alone_stays_out_of_pages(fonts) -> None:
    listed = fonts[BOOK].replace(b'licence: OFL-1.1', b'licence: LicenseRef-its-own')
    assert listed != fonts[BOOK]
    bought = {**fonts, BOOK: listed}
    assert 'LP Book' not in families(bought)
    typed = embedded.faces(['LP Book', 'LP Book Fallback'], (400,), 'en', 'Ban it', bought)
    assert all(face.family != 'LP Book' for face in typed)
    assert embedded.of_stack('"LP Book"', 400, bought)  # it is still drawn
