"""What a page knows of the files of its kit: their hashes, to compare a file with.

A page knows those of its language and those of no language, and can say from its name where a file
of another one belongs; the door knows all. Pages are not among them: they hold this list.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence

from letterpress.kit.artifact import Artifact
from letterpress.layout import environment

OWN = 'page', 'page-asset'  # kinds of what makes up the pages


def listed(artifacts: Iterable[Artifact]) -> list[Artifact]:
    """Return the files that are compared, in the order of their paths."""
    return sorted((one for one in artifacts if one.kind not in OWN), key=lambda one: one.path)


def data(
    artifacts: Iterable[Artifact], words: Mapping[str, str], doors: Mapping[str, Sequence[str]]
) -> str:
    """Return as markup of JSON what the script knows and says.

    That is the hashes (SHA-256, base64) by folder and name, its words, and by language the page
    that knows the files of that language, with its name.
    """
    folders: dict[str, dict[str, str]] = {}
    for one in listed(artifacts):
        folder, _, name = one.path.rpartition('/')
        digest = base64.b64encode(bytes.fromhex(one.sha256)).decode().rstrip('=')
        folders.setdefault(folder, {})[name] = digest
    said = json.dumps(
        {'files': folders, 'words': dict(words), 'doors': dict(doors)},
        ensure_ascii=False,
        separators=(',', ':'),
    )
    # nothing in it may end the element that it stands in
    return environment.as_it_is(said.replace('<', '\\u003c'))
