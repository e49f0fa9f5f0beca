"""The Jinja environment of the layouts: text is data, a missing value is an error with a place, never an empty spot.

Templates are named relative to layouts/ ('letter/page.html', '_shared/page.html'). Autoescape is on for every
template, whatever its ending; StrictUndefined refuses what is not there. Jinja 3.1 or newer tells a template's name
and line through the traceback only (pallets/jinja#1760): `render` reads them there.
"""
from __future__ import annotations

import traceback
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jinja2

from letterpress.findings import Finding, Place, Rejected
from letterpress.layout import typography

ROOT = 'layouts/'


def environment(files: Mapping[str, bytes]) -> jinja2.Environment:
    """Return the environment over the templates among these files; the same files give the same environment, compiled once."""
    return _environment(tuple(sorted((path, data) for path, data in files.items()
                                     if path.startswith(ROOT) and path.endswith('.html'))))


@lru_cache(maxsize=4)
def _environment(files: tuple[tuple[str, bytes], ...]) -> jinja2.Environment:
    sources = dict(files)

    def load(name: str) -> tuple[str, str, Any] | None:
        data = sources.get(ROOT + name)
        return None if data is None else (_decode(data, ROOT + name), ROOT + name, lambda: True)

    made = jinja2.Environment(loader=jinja2.FunctionLoader(load), autoescape=True, undefined=jinja2.StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=-1,
                              finalize=_refuse_none)
    made.filters.update(typography.FILTERS)
    return made


def _refuse_none(value: Any) -> Any:
    """None printed as "None" is a slip of the template that nobody sees until it is on paper."""
    if value is None:
        raise jinja2.UndefinedError('a value that is printed here is None')
    return value


def _decode(data: bytes, path: str) -> str:
    try:
        return data.decode('utf-8')
    except UnicodeDecodeError as error:
        raise Rejected(Finding(Place(path, data.count(b'\n', 0, error.start) + 1), 'LP324',
                               'the file is not UTF-8 text', 'save it again in your editor with the encoding UTF-8')) from None


def render(env: jinja2.Environment, name: str, context: Mapping[str, Any]) -> str:
    """Return what a template gives for these values.

    Raises Rejected at layouts/<file>:<line>: LP320 undefined value, LP321 syntax, LP322 a missing template,
    LP323 anything else that the template does wrong. A Rejected of what the template calls passes unchanged.
    """
    try:
        return env.get_template(name).render(context)
    except Rejected:
        raise
    except jinja2.TemplateSyntaxError as error:
        place = Place(error.filename or ROOT + name, error.lineno)
        raise Rejected(Finding(place, 'LP321', f'the template cannot be read: {_plain(error.message)}',
                               'look at this line for a brace or a {% end… %} that is missing')) from error
    except jinja2.TemplateNotFound as error:
        place = _place(error) or Place(ROOT + name)
        raise Rejected(Finding(place, 'LP322', f'there is no template “{error.name}”',
                               'templates are named from layouts/ on: letter/page.html, _shared/page.html')) from error
    except jinja2.UndefinedError as error:
        raise Rejected(Finding(_place(error) or Place(ROOT + name), 'LP320', f'the template uses a value that is not there: '
                               f'{_plain(error.message)}', 'check the spelling; layouts/README.md lists what there is')) from error
    except Exception as error:      # noqa: BLE001  what a template does wrong may raise anything; our own faults pass on
        place = _place(error, innermost=True)
        if place is None:
            raise
        raise Rejected(Finding(place, 'LP323', f'the template asks for something impossible: {type(error).__name__}: {error}',
                               'look at this line; layouts/README.md shows how its functions are called')) from error


def _plain(message: str | None) -> str:
    return (message or 'unknown').rstrip('.')


def _place(error: BaseException, innermost: bool = False) -> Place | None:
    """Return the last place inside a template that a traceback went through.

    innermost: only if nothing of letterpress itself was called from there, so that a fault of ours is not blamed on
    the template.
    """
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = frame.f_code.co_filename
        if path.startswith(ROOT):
            found = Place(path, line)
        elif innermost and found and frame.f_globals.get('__name__', '').startswith('letterpress.'):
            found = None
    return found
