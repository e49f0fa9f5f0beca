"""Templates of the house are compiled once; nothing else that was compiled ever runs."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

import letterpress
from letterpress.layout import environment
from letterpress.world import compiled, resources, versions

NAME = '_shared/page.html'


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, 'pycache_prefix', str(tmp_path))
    monkeypatch.setattr(sys, 'dont_write_bytecode', False)
    yield tmp_path
    environment.remember(None)


def house(name):
    data = (resources.root() / 'layouts' / name).read_bytes()
    return data, hashlib.sha256(data).hexdigest()


def files():
    return {f'layouts/{NAME}': house(NAME)[0]}


def kept(place):
    return sorted(path for path in place.rglob('*') if path.is_file())


def test_kept_and_found_again(place):
    _, digest = house(NAME)
    assert compiled.load(NAME, digest) is None
    compiled.keep(NAME, digest, b'what was compiled')
    assert compiled.load(NAME, digest) == b'what was compiled'
    assert [path.suffix for path in kept(place)] == ['.jinja']


@pytest.mark.parametrize('path', ['commands/verdicts/report.html'])
def test_templates_of_the_package_are_kept_too(place, path):
    name = path.rpartition('/')[2]
    digest = hashlib.sha256(
        Path(letterpress.__file__).parent.joinpath(path).read_bytes()
    ).hexdigest()
    compiled.keep(name, digest, b'what was compiled')
    assert compiled.load(name, digest) == b'what was compiled'
    assert compiled.load(name, hashlib.sha256(b'another').hexdigest()) is None


def test_every_template_of_the_package_can_be_kept():
    package = Path(letterpress.__file__).parent
    folders = {path.parent.relative_to(package).as_posix() for path in package.rglob('*.html')}
    assert folders == set(compiled._HOMES)


def test_own_templates_are_never_kept_nor_looked_up(place):
    digest = hashlib.sha256(b'{{ 1 }}').hexdigest()
    compiled.keep(NAME, digest, b'x')
    compiled.keep('own/page.html', digest, b'x')
    assert kept(place) == []
    _, of_the_house = house(NAME)
    compiled.keep(NAME, of_the_house, b'x')
    assert compiled.load(NAME, digest) is None
    assert compiled.load('own/page.html', of_the_house) is None


@pytest.mark.parametrize(
    'spoil', [lambda d: d[:-1], lambda d: b'', lambda d: d + b'x', lambda d: b'x' + d]
)
def test_a_file_that_is_not_whole_does_not_count(place, spoil):
    _, digest = house(NAME)
    compiled.keep(NAME, digest, b'what was compiled')
    (path,) = kept(place)
    path.write_bytes(spoil(path.read_bytes()))
    assert compiled.load(NAME, digest) is None


def test_what_another_version_compiled_does_not_count(monkeypatch):
    _, digest = house(NAME)
    compiled.keep(NAME, digest, b'x')
    monkeypatch.setattr(versions, 'tools', lambda: 'another jinja2')
    assert compiled.load(NAME, digest) is None


def test_nothing_is_written_where_python_writes_nothing(place, monkeypatch):
    monkeypatch.setattr(sys, 'dont_write_bytecode', True)
    compiled.keep(NAME, house(NAME)[1], b'x')
    assert kept(place) == []


def test_a_place_that_takes_nothing_is_no_error(tmp_path, monkeypatch):
    (tmp_path / 'a file').write_text('x')
    monkeypatch.setattr(sys, 'pycache_prefix', str(tmp_path / 'a file'))
    compiled.keep(NAME, house(NAME)[1], b'x')
    assert compiled.load(NAME, house(NAME)[1]) is None


def test_a_template_is_compiled_once(monkeypatch):
    environment.remember(compiled)
    first = environment._environment.__wrapped__(tuple(files().items()))
    source = first.get_template(NAME).root_render_func.__code__
    again = environment._environment.__wrapped__(tuple(files().items()))
    monkeypatch.setattr(again, 'compile', lambda *_: pytest.fail('it was compiled again'))
    assert again.get_template(NAME).root_render_func.__code__ == source


def test_an_own_template_is_compiled_by_itself(place):
    environment.remember(compiled)
    own = {f'layouts/{NAME}': b'{{ 1 + 1 }}'}
    made = environment._environment.__wrapped__(tuple(own.items()))
    assert made.get_template(NAME).render() == '2'
    assert kept(place) == []
