"""Two states of a PDF, before and after a revision: what does it change, as a PDF reader sees it.

Objects are compared by their places in the file and looked into one level deep: nothing is
followed, so that no structure, however hostile, takes longer than the file is long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from letterpress.finishing.judging import enclosed

PAGES = 500  # that are compared
OBJECTS = 5000
_TYPEFACES = ('/Font', '/FontDescriptor', '/CMap', '/Encoding')
_MACHINERY = ('/XRef', '/ObjStm')
_REFERENCE = re.compile(r'IndirectObject\((\d+), (\d+), \d+\)')

Place = tuple[int, int]  # byte offset, and index within an object stream (-1: not in one)


def compare(before: Any, after: Any, end: int) -> str:
    """Return the family of what a revision does that begins at byte `end`.

    Takes two pypdf readers; raises anything.
    """
    old, new = places(before), places(after)
    moved = sorted(name for name, place in new.items() if old.get(name) != place)[:OBJECTS]
    freed = _freed(after) - _freed(before)
    other_root = _number(before.trailer, '/Root') != _number(after.trailer, '/Root')
    if other_root or any(new[name][0] < end for name in moved):
        return 'shadow-swap'
    touched = {name: _get(after, name) for name in moved}
    for name, look in (
        ('signature', _signatures),
        ('annotation', _annotations),
        ('embedded', _embedded),
    ):
        if look(before, after, touched):
            return name
    pages = list(_pages(before, after))
    if len(before.pages) != len(after.pages):
        return 'page'
    if any(_rewritten(one, other, touched) for one, other in pages):
        return 'page'
    if freed or any(_lost(one, other) for one, other in pages) or _layers(before) != _layers(after):
        return 'shadow-hide'
    was = {name: _dictionary(_get(before, name)) for name in touched if name in old}
    if any(_used(one) != _used(other) for one, other in pages):
        return 'shadow-replace'
    if any(_is_shown(was.get(name, {}), value) for name, value in touched.items()):
        return 'shadow-replace'
    if all(_describes(before, after, name, value) for name, value in touched.items()):
        return 'metadata'
    return 'revision'


def places(reader: Any) -> dict[int, Place]:
    """Return where each object lies, by its number."""
    found: dict[int, Place] = {}
    table = {
        number: offset for numbers in reader.xref.values() for number, offset in numbers.items()
    }
    for number, (stream, index) in reader.xref_objStm.items():
        found[number] = (table.get(stream, 0), index)
    return {**found, **{number: (offset, -1) for number, offset in table.items()}}


def _freed(reader: Any) -> set[int]:
    return {
        number
        for numbers in reader.xref_free_entry.values()
        for number, free in numbers.items()
        if free and number
    }


def _get(reader: Any, number: int) -> Any:
    from pypdf.generic import IndirectObject

    return IndirectObject(number, 0, reader).get_object()


def _number(holder: Mapping[str, Any], key: str) -> int | str:
    """Return what an entry names: the number of an object, or the beginning of what is there."""
    value = holder.raw_get(key) if key in holder else ''  # type: ignore[attr-defined]  # pypdf's
    return getattr(value, 'idnum', None) or _plain(value)


def _plain(value: Any) -> str:
    """Return a value as text that is equal in both readers."""
    return _REFERENCE.sub(r'\1 \2 R', str(value)[:20000])


def _dictionary(value: Any) -> Mapping[str, Any]:
    value = value.get_object() if hasattr(value, 'get_object') else value
    return value if isinstance(value, dict) else {}


def _pages(before: Any, after: Any) -> Iterator[tuple[Any, Any]]:
    for _, one, other in zip(range(PAGES), before.pages, after.pages, strict=False):
        yield one, other


def _annotated(page: Any) -> list[int | str]:
    listed = page.get('/Annots', ())
    return (
        [getattr(one, 'idnum', None) or _plain(one) for one in listed.get_object()]
        if listed
        else []
    )


def _signatures(before: Any, after: Any, touched: Mapping[int, Any]) -> bool:
    known = places(before)
    return any(
        isinstance(value, dict) and value.get('/FT') == '/Sig' and number not in known
        for number, value in touched.items()
    )


def _annotations(before: Any, after: Any, touched: Mapping[int, Any]) -> bool:
    if any(set(_annotated(other)) - set(_annotated(one)) for one, other in _pages(before, after)):
        return True
    return any(
        isinstance(value, dict)
        and '/Rect' in value
        and value.get('/Subtype') not in ('/Widget', None)
        for value in touched.values()
    )


def _embedded(before: Any, after: Any, touched: Mapping[int, Any]) -> bool:
    kinds = [value.get('/Type') for value in touched.values() if isinstance(value, dict)]
    return '/EmbeddedFile' in kinds or enclosed.fingerprints(before) != enclosed.fingerprints(after)


def _rewritten(one: Any, other: Any, touched: Mapping[int, Any]) -> bool:
    """Tell whether a page draws something else: another stream, other bytes, another frame."""
    if _number(one, '/Contents') != _number(other, '/Contents'):
        return True
    listed = other.get('/Contents', ())
    if not isinstance(listed, list):
        listed = [other.raw_get('/Contents')] if '/Contents' in other else []
    if any(getattr(stream, 'idnum', 0) in touched for stream in listed):
        return True
    frame = ('/MediaBox', '/CropBox', '/Rotate')
    return any(_plain(one.get(key, '')) != _plain(other.get(key, '')) for key in frame)


def _resources(page: Any, kind: str) -> dict[str, int | str]:
    held = _dictionary(_dictionary(page.get('/Resources', {})).get(kind, {}))
    return {name: _number(held, name) for name in held}


def _lost(one: Any, other: Any) -> bool:
    """Tell whether something that was drawn on a page, or lay on it, is there no more."""
    drawn = _dictionary(_dictionary(other.get('/Resources', {})).get('/XObject', {}))
    gone = set(_resources(one, '/XObject')) - {name for name in drawn if _dictionary(drawn[name])}
    return bool(gone or set(_annotated(one)) - set(_annotated(other)))


def _layers(reader: Any) -> str:
    return _plain(reader.trailer['/Root'].get('/OCProperties', {}))


def _used(page: Any) -> list[dict[str, int | str]]:
    return [
        _resources(page, kind)
        for kind in ('/Font', '/XObject', '/Pattern', '/Shading', '/ExtGState')
    ]


def _is_shown(was: Mapping[str, Any], value: Any) -> bool:
    """Tell whether an object is, or was, a typeface, a picture, a form field or a part of one."""
    if not isinstance(value, dict):
        return False
    kinds = {value.get('/Type'), was.get('/Type')}
    shapes = {value.get('/Subtype'), was.get('/Subtype')}
    if kinds & set(_TYPEFACES) or shapes & {'/Image', '/Form'} or '/Length1' in value:
        return True
    return value.get('/FT', was.get('/FT')) in ('/Tx', '/Btn', '/Ch')


def _describes(before: Any, after: Any, number: int, value: Any) -> bool:
    """Tell whether an object only says something about the file."""
    if number == _number(after.trailer, '/Info') or not isinstance(value, dict):
        return number == _number(after.trailer, '/Info')
    if value.get('/Type') in (*_MACHINERY, '/Metadata'):
        return True
    was = _dictionary(before.trailer['/Root'])
    return value.get('/Type') == '/Catalog' and all(
        _number(was, key) == _number(value, key) for key in {*was, *value} - {'/Metadata'}
    )
