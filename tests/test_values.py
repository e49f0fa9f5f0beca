"""Late dataclasses are what the standard library's are: held against each other, shape by shape."""

from __future__ import annotations

import copy
import dataclasses
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest

from letterpress import values

SOURCE = Path(values.__file__).parent
Maker = Callable[..., Any]


def shapes(dataclass: Maker) -> dict[str, type]:
    """Return a class of every shape, made by this decorator."""
    field = dataclasses.field

    @dataclass(frozen=True)
    class Nothing:
        pass

    @dataclass(frozen=True)
    class One:
        a: int

    @dataclass(frozen=True)
    class Many:
        """A value with every kind of field."""

        KIND: ClassVar[str] = 'kind'
        a: int
        b: str = 'b'
        c: tuple[int, ...] = ()
        d: dict[str, int] = field(default_factory=dict, compare=False)
        e: int = field(default=5, repr=False)
        f: int = field(default=6, init=False)
        g: list[int] = field(default_factory=list, init=False, compare=False)
        h: int = field(default=8, hash=False)

    @dataclass(frozen=True, order=True)
    class Ordered:
        a: int
        b: str = ''

    @dataclass
    class Changing:
        a: int
        b: list[int] = field(default_factory=list)

        def __post_init__(self) -> None:
            self.b = [*self.b, self.a]

    @dataclass(frozen=True)
    class Own:
        a: int

        def __repr__(self) -> str:
            return 'own'

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    @dataclass(frozen=True)
    class Equal:
        a: int

        def __eq__(self, other: object) -> bool:  # Python takes the hash away, the decorator not
            return isinstance(other, Equal)

    @dataclass(frozen=True)
    class Base:
        a: int
        b: int = 2

    @dataclass(frozen=True)
    class Derived(Base):
        b: int = 3
        c: int = 4

    class Plain(Base):
        pass

    @dataclass(frozen=True, slots=True)
    class Slotted:
        a: int
        b: int = 2

    made = (Nothing, One, Many, Ordered, Changing, Own, Equal, Base, Derived, Plain, Slotted)
    return {one.__name__: one for one in made}


ARGUMENTS: dict[str, list[tuple[tuple[Any, ...], dict[str, Any]]]] = {
    'Nothing': [((), {})],
    'Many': [((1,), {}), ((1, 'x'), {'c': (1, 2)}), ((2,), {'d': {'x': 1}, 'h': 9})],
    'Ordered': [((1,), {}), ((1, 'x'), {}), ((0, 'z'), {})],
    'Changing': [((1,), {}), ((1, [0]), {}), ((2,), {})],
}
USUAL: list[tuple[tuple[Any, ...], dict[str, Any]]] = [((1,), {}), ((2,), {}), ((), {'a': 1})]
NAMES = sorted(shapes(values.dataclass))


def said(what: Callable[..., Any], *given: Any, **named: Any) -> tuple[str, Any]:
    """Return what a call gives, or the kind and the words of what it raises."""
    try:
        return 'value', what(*given, **named)
    except Exception as error:
        return type(error).__name__, re.sub(r'\bshapes\.<locals>\.', '', str(error))


def pairs(name: str) -> tuple[list[Any], list[Any]]:
    """Return the same values of a shape, made late and by the standard library."""
    late, usual = shapes(values.dataclass)[name], shapes(dataclasses.dataclass)[name]
    given = ARGUMENTS.get(name, USUAL)
    return [late(*a, **k) for a, k in given], [usual(*a, **k) for a, k in given]


@pytest.mark.parametrize('name', NAMES)
def test_values_are_the_same(name: str) -> None:
    late, usual = pairs(name)
    assert [vars(one) for one in late if hasattr(one, '__dict__')] == [
        vars(one) for one in usual if hasattr(one, '__dict__')
    ]
    assert [repr(one) for one in late] == [repr(one) for one in usual]
    assert [said(hash, one) for one in late] == [said(hash, one) for one in usual]
    assert [dataclasses.asdict(one) for one in late] == [dataclasses.asdict(one) for one in usual]
    assert type(late[0]).__match_args__ == type(usual[0]).__match_args__
    assert type(late[0]).__hash__ is None or callable(type(late[0]).__hash__)


@pytest.mark.parametrize('name', NAMES)
def test_they_compare_in_the_same_way(name: str) -> None:
    late, usual = pairs(name)
    count = range(len(late))
    for how in ('__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__'):
        for left in count:
            others = [(late[right], usual[right]) for right in count] + [(object(), object())]
            for ours, theirs in others:
                one, two = getattr(late[left], how)(ours), getattr(usual[left], how)(theirs)
                assert one == two, (how, late[left], ours)


