"""What was compiled of the house's own templates, kept where Python keeps what it compiles.

That is beside the package, under the same lock: whoever may write there may write our modules too.
A project's cache is no such place, it may come from a stranger, and what is kept here runs.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from letterpress.world import resources, versions
from letterpress.world.files import writing

_DIGEST = hashlib.sha256().digest_size
_PACKAGE = Path(__file__).resolve().parent.parent
# of templates that no layout is made of
_HOMES = 'commands/editions', 'commands/verdicts', 'preview/web/page'


def load(name: str, digest: str) -> bytes | None:
    """Return what was compiled of a template of the house; None where nothing of it is kept.

    name: relative to layouts/, or that of the file for those of the package; digest: the SHA-256 of
    its text. What another version of letterpress, of its libraries or of Python compiled, or of
    another text, does not count; nor does a file that is not whole.
    """
    if not _of_the_house(name, digest):
        return None
    try:
        kept = _path(name).read_bytes()
    except OSError:
        return None
    data = kept[_DIGEST:]
    return data if kept[:_DIGEST] == _made_of(digest, data) else None


def keep(name: str, digest: str, data: bytes) -> None:
    """Keep what was compiled of a template of the house, where Python would keep it.

    Nothing is kept of other templates, nor where nothing may be written.
    """
    if not sys.dont_write_bytecode and _of_the_house(name, digest):
        with suppress(OSError):
            writing.write(_path(name), _made_of(digest, data) + data, durable=False)


def _of_the_house(name: str, digest: str) -> bool:
    for home in (resources.root() / 'layouts', *(_PACKAGE / folder for folder in _HOMES)):
        with suppress(OSError):
            if hashlib.sha256((home / name).read_bytes()).hexdigest() == digest:
                return True
    return False


def _path(name: str) -> Path:
    module = _PACKAGE / name.replace('/', '.').replace('.html', '.py')
    return Path(cache_from_source(str(module))).with_suffix('.jinja')


def _made_of(digest: str, data: bytes) -> bytes:
    """Return the hash of what was compiled, of what it was made of, and by what."""
    parts = versions.tools().encode(), digest.encode(), data
    return hashlib.sha256(b''.join(hashlib.sha256(part).digest() for part in parts)).digest()
