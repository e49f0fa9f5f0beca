"""Of what the kits in build/ were made: a list beside them, which `publish` holds against content/.

A kit says in words what the letter and the press texts say; what its posters, pictures and pages
look like only the files know of which they were made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from letterpress.kit import manifest
from letterpress.kit.room import events
from letterpress.manuscript.groups import reading
from letterpress.world.files import writing

if TYPE_CHECKING:
    from letterpress.build.project import Project
    from letterpress.manuscript.model import Campaign, Facts

NAME = 'made-of.json'  # in build/
CAMPAIGN = 'content/campaign.yaml'
# What is in no kit, or compared as the kit says it: a comment in these is no difference.
_NOT_SEEN = (
    *('content/letter/', 'content/press/', 'content/signatories', 'content/withdrawals'),
    *('content/recipients/', 'content/filing/', 'content/forms/', 'content/imports/'),
    *('content/groups/', CAMPAIGN),
)
_SAID = (  # the facts that are printed and shown; an embargo and whom to trust may come later
    *('title', 'edition', 'date', 'place', 'publisher', 'contact', 'imprint', 'licence'),
    *('letter_names', 'layouts', 'site_url'),
)


def write(build: Path, base: Path, project: Project, kits: Mapping[str, bytes]) -> None:
    """Write the list beside the kits; `kits` are their manifests by folder.

    Of layouts and typefaces those of the project itself are listed: what letterpress brings is
    its own affair.
    """
    said = {
        'kits': {folder.partition('/')[0]: _hash(data) for folder, data in sorted(kits.items())},
        'files': _own(base, project),
    }
    writing.write(build / NAME, f'{json.dumps(said, ensure_ascii=False, indent=1)}\n'.encode())


def different(kit: Path, base: Path, project: Project) -> tuple[str, ...] | None:
    """Return the files that are not those of which a kit was made, added and lacking ones too.

    None where nobody knows: there is no list, or it is that of another kit.
    """
    try:
        said = json.loads((kit.parent / NAME).read_bytes())
        known = dict(said['files'])
        if said['kits'][kit.name] != _hash((kit / manifest.NAME).read_bytes()):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    now = _own(base, project)
    return tuple(sorted(path for path in {*known, *now} if known.get(path) != now.get(path)))


def _own(base: Path, project: Project) -> dict[str, str]:
    assert project.campaign is not None
    own = {
        path: _hash(data)
        for path, data in project.sources.all.items()
        if not path.startswith(_NOT_SEEN) and (base / path).is_file()
    }
    return {CAMPAIGN: _facts(project.campaign.facts), **_groups(project.campaign), **own}


def _groups(campaign: Campaign) -> dict[str, str]:
    """Return the files of groups whose events the kit lists, by what it says of them."""
    return {
        f'{reading.FOLDER}{one.id}.yaml': _hash(
            repr((one.name, one.language, one.country, one.event, one.url)).encode()
        )
        for one in events.listed(campaign)
    }


def _facts(facts: Facts) -> str:
    return _hash(repr([(name, getattr(facts, name)) for name in _SAID]).encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
