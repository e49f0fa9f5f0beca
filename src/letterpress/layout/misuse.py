"""What a template gave to a function of ours, held against what the function says it takes.

A text where a number belongs raises somewhere deep inside; whose fault it is shows at the door: in
the arguments of the function that the template called.
"""

from __future__ import annotations

import ast
import inspect
import traceback
from collections.abc import Iterable, Mapping
from types import FrameType
from typing import Any

_SHOWN = 40  # characters of a text that is told
_LISTS = ('Collection', 'Iterable', 'Iterator', 'Sequence', 'list', 'tuple')
_WORDS = {'float': 'a number', 'int': 'a whole number', 'str': 'a text', 'Markup': 'a text'}


def of(error: BaseException, root: str) -> str:
    """Return what a template gave wrongly to the function of ours that it called; '' for nothing.

    `root` is how the paths of templates begin.
    """
    entry: FrameType | None = None
    inside = False
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith(root):
            inside, entry = True, None
        elif inside and entry is None and _annotations(frame):
            entry = frame
    if entry is None:
        return ''
    annotations = _annotations(entry)
    for name, value in entry.f_locals.items():
        wanted = annotations.get(name)
        if wanted is None:
            continue
        node = ast.parse(wanted, mode='eval').body
        if not _fits(node, value):
            place = f'“{name}” of {entry.f_code.co_name}'
            return f'{place} is {_told(value)}, where {_called(node)} belongs'
    return ''


def _annotations(frame: FrameType) -> Mapping[str, str]:
    """Return the types that the function of a frame declares for its arguments, as written."""
    code = frame.f_code
    if not frame.f_globals.get('__name__', '').startswith('letterpress.'):
        return {}
    first, *rest = code.co_qualname.split('.')
    found: Any = frame.f_globals.get(first)
    for part in rest:
        found = inspect.getattr_static(found, part, None)
    found = getattr(found, '__func__', found)
    if getattr(found, '__code__', None) is not code:
        return {}
    taken = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    declared: Mapping[str, str] = found.__annotations__
    return {name: declared[name] for name in taken if name in declared}


def _fits(wanted: ast.expr, value: Any) -> bool:
    """Tell whether a value may stand where a type is written; of types unknown here, what is there.

    Lists are looked through, whatever else can be walked through only once is not.
    """
    if isinstance(wanted, ast.BinOp):
        return _fits(wanted.left, value) or _fits(wanted.right, value)
    if isinstance(wanted, ast.Constant):
        return value is None
    if isinstance(wanted, ast.Name):
        return _is(wanted.id, value)
    if not isinstance(wanted, ast.Subscript) or not isinstance(wanted.value, ast.Name):
        return True
    if wanted.value.id not in _LISTS:
        return value is not None
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        return False
    if not isinstance(value, list | tuple):
        return True
    parts = wanted.slice.elts if isinstance(wanted.slice, ast.Tuple) else [wanted.slice]
    if len(parts) == 1 or (isinstance(parts[-1], ast.Constant) and parts[-1].value is ...):
        return all(_fits(parts[0], part) for part in value)
    return len(parts) == len(value) and all(map(_fits, parts, value))


def _is(name: str, value: Any) -> bool:
    if name in ('Any', 'object', 'bool'):
        return True
    if name == 'float':
        return isinstance(value, int | float)
    if name == 'int':
        return isinstance(value, int)
    if name in ('str', 'Markup'):
        return isinstance(value, str)
    return value is not None


def _told(value: Any) -> str:
    if value is None:
        return 'None'
    if isinstance(value, str):
        return f'the text “{value[:_SHOWN]}{"…" if len(value) > _SHOWN else ""}”'
    if isinstance(value, int | float):
        return f'the number {value}'
    return f'a value of type {type(value).__name__}'


def _called(wanted: ast.expr) -> str:
    """Return what is wanted, in words for whoever writes templates."""
    if isinstance(wanted, ast.Name):
        return _WORDS.get(wanted.id, wanted.id)
    if isinstance(wanted, ast.Subscript) and isinstance(wanted.value, ast.Name):
        if wanted.value.id in _LISTS:
            parts = wanted.slice
            each = parts.elts[0] if isinstance(parts, ast.Tuple) else parts
            kind = _called(each).removeprefix('a ').removeprefix('whole ')
            return f'a list of {kind}s' if kind in ('number', 'text') else 'a list'
        return wanted.value.id
    return ast.unparse(wanted)
