"""The pages of the preview: the index of what there is, and the page that shows one thing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from letterpress.findings import Finding, errors
from letterpress.layout import environment
from letterpress.layout.brand import look as look_of
from letterpress.preview.contents import OTHERS, ROOM
from letterpress.preview.messages import Renewed, State
from letterpress.world import resources as house_files

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
SHELVES = {
    'letter': 'The letter',
    'posters': 'Posters',
    'documents': 'For the press',
    OTHERS: 'Made when it is asked for',
}
FACES = {
    'LPWood-Black.ttf': 'fonts/wood/LPWood-Black.ttf',
    'LPBook-Regular.ttf': 'fonts/book/LPBook-Regular.ttf',
    'LPBook-SemiBold.ttf': 'fonts/book/LPBook-SemiBold.ttf',
    'LPKufi-Black.ttf': 'fonts/kufi/LPKufi-Black.ttf',
    'LPNaskh-Regular.ttf': 'fonts/naskh/LPNaskh-Regular.ttf',
}
_OWN = {
    'preview.css': 'text/css; charset=utf-8',
    'preview.js': 'text/javascript; charset=utf-8',
    'preview.svg': 'image/svg+xml',
}
THUMB, PAGE = 420, 1500  # pixels across, of small pictures and of pages


def house(name: str) -> tuple[bytes, str] | None:
    """Return a file of the pages by its name, with its media type; None where there is none."""
    if name in _OWN:
        roles = look_of.HOUSE.page_css().encode() if name == 'preview.css' else b''
        return roles + _read(name), _OWN[name]
    if name in FACES:
        return (house_files.root() / FACES[name]).read_bytes(), 'font/ttf'
    return None


def index(state: State, language: str) -> str:
    """Return the index of what can be looked at in a language, '' for the letter's own."""
    contents = state.contents
    code = language or contents.get('source', '')
    own = next((one for one in contents.get('languages', ()) if one['code'] == code), None)
    shelves = [
        {**shelf, 'title': SHELVES.get(shelf['heading'], shelf['heading'].capitalize())}
        for shelf in (own['shelves'] if own else ())
    ]
    return _rendered('index.html', state, own, shelves=shelves, room=f'{ROOM}{code}/')


def look(state: State, path: str, shown: Mapping[str, Any] | None, renewed: Renewed | None) -> str:
    """Return the page on which a document is shown; `shown` is what `known` says of it."""
    own = shown['language'] if shown else None
    pages = renewed.pages if renewed else 0
    return _rendered('look.html', state, own, path=path, shown=shown, pages=pages, room=f'{ROOM}')


def known(state: State, path: str) -> dict[str, Any] | None:
    """Return what there is to say of a path that can be looked at, None for any other."""
    languages = state.contents.get('languages', ())
    for one in languages:
        if path == f'{ROOM}{one["code"]}/':
            others = [(other, f'{ROOM}{other["code"]}/') for other in languages]
            return {
                'kind': 'room',
                'title': 'The press room',
                'language': one,
                'files': (),
                'others': others,
                'source': f'/room/{one["code"]}/index.html',
            }
        for shelf in one['shelves']:
            for card in shelf['cards']:
                if path in {file['path'] for file in card['files']}:
                    return _shown(path, one, card, languages)
    return None


def _shown(
    path: str, own: Mapping[str, Any], card: Mapping[str, Any], languages: Any
) -> dict[str, Any]:
    kinds = {'html': 'browser', 'png': 'picture', 'pdf': 'pages'}
    code = own['code']
    paths = {
        file['path']
        for one in languages
        for shelf in one['shelves']
        for each in shelf['cards']
        for file in each['files']
    }
    others = []
    for one in languages:
        there = path.replace(f'/{code}/', f'/{one["code"]}/').replace(
            f'.{code}.', f'.{one["code"]}.'
        )
        if there in paths:
            others.append((one, there))
    return {
        'kind': kinds.get(path.rpartition('.')[2], 'pages'),
        'title': card['title'] or card['name'].replace('-', ' ').capitalize(),
        'language': own,
        'files': card['files'],
        'others': others,
        'source': f'/made/{path}',
    }


def finding(one: Finding) -> dict[str, Any]:
    """Return a finding as a page is told it."""
    return {
        'where': str(one.place) if one.place.path else '',
        'code': one.code,
        'severity': one.severity,
        'message': one.message,
        'hint': one.hint,
    }


def mark(contents: Mapping[str, Any]) -> str:
    """Return a short name of what there is: an index shows something else where it is another."""
    return hashlib.sha256(json.dumps(contents, sort_keys=True).encode()).hexdigest()[:16]


def _rendered(name: str, state: State, own: Any, **values: Any) -> str:
    contents = state.contents
    return environment.render(
        _environment(),
        f'preview/{name}',
        {
            'title': contents.get('title', ''),
            'languages': contents.get('languages', ()),
            'own': own,
            'mark': mark(contents),
            'number': state.number,
            'wrong': len(errors(state.findings)),
            'reading': state.reading and not contents,
            'thumb': THUMB,
            'width': PAGE,
            **values,
        },
    )


@cache
def _environment() -> Any:
    names = ('_frame.html', 'index.html', 'look.html')
    return environment.environment({f'layouts/preview/{name}': _read(name) for name in names})


def _read(name: str) -> bytes:
    return resources.files('letterpress.preview.web').joinpath('page', name).read_bytes()
