"""The JSON Schema of every YAML file that people write, for their editors (`letterpress schema`).

It is made of the declarations that the readers themselves read by, so that an editor offers the
keys that letterpress knows, and marks those that it refuses. A project keeps the schemas in a
folder of its own, and the first line of each file leads there, so that editors find them without a
network (https://github.com/redhat-developer/yaml-language-server, "Using inlined schema").
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import NamedTuple

from letterpress.manuscript import brand, print_shops
from letterpress.manuscript.filing import profiles
from letterpress.manuscript.groups import reading as groups
from letterpress.manuscript.pictures import described
from letterpress.manuscript.roll import signatories, withdrawals
from letterpress.manuscript.roll.lists import forms as list_forms
from letterpress.manuscript.yaml import declared
from letterpress.manuscript.yaml.scalars import Schema, Shape


class File(NamedTuple):
    """A file that people write: where it stands in a project, and what it may hold."""

    path: str
    shape: Shape


FILES = {
    'brand': File('content/brand.yaml', brand.SHAPE),
    'campaign': File('content/campaign.yaml', declared.CAMPAIGN),
    'filing': File('content/filing/*.yaml', profiles.SHAPE),
    'forms': File('content/forms/*.yaml', declared.FORMS_FILE),
    'group': File('content/groups/*.yaml', groups.SHAPE),
    'imports': File('content/imports/*.yaml', list_forms.SHAPE),
    'layout': File('layouts/*/layout.yaml', declared.LAYOUT),
    'letter': File('content/letter/*.md, front matter', declared.LETTER),
    'phrases': File('content/phrases/*.yaml', declared.PHRASES),
    'picture': File('content/pictures/*.yaml', described.SHAPE),
    'posters': File('content/posters/*.yaml', declared.POSTERS),
    'press_text': File('content/press/*/*.md of layouts, front matter', declared.PRESS_TEXT),
    'print_shop': File('content/print-shops/*.yaml', print_shops.SHAPE),
    'quotes': File('content/press/*/quotes.yaml', declared.QUOTES),
    'release': File('content/press/*/release.md, front matter', declared.RELEASE),
    'signatories': File('content/signatories.yaml', signatories.SHAPE),
    'withdrawn': File('content/withdrawn.yaml', withdrawals.SHAPE),
}


def json_schema(name: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a file by its name in FILES.

    Raises KeyError for a name that is not there.
    """
    return {
        '$schema': 'https://json-schema.org/draft/2020-12/schema',
        'title': f'letterpress: {name}',
        **FILES[name].shape.json(),
    }


FOLDER = '.schema'  # of a project; hidden, for nobody reads it but editors


def files() -> dict[str, bytes]:
    """Return the files that editors read, by their path in a project."""
    return {
        f'{FOLDER}/{name}.json': (
            json.dumps(json_schema(name), ensure_ascii=False, indent=1) + '\n'
        ).encode()
        for name in FILES
    }


def line(path: str) -> str:
    """Return the comment by which an editor finds the schema of a YAML file of a project.

    '' for a file that has none.
    """
    if not path.endswith('.yaml'):  # no editor looks into the front matter of Markdown
        return ''
    name = next((name for name, file in FILES.items() if fnmatchcase(path, file.path)), '')
    up = '../' * path.count('/')
    return f'# yaml-language-server: $schema={up}{FOLDER}/{name}.json' if name else ''


def announced(path: str, data: bytes) -> bytes:
    """Return a YAML file with that comment as its first line."""
    comment = line(path)
    return f'{comment}\n'.encode() + data if comment else data
