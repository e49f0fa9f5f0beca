"""The token of an embargo: a name for a folder that nobody guesses, made once and kept apart.

It lies in a file of its own beside content/, its owner's alone, in a folder that no repository
takes; or a CI hands it over in its environment.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world.files import secret, writing

PATH = 'keys/embargo.token'
VARIABLE = 'LETTERPRESS_EMBARGO_TOKEN'
_FORM = re.compile(r'[a-z0-9]{24,64}')
_BYTES = 16  # 128 bits: nobody tries them all


def token(base: Path) -> str:
    """Return the token of the project in a folder; the first time it is made.

    Raises Rejected: LP745 (exit 2) for one that is none, LP511 where others may read the file.
    """
    if VARIABLE in os.environ:
        return _read(os.environ[VARIABLE], VARIABLE)
    path = base / PATH
    if not os.path.lexists(path):
        with suppress(FileExistsError):  # another process made it meanwhile: that one counts
            secret.write(path, f'{secrets.token_hex(_BYTES)}\n'.encode())
        keep_out = path.with_name('.gitignore')
        if not os.path.lexists(keep_out):
            writing.write(keep_out, b'*\n')
    data = secret.read(str(path), 'token of the embargo', PATH)
    return _read(data.decode('ascii', 'replace').strip(), PATH)


def _read(text: str, place: str) -> str:
    if _FORM.fullmatch(text):
        return text
    raise Rejected(
        Finding(
            Place(place),
            'LP745',
            'this is no token: 24 to 64 of the letters a to z and digits, and nothing else',
            f'remove {PATH}, and the next build makes one; the address of the embargoed kit '
            'is another one then',
        ),
        Exit.USAGE,
    )
