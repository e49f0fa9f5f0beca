"""Logos of groups are read in a child: what hangs or fills memory is stopped, all else stands."""

from __future__ import annotations

import os
import pickle
import time

import pytest

from fixtures import strange_logos
from fixtures.strange_logos import SOUND, TRAPS
from letterpress import remembered
from letterpress.build.kits import logos
from letterpress.findings import Finding
from letterpress.layout.brand.picture import Picture
from letterpress.press.artwork import strangers
from letterpress.press.artwork.strangers import Cleaned

PATH = 'content/groups/logos/'


@pytest.mark.parametrize('name', ['drawing', 'PNG', 'JPEG that tells', 'WebP, clear', 'compressed'])
def test_what_the_desk_gets_is_what_it_gives_again(name):
    made = logos.cleaned(SOUND[name](), 'x.png')
    assert isinstance(made, Cleaned) and len(made.data) <= 200_000
    assert logos.cleaned(made.data, 'x.png') == made
    assert pickle.loads(pickle.dumps(made)) == made


@pytest.mark.parametrize('name', ['billion laughs', 'use bomb', 'PNG bomb', 'empty file', 'PDF'])
def test_what_the_desk_gets_of_a_trap_are_findings(name):
    made = logos.cleaned(TRAPS[name](), 'x.png')
    assert isinstance(made, list) and all(isinstance(one, Finding) for one in made)


def _hangs(data: bytes, *_: object) -> None:
    while data:
        pass


def _fills(data: bytes, *_: object) -> int:
    return len(bytes(4 << 30))


def _dies(data: bytes, *_: object) -> None:
    os.abort()


@pytest.mark.parametrize(
    'does, said', [(_hangs, 'takes more'), (_fills, 'takes more'), (_dies, 'damaged')]
)
def test_a_reader_that_goes_wrong_is_stopped_and_said(does, said, monkeypatch):
    monkeypatch.setattr(strangers, 'cleaned', does)
    monkeypatch.setattr(logos, 'SECONDS', 0.2)
    (found,) = logos.cleaned(b'x', 'x.png')
    assert found.code == 'LP851' and said in found.message and found.hint


def test_all_are_read_and_what_is_wrong_with_one_is_said_of_that():
    files = {
        f'{PATH}a.svg': SOUND['veils'](),
        f'{PATH}b.png': SOUND['PNG of grain'](),
        f'{PATH}c.jpg': SOUND['JPEG that tells'](),
        f'{PATH}d.svg': TRAPS['script'](),
        f'{PATH}e.png': TRAPS['GIF'](),
        f'{PATH}f.svg': strange_logos.svg('<circle r="9" fill="#fffff0"/>'),
    }
    made, found = logos.read_all([*reversed(files), f'{PATH}none.svg'], files)
    assert sorted(made) == [f'{PATH}{one}' for one in ('a.svg', 'b.png', 'c.jpg', 'f.svg')]
    assert all(isinstance(one, Picture) for one in made.values())
    assert made[f'{PATH}a.svg'].veiled and made[f'{PATH}b.png'].size == (900, 600)
    assert [(one.place.path.removeprefix(PATH), one.code) for one in found] == [
        ('d.svg', 'LP319'), ('e.png', 'LP850'), ('f.svg', 'LP331'),
    ]  # fmt: skip


def test_one_that_hangs_keeps_no_other_from_being_read(monkeypatch):
    real = strangers.picture

    def picture(data: bytes, name: str, inks: bytes):
        while name.endswith('b.png'):
            pass
        return real(data, name, inks)

    monkeypatch.setattr(strangers, 'picture', picture)
    monkeypatch.setattr(logos, 'SECONDS', 1.0)
    files = {f'{PATH}{one}.png': SOUND['PNG']() for one in 'abc'}
    made, found = logos.read_all(files, files)
    assert sorted(made) == [f'{PATH}a.png', f'{PATH}c.png']
    assert [(one.code, one.place.path) for one in found] == [('LP851', f'{PATH}b.png')]


def test_what_was_read_is_kept_where_a_process_keeps(monkeypatch):
    files = {f'{PATH}a.png': SOUND['PNG']()}
    monkeypatch.setattr(logos, '_KNOWN', {})
    monkeypatch.setattr(remembered, '_kept', [True])
    first = logos.read_all(files, files)
    monkeypatch.setattr(strangers, 'picture', _hangs)
    started = time.process_time()
    assert logos.read_all(files, files) == first
    assert time.process_time() - started < logos.SECONDS
    assert len(logos._KNOWN) == 1
