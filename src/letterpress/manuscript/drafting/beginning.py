"""What a new letter begins with: every file of a campaign, in words that wait to be replaced.

The scaffold has a folder for each language that ships, all of it in that language; phrases and
forms of address are those of the house. Several languages may start together: the first is the
source, the others are translations of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from letterpress.manuscript.drafting import phrase_files
from letterpress.manuscript.facts import PATH as CAMPAIGN
from letterpress.manuscript.text import phrases, prose
from letterpress.manuscript.yaml import declared, edits, tree

PRESS = ('release', 'boilerplate', 'notes')


def files(
    languages: Sequence[str], scaffold: Mapping[str, bytes], house: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the files of a new project by path, in these languages, the source first.

    `scaffold`: '<language>/letter.md' and its like; `house`: content/ of the house. Raises KeyError
    for a language that does not ship.
    """
    source = languages[0]
    found = {
        CAMPAIGN: _campaign(languages, scaffold).encode(),
        'content/signatories.yaml': scaffold[f'{source}/signatories.yaml'],
    }
    hashed = source_hash(_text(scaffold, source, 'letter.md'), source)
    for code in languages:
        letter = _text(scaffold, code, 'letter.md')
        if code != source:
            letter = translated(letter, hashed)
        found[f'content/letter/{code}.md'] = letter.encode()
        found[phrases.path_of(code)] = phrases_of(code, scaffold, house).encode()
        found[f'content/posters/{code}.yaml'] = scaffold[f'{code}/posters.yaml']
        found[f'content/forms/{code}.yaml'] = house[f'content/forms/{code}.yaml']
        for name in PRESS:
            found[f'content/press/{code}/{name}.md'] = scaffold[f'{code}/press/{name}.md']
    return found


def phrases_of(code: str, scaffold: Mapping[str, bytes], house: Mapping[str, bytes]) -> str:
    """Return the file of phrases that a new letter has in a language that ships."""
    return phrase_files.composed(
        house[phrases.path_of(code)].decode(), _text(scaffold, code, 'phrases.yaml')
    )


def source_hash(letter: str, code: str) -> str:
    """Return the hash by which translations remember the letter that they translate."""
    path = f'content/letter/{code}.md'
    _, body, line = tree.front_matter(letter, path)
    return prose.letter_hash(prose.blocks(body, path, line, ())[0])


def translated(letter: str, hashed: str) -> str:
    """Return a letter of the scaffold as a translation of the source with this hash."""
    return letter.replace('\nstatus: source\n', f'\nstatus: unofficial\nsource_hash: {hashed}\n', 1)


def facts_of(code: str, scaffold: Mapping[str, bytes]) -> Mapping[edits.Path, str]:
    """Return what the scaffold's campaign.yaml of a language says, by path."""
    root = tree.parse(_text(scaffold, code, 'campaign.yaml'), CAMPAIGN)
    found: dict[edits.Path, str] = {}
    waiting: list[tuple[edits.Path, tree.Node]] = [((), root)]
    while waiting:
        name, node = waiting.pop()
        if isinstance(node, tree.Scalar):
            found[name] = node.value
        elif isinstance(node, tree.Mapping):
            waiting += [((*name, key.value), value) for key, value in node.entries]
    return found


def _campaign(languages: Sequence[str], scaffold: Mapping[str, bytes]) -> str:
    source = languages[0]
    text = _text(scaffold, source, 'campaign.yaml')
    for code in languages[1:]:
        said = facts_of(code, scaffold)
        text = edits.added(
            text,
            CAMPAIGN,
            declared.CAMPAIGN,
            source,
            code,
            lambda name, _, said=said: said[name],  # type: ignore[misc]  # mypy: defaults of lambdas
            'languages',
        )
    return text


def _text(scaffold: Mapping[str, bytes], code: str, name: str) -> str:
    return scaffold[f'{code}/{name}'].decode()
