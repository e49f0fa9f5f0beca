"""Who calls for what: the groups of a project by their public values alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from letterpress.commands.groups.imports import groups
from letterpress.manuscript.groups.model import PublicGroup, public
from letterpress.world.files import inside


def listed(base: Path) -> tuple[tuple[PublicGroup, ...], int]:
    """Return the groups that may be listed, in the order of their names, and how many may not.

    Raises Rejected where campaign.yaml or a group is wrong.
    """
    _, found = groups(inside.read_tree(base, 'content'))
    shown = tuple(public(one) for one in found if one.public)
    return shown, len(found) - len(shown)


def as_json(group: PublicGroup) -> dict[str, Any]:
    """Return a group as machines read it: keys as in its file, nothing empty."""
    event = group.event
    called = {
        'title': event.title,
        'place': event.place,
        'address': event.address,
        'day': event.day.isoformat(),
        'time': f'{event.starts:%H:%M}' if event.starts is not None else '',
        'ends': f'{event.ends:%H:%M}' if event.ends is not None else '',
        'time_zone': event.zone,
        'begins': event.begins.isoformat() if event.begins is not None else '',
        'link': event.link,
    }
    said = {
        'id': group.id,
        'name': group.name,
        'language': group.language,
        'country': group.country,
        'event': {key: value for key, value in called.items() if value},
        'url': group.url,
    }
    return {key: value for key, value in said.items() if value}
