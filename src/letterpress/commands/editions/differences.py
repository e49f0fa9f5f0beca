"""The changes between two kits as one page of HTML, from differences.html.

No script, nothing from outside: the pictures lie in the page.
"""

from __future__ import annotations

from base64 import b64encode
from importlib import resources
from typing import TYPE_CHECKING

from letterpress import __version__
from letterpress.base.visible import visible
from letterpress.layout import environment

if TYPE_CHECKING:
    from letterpress.kit.compare.kits import Changes

TEMPLATE, STYLE = 'differences.html', 'differences.css'
MOST = 60  # pictures in a page: some seven megabytes


def page(changes: Changes, before: str, after: str) -> bytes:
    """Return the page in UTF-8; `before` and `after` say in words which kits they are."""
    seen = [one for one in changes.documents if one.seen]
    room = MOST
    pictures: dict[tuple[str, int], str] = {}
    for document in seen:
        for one in document.pages[:room]:
            data = b64encode(one.picture).decode()
            pictures[document.path, one.number] = f'data:image/png;base64,{data}'
        room = max(0, room - len(document.pages))
    context = {
        'changes': changes,
        'before': before,
        'after': after,
        'seen': seen,
        'unseen': len(changes.documents) - len(seen),
        'pictures': pictures,
        'unpictured': sum(len(one.pages) for one in seen) - len(pictures),
        'lists': (
            ('New files', changes.added),
            ('Gone files', changes.removed),
            ('Other files that changed', changes.others),
        ),
        'style': environment.as_it_is(
            resources.files('letterpress.commands.verdicts').joinpath('report.css').read_text()
            + _file(STYLE).decode()
        ),
        'version': __version__,
        'visible': visible,
    }
    files = {environment.ROOT + TEMPLATE: _file(TEMPLATE)}
    return f'{environment.render(environment.environment(files), TEMPLATE, context)}\n'.encode(
        'utf-8', 'backslashreplace'
    )


def _file(name: str) -> bytes:
    return resources.files(__package__).joinpath(name).read_bytes()
