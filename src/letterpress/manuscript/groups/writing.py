"""A group written down: as the words that --set knows, and as the file that is read back."""

from __future__ import annotations

from letterpress.manuscript.groups.model import Group
from letterpress.manuscript.roll import files as plain

Said = str | tuple[str, ...]


def flat(group: Group) -> dict[str, Said]:
    """Return what a group says, by the keys of its file with points between, nothing empty."""
    event, imprint = group.event, group.imprint
    said: dict[str, Said] = {
        'name': group.name,
        'language': group.language,
        'country': group.country,
        'event.title': event.title,
        'event.place': event.place,
        'event.address': event.address,
        'event.day': event.day.isoformat(),
        'event.time': f'{event.starts:%H:%M}' if event.starts is not None else '',
        'event.ends': f'{event.ends:%H:%M}' if event.ends is not None else '',
        'event.time_zone': event.zone,
        'event.link': event.link,
        'imprint.name': imprint.name,
        'imprint.address': imprint.address,
        'imprint.printer': imprint.printer,
        'url': group.url,
        'logo': group.logo.rpartition('/')[2],
        'posters': group.posters,
        'printers': group.printers,
        'public': 'true' if group.public else 'false',
    }
    said |= {
        f'private.{key}': getattr(group.private, key) for key in group.private.__dataclass_fields__
    }
    return {key: value for key, value in said.items() if value}


def to_yaml(group: Group, header: str = '') -> bytes:
    """Return a group as the file that it is read from; `header` is a comment, a line each."""
    lines = [f'# {line}'.rstrip() for line in header.splitlines()]
    inside = ''
    for key, value in flat(group).items():
        outer, _, name = key.rpartition('.')
        if outer and outer != inside:
            lines.append(f'{outer}:')
        inside = outer
        lines.append('  ' * bool(outer) + f'{name}: {_value(key, value)}')
    return ('\n'.join(lines) + '\n').encode()


def _value(key: str, value: Said) -> str:
    if isinstance(value, tuple):
        return '[' + ', '.join(value) + ']'  # slugs: nothing in them needs quotes
    return value if key in ('public', 'event.day') else plain.scalar(value)
