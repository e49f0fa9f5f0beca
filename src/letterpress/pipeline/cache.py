"""A content-addressed cache: an entry is used only when its bytes are what was put there; anything else is a miss."""
from __future__ import annotations

import hashlib
import json
from pathlib import Path

from letterpress.pipeline import workshop

MAGIC = b'letterpress-cache-1'


class Cache:
    """Entries by shelf and key. An entry is a small JSON-able note and bytes."""

    def __init__(self, folder: Path):
        self.folder = folder

    def _path(self, shelf: str, key: str) -> Path:
        return self.folder / shelf / key[:2] / key

    def holds(self, shelf: str, key: str) -> bool:
        """Say whether there is an entry, whole or not."""
        return self._path(shelf, key).is_file()

    def get(self, shelf: str, key: str) -> tuple[dict, bytes] | None:
        """Return the note and the bytes, or None when there is no whole entry."""
        try:
            data = self._path(shelf, key).read_bytes()
            magic, digest, body = data.split(b'\n', 2)
            if magic != MAGIC or hashlib.sha256(body).hexdigest().encode() != digest:
                return None
            note, payload = body.split(b'\n', 1)
            return json.loads(note), payload
        except (OSError, ValueError):
            return None

    def put(self, shelf: str, key: str, note: dict, payload: bytes) -> None:
        """Keep an entry. A cache that cannot be written is no reason to fail a build."""
        body = json.dumps(note, ensure_ascii=False, sort_keys=True).encode() + b'\n' + payload
        data = b'\n'.join((MAGIC, hashlib.sha256(body).hexdigest().encode(), body))
        try:
            workshop.write(self._path(shelf, key), data, durable=False)
        except OSError:
            pass

    def forget_all_but(self, shelf: str, keys: set[str], most: int = 400) -> None:
        """Drop entries not in `keys`, oldest first, until at most `most` are left."""
        try:
            entries = sorted((p for p in (self.folder / shelf).glob('*/*') if p.name not in keys),
                             key=lambda p: p.stat().st_mtime_ns)
            for path in entries[:max(0, len(entries) + len(keys) - most)]:
                path.unlink(missing_ok=True)
        except OSError:
            pass
