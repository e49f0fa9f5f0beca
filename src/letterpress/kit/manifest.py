"""manifest.json: what the kit is, who sealed it, and every file in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from letterpress.kit.artifact import Artifact

NAME, SEAL = 'manifest.json', 'manifest.json.p7s'


def write(
    campaign: str,
    edition: Mapping[str, Any],
    tool: Mapping[str, Any],
    counts: Mapping[str, Any],
    seal: Mapping[str, Any],
    artifacts: Iterable[Artifact],
    left_out: Iterable[str] = (),
    embargo: datetime | None = None,
) -> bytes:
    """Return the manifest: UTF-8 JSON, artefacts in the order of their paths.

    `left_out` are paths of what was not made. `embargo` is until when nothing of it may be
    published; a kit that has none says nothing of it.
    """
    listed = [
        {
            'path': a.path,
            'kind': a.kind,
            'language': a.language or None,
            'title': a.title,
            'pages': a.pages,
            'paper': a.paper or None,
            'media_type': a.media_type,
            'bytes': a.size,
            'sha256': a.sha256,
            'sealed': a.sealed,
        }
        for a in sorted(artifacts, key=lambda a: a.path)
    ]
    value = {
        'campaign': campaign,
        'edition': dict(edition),
        **({'embargo': embargo.isoformat()} if embargo else {}),
        'tool': dict(tool),
        'counts': dict(counts),
        'seal': dict(seal),
        'artifacts': listed,
        'left_out': sorted(left_out),
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + '\n').encode()


def read(data: bytes) -> dict[str, Any]:
    """Return the manifest's value. Raises ValueError when it is none."""
    value = json.loads(data.decode('utf-8'))
    if not isinstance(value, dict) or not isinstance(value.get('artifacts'), list):
        raise ValueError('there is no list of artefacts')
    for item in value['artifacts']:
        if not (
            isinstance(item, dict)
            and isinstance(item.get('path'), str)
            and isinstance(item.get('sha256'), str)
            and isinstance(item.get('bytes'), int)
        ):
            raise ValueError('an entry of the artefacts lacks its path, size or hash')
    return value
