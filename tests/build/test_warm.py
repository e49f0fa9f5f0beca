"""What is made ready while a project is read: of the house's own, and nothing of a stranger's."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from letterpress.build import printing
from letterpress.build.project import Sources
from letterpress.layout import environment
from letterpress.manuscript import brand
from letterpress.press import engine
from letterpress.world import resources
from letterpress.world.files import inside

LETTERS = ('content/letter/de.md', 'content/letter/not a language.md', 'content/letter/el.md')


@pytest.fixture
def done(monkeypatch):
    """What was made ready: languages, stylesheets, layouts."""
    found = SimpleNamespace(languages=[], stylesheets=[], layouts=[])
    monkeypatch.setattr(engine, 'warm_for', found.languages.append)
    monkeypatch.setattr(engine, 'warm_with', found.stylesheets.append)
    monkeypatch.setattr(environment, 'prepare', lambda _, name: found.layouts.append(name))
    return found


def warm(base: Path, content: tuple[str, ...] = LETTERS) -> None:
    sources = Sources(dict.fromkeys(content, b''), inside.read_house(base, 'layouts'), {})
    for _ in printing.warm(SimpleNamespace(base=base), sources):
        pass


def test_every_language_and_every_layout_of_the_house_is_made_ready(done, tmp_path):
    warm(tmp_path)
    assert done.languages == ['de', 'el', 'not a language']
    assert {'letter', 'broadside', 'press-room'} <= set(done.layouts)
    assert len(done.stylesheets) > 5


def test_nothing_of_a_projects_own_layouts_is_parsed_where_nobody_limits_its_time(done, tmp_path):
    own = tmp_path / 'layouts' / 'leaflet'
    own.mkdir(parents=True)
    (own / 'page.html').write_text('{% for _ in range(9) %}{% endfor %}')
    warm(tmp_path)
    assert done.languages and not done.layouts and not done.stylesheets


def test_a_campaign_with_a_brand_has_stylesheets_of_its_own(done, tmp_path):
    warm(tmp_path, (*LETTERS, brand.PATH))
    assert done.layouts and not done.stylesheets


def test_the_checkouts_own_layouts_are_the_houses(done):
    warm(resources.root())
    assert done.layouts and done.stylesheets
