"""Objects of a PDF that is written: dictionaries, streams, and their places in it."""

from __future__ import annotations

from typing import Any


def held(writer: Any, made: Any) -> Any:
    """Put an object into the PDF of a pypdf writer and return the reference to it."""
    made.indirect_reference = None  # what has such a field gets a number when it is cloned
    return made.clone(writer).indirect_reference


def dictionary(**entries: Any) -> Any:
    """Return a dictionary; its keys are names without their stroke."""
    from pypdf.generic import DictionaryObject, NameObject

    return DictionaryObject({NameObject(f'/{key}'): value for key, value in entries.items()})


def name(text: str) -> Any:
    """Return a name, which is written with a stroke before it."""
    from pypdf.generic import NameObject

    return NameObject(f'/{text}')


def numbers(values: Any) -> Any:
    """Return an array of numbers."""
    from pypdf.generic import ArrayObject, FloatObject, NumberObject

    return ArrayObject(NumberObject(v) if isinstance(v, int) else FloatObject(v) for v in values)


def stream(writer: Any, content: bytes, **entries: Any) -> Any:
    """Put a compressed stream into the PDF and return the reference to it."""
    from pypdf.generic import StreamObject

    made = StreamObject()
    made.set_data(content)
    packed = made.flate_encode()
    packed.update(dictionary(**entries))
    return held(writer, packed)
