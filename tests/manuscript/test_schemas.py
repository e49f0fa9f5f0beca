"""The JSON Schema for editors: of every file that people write, and what the reader itself does."""

import json
import re
import shutil
from fnmatch import fnmatch
from pathlib import Path

import jsonschema
import pytest
import yaml

from fixtures.sample import letterpress
from letterpress.commands import init
from letterpress.findings import errors
from letterpress.manuscript import locales, reading, schemas
from letterpress.manuscript.drafting import beginning
from letterpress.manuscript.yaml import declared

HOUSE = Path(__file__).parents[2]


def test_every_shape_has_a_json_schema():
    for name in schemas.FILES:
        document = schemas.json_schema(name)
        assert json.loads(json.dumps(document)) == document
        assert document['type'] in ('object', 'array') and document['$schema'].startswith(
            'https://json-schema.org/'
        )
    with pytest.raises(KeyError):
        schemas.json_schema('nothing')


def test_the_json_schema_says_what_the_reader_does():
    document = schemas.json_schema('campaign')
    assert document['additionalProperties'] is False
    assert set(document['properties']) == set(declared.CAMPAIGN.fields)
    assert 'title' in document['required'] and 'embargo' not in document['required']
    assert document['properties']['edition']['properties']['date'] == {
        'type': 'string',
        'format': 'date',
        'description': 'the date printed on this edition',
    }
    assert document['properties']['languages']['uniqueItems'] is True
    # an editor types scalars itself: a telephone number or a version that looks like a number is
    # still a text
    assert 'number' in document['properties']['contact']['properties']['phone']['type']
    assert schemas.json_schema('letter')['properties']['status'] == {
        'enum': ['source', 'adopted', 'reviewed', 'unofficial'],
        'description': 'source, or how far this translation was checked',
    }


def test_every_file_of_the_sample_that_is_yaml_has_a_schema():
    paths = [file.path for file in schemas.FILES.values()]
    for written in sorted((HOUSE / 'content').rglob('*.yaml')):
        path = written.relative_to(HOUSE).as_posix()
        assert any(fnmatch(path, known) for known in paths), path


def test_the_command_prints_a_schema_and_lists_the_files(tmp_path):
    printed = letterpress('schema', 'campaign', cwd=tmp_path)
    assert json.loads(printed.stdout) == schemas.json_schema('campaign')
    listed = letterpress('schema', cwd=tmp_path)
    assert [line.split()[0] for line in listed.stdout.splitlines()] == sorted(schemas.FILES)
    unknown = letterpress('schema', 'compaign', cwd=tmp_path, check=2)
    assert 'campaign' in unknown.stderr


