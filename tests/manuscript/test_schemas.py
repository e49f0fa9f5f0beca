"""The JSON Schema for editors: of every file that people write, and what the reader itself does."""

import json
from fnmatch import fnmatch
from pathlib import Path

import pytest

from fixtures.sample import letterpress
from letterpress.manuscript import schemas
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
