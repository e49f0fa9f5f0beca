"""The sandbox in which templates run: layouts are data from strangers, and may not become code.

Jinja's immutable sandbox keeps a template from what begins with an underscore and from changing
lists and mappings. It is as good as what it is given: one module among the values, and
`module.re.enum.sys.modules['os']` opens the house. So no module is among them, what can be called
(functions, methods, classes) has no attributes here, a date has only its figures (`today` would
read the clock), and one expression cannot take all memory or time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sized
from datetime import date
from functools import partial, wraps
from types import (
    BuiltinFunctionType,
    CodeType,
    FrameType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
    TracebackType,
)
from typing import Any, NoReturn

from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST = 1_000_000  # characters or entries that one expression may make
WIDEST = 10_000  # what a text may be padded to, a list be filled up to
POWER = 64  # the highest exponent

# They can be called, run or walked through; what they know besides is nobody's.
_MUTE = (
    BuiltinFunctionType,
    CodeType,
    FrameType,
    FunctionType,
    GeneratorType,
    MethodType,
    ModuleType,
    TracebackType,
    partial,
    type,
)
_OF_DATES = {'year', 'month', 'day', 'hour', 'minute', 'date', 'isoformat', 'weekday'}
# `format` walks through attributes, the others pad to any width: `%` and the filters do it here
_NOT_OF_TEXTS = {'format', 'format_map', 'center', 'ljust', 'rjust', 'zfill', 'expandtabs'}
_BY_CHANCE = ('lipsum',)  # what gives other text each time
_CHANCE_FILTERS = ('random', 'pprint')  # pprint prints addresses in memory
_PADDING_FILTERS = ('batch', 'center', 'indent', 'slice')
_WIDE = re.compile(r'%(?:\([^)]*\))?[-+ #0.\d]*?(?:\*|\d{5})')  # a width that is given or enormous


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment whose templates reach nothing but the values that they are given.

    What they reach for in vain raises SecurityError with a sentence for a person.
    """

    intercepted_binops = frozenset({'*', '**', '%'})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name in _BY_CHANCE:
            self.globals.pop(name, None)
        for name in _CHANCE_FILTERS:
            self.filters.pop(name, None)
        self.filters |= {name: _bounded(name) for name in _PADDING_FILTERS} | {'format': _format}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may read this attribute."""
        if isinstance(obj, _MUTE) or isinstance(value, ModuleType):
            return False
        if isinstance(obj, date):
            return attr in _OF_DATES
        if isinstance(obj, str) and attr in _NOT_OF_TEXTS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Return nothing: `str.format` is not wrapped, it is refused as an attribute."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> NoReturn:
        """Refuse an attribute at once: even to ask whether it is defined is to reach for it."""
        raise SecurityError(f'“{attribute}” of {_name_of(obj)} is not for templates')

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return what an operator gives, unless it would be enormous."""
        if operator == '**' and not (abs(left) <= MOST and abs(right) <= POWER):
            raise SecurityError(f'{left} ** {right} is too much')
        if operator == '*':
            for made, times in ((left, right), (right, left)):
                if isinstance(made, Sized) and isinstance(times, int) and len(made) * times > MOST:
                    raise SecurityError(f'{times} times {_name_of(made)} is too much')
        if operator == '%' and isinstance(left, str):
            _check_widths(left)
        return super().call_binop(context, operator, left, right)


def _name_of(obj: Any) -> str:
    if isinstance(obj, type):
        return f'the type {obj.__name__}'
    return 'a function' if callable(obj) else f'a value of type {type(obj).__name__}'


def _check_widths(text: str) -> None:
    if _WIDE.search(text):
        raise SecurityError('so wide a field is too much')


def _format(text: str, *values: Any, **named: Any) -> str:
    """Put values into a text with % signs."""
    _check_widths(text)
    return str(FILTERS['format'](text, *values, **named))


def _bounded(name: str) -> Callable[..., Any]:
    """Return the filter of this name, which refuses to make more than a page can hold."""
    made = FILTERS[name]

    @wraps(made)
    def checked(*given: Any, **named: Any) -> Any:
        for value in (*given, *named.values()):
            if isinstance(value, int) and abs(value) > WIDEST:
                raise SecurityError(f'{value} is too much for the filter “{name}”')
        return made(*given, **named)

    return checked
