"""The depot: what comes out is what went in, whoever brought it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from letterpress.build.workers import depot
from letterpress.build.workers.depot import Depot


def test_one_that_has_a_thing_in_memory_does_not_read_it_again(tmp_path: Path) -> None:
    here = Depot(tmp_path)
    value = {'a': [1, 2]}
    assert here.value(here.keep(value)) is value and not list(tmp_path.iterdir())


def test_what_travels_is_the_same_elsewhere_and_is_brought_once(tmp_path: Path) -> None:
    here, there = Depot(), Depot(tmp_path)
    listed, *parts = here.keep_files({'fonts/x/a.ttf': b'aaa', 'fonts/x/b.ttf': b'bbb'})
    assert there.lacks((listed, *parts, listed)) == (listed, *parts)
    there.receive({digest: here.bytes_of(digest) for digest in (listed, *parts)})
    assert there.lacks((listed, *parts)) == ()
    assert Depot(tmp_path).files(listed) == {'fonts/x/a.ttf': b'aaa', 'fonts/x/b.ttf': b'bbb'}


def test_a_file_that_changes_travels_alone() -> None:
    here = Depot()
    before = here.keep_files({'a': b'1', 'b': b'2'})
    after = here.keep_files({'a': b'1', 'b': b'3'})
    assert len(set(after) - set(before)) == 2  # the file, and the list


def test_what_is_not_what_its_digest_says_is_neither_taken_nor_used(tmp_path: Path) -> None:
    here, there = Depot(), Depot(tmp_path)
    digest = here.keep('the letter')
    with pytest.raises(ValueError, match='something else'):
        there.receive({digest: here.bytes_of(digest) + b'.'})
    assert there.lacks([digest]) == (digest,)
    there.receive({digest: here.bytes_of(digest)})
    (tmp_path / digest).write_bytes(b'poison')
    with pytest.raises(KeyError):
        there.value(digest)


def test_what_was_used_longest_ago_goes_first(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(depot, 'MOST', 2)
    here, there = Depot(), Depot(tmp_path)
    digests = [here.keep(n) for n in range(3)]
    for age, digest in enumerate(digests[:2]):
        there.receive({digest: here.bytes_of(digest)})
        os.utime(tmp_path / digest, (age, age))
    assert there.lacks(digests[:1]) == ()  # used just now
    there.receive({digests[2]: here.bytes_of(digests[2])})
    assert there.lacks(digests) == (digests[1],)


def test_what_values_share_lies_once_and_travels_by_itself(tmp_path: Path) -> None:
    """A roll of any size, in editions of any number."""
    roll = tuple((n, f'Name {n}') for n in range(5_000))
    here, there = Depot(), Depot(tmp_path)
    editions = [('en', roll), ('fr', roll), ('el', roll)]
    kept = [here.keep(one, apart=(roll,)) for one in editions]
    parts = [here.parts(one) for one in kept]
    assert len(set(parts)) == 1 and len(parts[0]) == 1 and len(set(kept)) == 3
    whole = len(here.bytes_of(parts[0][0]))
    assert all(len(here.bytes_of(one)) < 300 for one in kept) and whole > 50_000
    there.receive({one: here.bytes_of(one) for one in (*kept, *parts[0])})
    found = [there.value(one) for one in kept]
    assert found == editions and found[0][1] is found[1][1] is found[2][1]


def test_a_value_without_what_it_shares_is_lacking(tmp_path: Path) -> None:
    roll = ('a', 'b')
    here, there = Depot(), Depot(tmp_path)
    kept = here.keep(('en', roll), apart=(roll,))
    there.receive({kept: here.bytes_of(kept)})
    with pytest.raises(KeyError):
        there.value(kept)
    assert there.lacks((kept, *here.parts(kept))) == here.parts(kept)


def test_another_roll_gives_another_digest() -> None:
    here = Depot()
    one, other = tuple('ab'), tuple('ac')
    assert here.keep(('en', one), apart=(one,)) != here.keep(('en', other), apart=(other,))