@pytest.mark.parametrize('name', NAMES)
def test_they_change_or_do_not_change_in_the_same_way(name: str) -> None:
    for value in ('a', 'unknown'):
        late, usual = pairs(name)
        for one, two in zip(late, usual, strict=True):
            if name == 'Slotted' and value == 'unknown':
                continue  # the standard library's own, whose message differs from Python to Python
            assert said(setattr, one, value, 3) == said(setattr, two, value, 3)
            assert said(delattr, one, value) == said(delattr, two, value)


@pytest.mark.parametrize('name', NAMES)
def test_wrong_arguments_are_refused_alike(name: str) -> None:
    late, usual = shapes(values.dataclass)[name], shapes(dataclasses.dataclass)[name]
    for given in ((), (1, 2, 3, 4, 5, 6, 7, 8, 9)):
        assert said(late, *given)[0] == said(usual, *given)[0]
    assert said(late, 1, x=1) == said(usual, 1, x=1)


def test_copies_and_pickles_are_equal_before_any_method_was_called() -> None:
    script = (
        'import pickle, sys; from letterpress.findings import Place;'
        'one, two = pickle.loads(sys.stdin.buffer.read());'
        "assert one == two and hash(one) == hash(two) and repr(one) == repr(two), 'differ';"
        'print(repr(one))'
    )
    from letterpress.findings import Place

    pair = Place('content/x.yaml', 3), Place('content/x.yaml', 3)
    done = subprocess.run(
        [sys.executable, '-c', script],
        input=pickle.dumps(copy.deepcopy(pair)),
        capture_output=True,
        env=os.environ,
    )
    assert done.stdout.decode().strip() == repr(pair[0]), done.stderr.decode()


def test_replace_makes_another_value() -> None:
    late, usual = pairs('Many')
    assert repr(dataclasses.replace(late[0], a=9)) == repr(dataclasses.replace(usual[0], a=9))


def test_a_value_inside_itself_shows() -> None:
    late, usual = pairs('Many')
    for one in (late[0], usual[0]):
        one.d['self'] = one
    assert repr(late[0]) == repr(usual[0])
    assert '...' in repr(late[0])


def test_defaults_are_each_values_own() -> None:
    one, two = pairs('Changing')[0][0], pairs('Changing')[0][0]
    one.b.append(5)
    assert two.b == [1]


@pytest.mark.parametrize('field', ['by keyword', 'for init alone'])
def test_what_is_not_known_here_is_refused(field: str) -> None:
    kinds: dict[str, dict[str, Any]] = {
        'by keyword': {'__annotations__': {'a': int}, 'a': dataclasses.field(kw_only=True)},
        'for init alone': {'__annotations__': {'a': 'dataclasses.InitVar[int]'}, 'a': 1},
    }
    with pytest.raises(TypeError, match='Refused: a field by keyword only'):
        values.dataclass(frozen=True)(type('Refused', (), kinds[field]))


def test_a_mutable_default_is_refused() -> None:
    with pytest.raises(ValueError, match='mutable default'):
        values.dataclass(type('Shared', (), {'__annotations__': {'a': list}, 'a': []}))


def test_every_room_makes_its_values_here() -> None:
    others = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob('*.py')
        if path.name != 'values.py'
        and re.search(
            r'from dataclasses import .*\bdataclass\b|dataclasses\.dataclass\b', path.read_text()
        )
    ]
    assert others == []


def test_importing_a_class_compiles_nothing() -> None:
    script = (
        'import builtins\n'
        'from letterpress.values import dataclass\n'
        'real, ran = builtins.exec, []\n'
        'builtins.exec = lambda *given: (ran.append(given[0]), real(*given))[1]\n'
        '@dataclass(frozen=True, order=True)\n'
        'class A:\n    a: int\n    b: int = 2\n'
        'print(len(ran))\n'
        'A(1)\n'
        'print(len(ran))\n'
        'A(1) == A(2), A(3)\n'
        'print(len(ran))\n'
    )
    done = subprocess.run([sys.executable, '-c', script], capture_output=True, text=True)
    assert done.stdout.split() == ['0', '1', '2'], done.stderr


def test_a_value_with_one_field_changed_is_what_replace_makes_of_it() -> None:
    from letterpress.manuscript.model import PrivateRecord, Signatory

    before = Signatory('', 'Ana Sol', 'person', private=PrivateRecord('a@example.org'))
    made = values.with_value(before, 'id', 'ana-sol')
    assert made == dataclasses.replace(before, id='ana-sol') and type(made) is Signatory
    assert before.id == '' and hash(made) == hash(dataclasses.replace(made))
    assert pickle.loads(pickle.dumps(made)) == made
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.id = 'other'  # type: ignore[misc]  # that is what must not work
