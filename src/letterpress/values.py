"""Dataclasses whose methods are written when they are first called.

`dataclasses.dataclass` compiles six methods for each class when its module is imported, which takes
most of a millisecond. A build imports two hundred classes, and of most of them no value is made in
that process. Here the standard library gives a class its fields, and each method is compiled when
it is called for the first time. What a value is, equals, shows and hashes to stays what it is there
(tests/test_values.py holds the two against each other).
"""

from __future__ import annotations

import dataclasses
import reprlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass

Value = TypeVar('Value')
Fields = tuple[dataclasses.Field[Any], ...]

_KNOWN = {'frozen', 'order'}  # a class with other wishes is made at once, by the standard library
_ORDER = {'__lt__': '<', '__le__': '<=', '__gt__': '>', '__ge__': '>='}
_GIVEN = object()  # stands for a value that a field's factory is to make


def _dataclass(cls: type | None = None, /, **wishes: bool) -> Any:
    """Make a class a dataclass as `dataclasses.dataclass` does, but for when its methods are made.

    Raises TypeError for fields that are given by keyword only, or to `__init__` alone.
    """
    if cls is None:
        return lambda given: _dataclass(given, **wishes)
    if wishes.keys() - _KNOWN:
        return dataclasses.dataclass(**wishes)(cls)
    own = dict(cls.__dict__)
    cls.__doc__ = cls.__doc__ or cls.__name__  # else it would be asked for its signature
    dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    fields = dataclasses.fields(cls)
    if any(one.kw_only for one in fields) or 'InitVar' in repr(own.get('__annotations__')):
        raise TypeError(f'{cls.__qualname__}: a field by keyword only, or for __init__ alone')
    frozen = wishes.get('frozen', False)
    methods = ['__init__', '__repr__', '__eq__', *(_ORDER if wishes.get('order') else ())]
    if own.get('__hash__') is None:
        if frozen:
            methods.append('__hash__')
        else:
            cls.__hash__ = None  # type: ignore[assignment]  # it can change: Python's own way
    for name in methods:
        if name not in own or name == '__hash__':
            setattr(cls, name, _late(cls, name, frozen))
    if frozen:
        for name, refuses in _refusing(cls, fields).items():
            setattr(cls, name, refuses)
    return cls


if not TYPE_CHECKING:
    dataclass = _dataclass


def with_value(value: Value, field: str, new: object) -> Value:
    """Return a frozen value with another value in one of its fields.

    As `dataclasses.replace` does, in a tenth of the time: nothing is asked again that was asked
    when the value was made, and nothing of it is computed anew. Not for classes with slots.
    """
    made = object.__new__(type(value))
    made.__dict__.update(value.__dict__)
    made.__dict__[field] = new
    return made


def _late(cls: Any, name: str, frozen: bool) -> Callable[..., Any]:
    """Return a method that has the real one written, puts it in its place and calls it."""

    def first(self: Any, *arguments: Any, **named: Any) -> Any:
        written = _written(cls, name, frozen)
        setattr(cls, name, written)
        return written(self, *arguments, **named)

    first.__name__, first.__qualname__ = name, f'{cls.__qualname__}.{name}'
    return first


def _written(cls: Any, name: str, frozen: bool) -> Callable[..., Any]:
    """Return a method of a class, compiled."""
    fields, known = dataclasses.fields(cls), dict[str, Any]()
    if name == '__init__':
        given, steps = _init(fields, frozen, known)
        if hasattr(cls, '__post_init__'):
            steps.append('self.__post_init__()')
    elif name == '__repr__':
        shown = ', '.join(f'{one.name}={{self.{one.name}!r}}' for one in fields if one.repr)
        given, steps = [], [f'return f"{{self.__class__.__qualname__}}({shown})"']
    elif name == '__hash__':
        hashed = [one for one in fields if (one.compare if one.hash is None else one.hash)]
        given, steps = [], [f'return hash({_tuple("self", hashed)})']
    else:
        compared = [one for one in fields if one.compare]
        two = _tuple('self', compared), _tuple('other', compared)
        given = ['other']
        steps = [
            'if other.__class__ is self.__class__:',
            f' return {two[0]} {_ORDER.get(name, "==")} {two[1]}',
            'return NotImplemented',
        ]
    body = '\n '.join(steps or ['pass'])
    exec(f'def {name}({", ".join(["self", *given])}):\n {body}', known)
    method: Callable[..., Any] = known[name]
    method.__qualname__, method.__module__ = f'{cls.__qualname__}.{name}', cls.__module__
    return reprlib.recursive_repr()(method) if name == '__repr__' else method


def _init(fields: Fields, frozen: bool, known: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return what `__init__` is given and the lines it sets the fields by; `known` is added to."""
    known |= {'_set': object.__setattr__, '_given': _GIVEN}
    given: list[str] = []
    steps: list[str] = []
    for one in fields:
        value, default = one.name, ''
        if one.default_factory is not dataclasses.MISSING:
            known[f'_made_{one.name}'] = one.default_factory
            made = f'_made_{one.name}()'
            value = f'{made} if {one.name} is _given else {one.name}' if one.init else made
            default = '=_given'
        elif one.default is not dataclasses.MISSING:
            known[f'_default_{one.name}'] = one.default
            default = f'=_default_{one.name}'
        if one.init:
            given.append(f'{one.name}{default}')
        elif one.default_factory is dataclasses.MISSING:
            continue  # its default stands in the class, or __post_init__ sets it
        if frozen:
            steps.append(f'_set(self, {one.name!r}, {value})')
        else:
            steps.append(f'self.{one.name} = {value}')
    return given, steps


def _tuple(of: str, fields: Iterable[dataclasses.Field[Any]]) -> str:
    return '(' + ''.join(f'{of}.{one.name},' for one in fields) + ')'


def _refusing(cls: Any, fields: Fields) -> dict[str, Callable[..., None]]:
    """Return what refuses to set and to delete the fields of a frozen value."""
    names = frozenset(one.name for one in fields)

    def __setattr__(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f'cannot assign to field {name!r}')
        super(cls, self).__setattr__(name, value)

    def __delattr__(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f'cannot delete field {name!r}')
        super(cls, self).__delattr__(name)

    return {'__setattr__': __setattr__, '__delattr__': __delattr__}