# ---- as an editor reads it -----------------------------------------------------------------------


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, by which editors type scalars: no dates, no yes, no 12:30."""


Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ('null', r'^(~|null|Null|NULL|)$', ['~', 'n', 'N', '']),
    ('bool', r'^(true|True|TRUE|false|False|FALSE)$', list('tTfF')),
    ('int', r'^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$', list('-+0123456789')),
    ('float', r'^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$', list('-+0123456789.')),
):
    Core.add_implicit_resolver(f'tag:yaml.org,2002:{_tag}', re.compile(_pattern), _first)


def as_edited(path: str, text: str) -> list[str]:
    """Return what an editor underlines in a file of a project, by the schema of its path."""
    name = next(
        name for name, file in schemas.FILES.items() if fnmatch(path, file.path.split(',')[0])
    )
    schema = schemas.json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    if path.endswith('.md'):
        text = text.split('---\n')[1] if text.startswith('---\n') else '{}'
    found = jsonschema.Draft202012Validator(schema).iter_errors(yaml.load(text, Core))
    return [f'{"/".join(map(str, one.absolute_path))}: {one.message}' for one in found]


def files_of(base: Path) -> list[tuple[str, str]]:
    return [
        (path.relative_to(base).as_posix(), path.read_text(encoding='utf-8'))
        for folder in ('content', 'layouts')
        for path in sorted((base / folder).rglob('*'))
        if path.name == 'layout.yaml'
        or (folder == 'content' and path.suffix == '.yaml')
        or path.match('content/letter/*.md')
        or path.name == 'release.md'
    ]


def test_an_editor_finds_no_fault_in_what_is_sound() -> None:
    """The sample, the layouts of the house, and new letters in every language."""
    seen = set()
    for path, text in files_of(HOUSE):
        assert not as_edited(path, text), path
        seen.add(path.split('/')[1])
    assert {'campaign.yaml', 'filing', 'forms', 'letter', 'phrases', 'posters', 'suspects'} <= seen
    for language in locales.SUPPORTED:
        other = 'en' if language != 'en' else 'de'
        for path, data in new_letter(language, other).items():
            if path.endswith('.yaml') or path.startswith('content/letter/'):
                assert not as_edited(path, data.decode()), path


def new_letter(*languages: str) -> dict[str, bytes]:
    house = {path: text.encode() for path, text in files_of(HOUSE) if path.startswith('content/')}
    return beginning.files(languages, init.scaffold(), house)


@pytest.mark.parametrize(
    ('path', 'old', 'new'),
    [
        ('content/campaign.yaml', 'place:', 'palce:'),
        ('content/campaign.yaml', 'number: 1', 'number: one'),
        ('content/campaign.yaml', 'date: 2027-01-01', 'date: 2027'),
        ('content/campaign.yaml', 'languages: [en]', 'languages: [en, en]'),
        ('content/campaign.yaml', 'languages: [en]', 'languages: English'),
        ('content/campaign.yaml', 'email: press@', 'email: press'),
        ('content/letter/en.md', 'status: source', 'status: sauce'),
        ('content/letter/en.md', 'title:', 'titel:'),
        ('content/posters/en.yaml', 'headline: [', 'headline: [[a], '),
        ('content/signatories.yaml', 'kind: organisation', 'kind: organization'),
        ('content/signatories.yaml', 'name: First', 'names: First'),
        ('content/phrases/en.yaml', '  one:', '  single:'),
        ('content/forms/en.yaml', 'closing:', 'closing: []\n  close:'),
    ],
)
def test_an_editor_underlines_what_the_reader_refuses(path: str, old: str, new: str) -> None:
    files = new_letter('en')
    text = files[path].decode()
    assert old in text and not as_edited(path, text)
    wrong = text.replace(old, new, 1)
    assert as_edited(path, wrong)
    # forms are read where somebody is addressed
    read = errors(reading.read(files | {path: wrong.encode()})[1])
    assert read or path.startswith('content/forms/')


def test_the_first_line_of_every_file_leads_to_its_schema(tmp_path: Path) -> None:
    """From where the file lies, without a network; the line is no part of what is read."""
    init.init(tmp_path / 'p', False, ('de', 'ar'))
    led = 0
    for path, text in files_of(tmp_path / 'p'):
        first = text.split('\n')[0]
        if path.endswith('.md'):
            assert first == '---'
            continue
        line = re.fullmatch(r'# yaml-language-server: \$schema=(\S+)', first)
        assert line, path
        target = (tmp_path / 'p' / path).parent / line[1]
        assert not as_edited(path, text)
        name = target.stem
        assert json.loads(target.read_text(encoding='utf-8')) == schemas.json_schema(name)
        assert fnmatch(path, schemas.FILES[name].path)
        led += 1
    assert led >= 8


def test_an_older_letter_gets_its_schemas_and_the_lines_to_write(tmp_path: Path) -> None:
    init.init(tmp_path, False)
    shutil.rmtree(tmp_path / '.schema')
    path = tmp_path / 'content/campaign.yaml'
    path.write_text(path.read_text(encoding='utf-8').split('\n', 1)[1], encoding='utf-8')
    before = path.read_bytes()
    said = letterpress('schema', '--write', cwd=tmp_path)
    assert sorted(said.stdout.split()) == sorted(schemas.files())
    assert said.stderr.count('yaml-language-server') == 1 and 'content/campaign.yaml' in said.stderr
    assert path.read_bytes() == before
    assert (tmp_path / '.schema/campaign.json').read_bytes() == schemas.files()[
        '.schema/campaign.json'
    ]
    letterpress('schema', 'campaign', '--write', cwd=tmp_path, check=2)
