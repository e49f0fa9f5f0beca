"""A language more in campaign.yaml, however it was written: nothing else is said otherwise."""

from __future__ import annotations

import pytest

from letterpress.findings import Rejected
from letterpress.manuscript.yaml import edits, tree
from letterpress.manuscript.yaml.shapes import Language, List, Local, Record, Text, optional

SHAPE = Record(
    {
        'title': Local(),
        'languages': List(Language),
        'publisher': optional(Record({'name': Local(), 'url': Text()})),
        'note': optional(Text(), ''),
    }
)


def add(text: str, code: str = 'fr', source: str = 'de') -> str:
    return edits.added(
        text,
        'content/campaign.yaml',
        SHAPE,
        source,
        code,
        lambda path, said: f'{".".join(path)}: {said}',
        'languages',
    )


WAYS = {
    'plain': (
        'title: Wir alle\nlanguages: [de]\n',
        'title:\n  de: Wir alle\n  fr: "title: Wir alle"',
    ),
    'quoted': (
        'title: "Wir: alle"   # unser Titel\nlanguages: [de]\n',
        'title:\n  de: "Wir: alle"   # unser Titel\n  fr: ',
    ),
    'mapping': (
        'title:\n    de: Wir alle # so\n    en: All of us\n# dann\nlanguages: [de, en]\n',
        '    en: All of us\n    fr: "title: Wir alle"\n# dann\nlanguages: [de, en, fr]',
    ),
    'braces': ('title: {de: Wir, en: We}\nlanguages: [de, en]\n', '{de: Wir, en: We, fr: "'),
    'list': ('title: Wir\nlanguages:\n  - de\n  - en   # neu\n', '  - en   # neu\n  - fr\n'),
    'list at the margin': ('languages:\n- de\ntitle: Wir\n', '- de\n- fr\ntitle:\n'),
    'two lines': ('title: Wir\n  alle\nlanguages: [de]\n', 'title:\n  de: "Wir alle"\n  fr: '),
    'block': (
        'title: |\n  Wir\n  alle\nlanguages: [de]\n',
        'title:\n  de: "Wir\\nalle\\n"\n  fr: ',
    ),
    'folded at the end': ('languages: [de]\ntitle: >-\n  Wir\n  alle\n', '  de: "Wir alle"\n'),
    'inner': (
        'title: Wir\nlanguages: [de]\npublisher:\n  url: u\n  name: N\n',
        '  name:\n    de: N\n    fr: "publisher.name: N"\n',
    ),
    'inner in braces': (
        'title: Wir\nlanguages: [de]\npublisher: {name: N, url: u}\n',
        'publisher: {name: {de: N, fr: "publisher.name: N"}, url: u}\n',
    ),
    'no line end': ('languages: [de]\ntitle: Wir', 'title:\n  de: Wir\n  fr: "title: Wir"'),
    'Windows': ('title: Wir\r\nlanguages: [de]\r\n', '  de: Wir'),
    'letters beyond the first plane': ('title: 𝔚ir 😀\nlanguages: [de]\n', '  de: 𝔚ir 😀\n'),
}


@pytest.mark.parametrize('way', WAYS)
def test_a_language_is_added_and_the_rest_stays(way: str) -> None:
    before, expected = WAYS[way]
    after = add(before)
    assert expected in after
    root = tree.parse(after, 'x')
    assert isinstance(root, tree.Mapping)
    title, listed = root.get('title'), root.get('languages')
    assert isinstance(title, tree.Mapping) and isinstance(listed, tree.Sequence)
    assert title.get('fr').value.startswith('title: ')
    assert [item.value for item in listed.items][-1] == 'fr'
    kept = [line.strip() for line in before.splitlines() if line.strip().startswith('#')]
    assert all(line in after for line in kept)


def test_adding_twice_changes_nothing_more() -> None:
    once = add('title: Wir\nlanguages: [de]\n')
    assert add(once) == once


def test_what_cannot_be_added_to_is_said_and_left() -> None:
    """A mapping in braces over several lines with a text as its value: nothing is guessed."""
    with pytest.raises(Rejected) as refused:
        add('title: Wir\nlanguages: [de]\npublisher: {\n  name: N, url: u }\n')
    assert [one.code for one in refused.value.findings] == ['LP744']
    with pytest.raises(Rejected):
        add('- a list\n')


def test_a_text_that_is_named_like_a_language_stays() -> None:
    after = add('title: {de: Wir}\nlanguages: [de]\nnote: fr\n')
    assert 'note: fr\n' in after
