"""Shapes: typed reading, and the nearest known key."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from letterpress.manuscript.model import LocalText
from letterpress.manuscript.yaml import scalars, tree
from letterpress.manuscript.yaml import shapes as schema
from letterpress.manuscript.yaml.shapes import (
    Field,
    List,
    Local,
    Record,
    Report,
    Table,
    Text,
    optional,
)


def read(shape, text, source=''):
    report = Report(source)
    value = shape.read(tree.parse(text, 'a.yaml'), report)
    return (
        value,
        [(one.code, one.place.line, one.place.column) for one in report.findings],
        report.findings,
    )


@pytest.mark.parametrize(
    'shape, text, value',
    [
        (schema.Date, '2026-12-01', date(2026, 12, 1)),
        (
            schema.Moment,
            '2026-12-01T09:00+01:00',
            datetime(2026, 12, 1, 9, tzinfo=timezone(timedelta(hours=1))),
        ),
        (
            schema.Moment,
            '2026-12-01 09:00:30Z',
            datetime(2026, 12, 1, 9, 0, 30, tzinfo=UTC),
        ),
        (schema.Language, 'zh-Hant-TW', 'zh-Hant-TW'),
        (schema.Language, 'no', 'no'),
        (schema.Country, 'NO', 'NO'),
        (schema.Email, 'press+paris@night-trains.org.uk', 'press+paris@night-trains.org.uk'),
        (schema.Url, 'https://night-trains.org/a?b=c#d', 'https://night-trains.org/a?b=c#d'),
        (schema.Sha256, 'AB:' * 31 + 'ab', 'ab' * 32),
        (schema.Integer(0, 9), '07', 7),
        (schema.Decimal(), '12.5', 12.5),
        (schema.Flag(), 'true', True),
        (schema.Flag(), 'false', False),
        (schema.Slug, 'la-cimade', 'la-cimade'),
        (schema.Text(), '12:30', '12:30'),
    ],
)
def test_values_are_typed(shape, text, value):
    assert read(shape, text)[:2] == (value, [])


@pytest.mark.parametrize(
    'shape, text, code',
    [
        (schema.Date, '2026-02-30', 'LP125'),
        (schema.Date, '20261201', 'LP125'),
        (schema.Date, '٢٠٢٦-١٢-٠١', 'LP125'),
        (schema.Moment, '2026-12-01T09:00', 'LP125'),
        (schema.Moment, '2026-12-01', 'LP125'),
        (schema.Moment, '2026-12-01T25:00Z', 'LP125'),
        (schema.Moment, '2026-12-01T09:00+14:30', 'LP125'),
        (schema.Moment, '2026-12-01T09:00-12:15', 'LP125'),
        (schema.Moment, '2026-12-01T09:00+01:07', 'LP125'),
        (schema.MomentOrNone, 'never', 'LP125'),
        (schema.Language, 'FR', 'LP126'),
        (schema.Language, 'fr_FR', 'LP126'),
        (schema.Language, '../fr', 'LP126'),
        (schema.Country, 'fr', 'LP127'),
        (schema.Email, 'Press <a@b.org>', 'LP128'),
        (schema.Email, 'a@b', 'LP128'),
        (schema.Email, 'a..b@example.org', 'LP128'),
        (schema.Email, '.a@example.org', 'LP128'),
        (schema.Email, 'a@-example.org', 'LP128'),
        (schema.Email, f'{"a" * 65}@example.org', 'LP128'),
        (schema.Email, 'ä@example.org', 'LP128'),
        (schema.Url, 'ftp://a.org', 'LP129'),
        (schema.Url, 'a.org', 'LP129'),
        (schema.Url, 'javascript:alert(1)', 'LP129'),
        (schema.Url, '"https://a.org/ b"', 'LP129'),
        (schema.Url, 'https://a@b.org', 'LP129'),
        (schema.Sha256, 'ab', 'LP133'),
        (schema.Integer(1, 9), '10', 'LP130'),
        (schema.Integer(), '1e3', 'LP130'),
        (schema.Integer(), '٣', 'LP130'),
        (schema.Decimal(), 'nan', 'LP130'),
        (schema.Decimal(0, 9), '-1', 'LP130'),
        (schema.Flag(), 'yes', 'LP124'),
        (schema.Slug, 'Là', 'LP134'),
        (schema.Text(), '""', 'LP131'),
        (schema.Text(most=3), 'abcd', 'LP132'),
        (schema.Text(), '[a]', 'LP123'),
        (List(Text()), 'a', 'LP123'),
        (List(Text(), 2), '[a]', 'LP135'),
        (List(Text(), 0, 1), '[a, b]', 'LP135'),
        (List(Text(), distinct=True), '[a, a]', 'LP136'),
        (Table(schema.Language, Text()), 'French: a', 'LP126'),
        (Table(Text(), Text()), '[a]', 'LP123'),
    ],
)
def test_what_is_no_such_value_is_found(shape, text, code):
    value, found, whole = read(shape, text)
    assert value is None and [one[0] for one in found] == [code]
    assert whole[0].hint


def test_none_is_an_embargo_too():
    record = Record({'embargo': optional(schema.MomentOrNone, 'absent')})
    assert read(record, 'embargo: none')[0]['embargo'] is None
    assert read(record, '{}')[0]['embargo'] == 'absent'


RECORD = Record({'title': Text(), 'languages': List(Text()), 'colour': optional(Text(), 'red')})


def test_a_record_reads_its_values_and_their_places():
    values, found, _ = read(RECORD, 'languages: [a]\ntitle: b')
    assert found == [] and dict(values.values) == {
        'title': 'b',
        'languages': ('a',),
        'colour': 'red',
    }
    assert (values.where('title').line, values.where('colour')) == (2, values.place)


def test_all_faults_of_a_record_are_found_at_once():
    assert read(RECORD, 'title: [a]\ncolour: ""\nshape: round')[1] == [
        ('LP123', 1, 8),
        ('LP131', 2, 9),
        ('LP121', 3, 1),
        ('LP122', 1, 1),
    ]


def test_an_unknown_key_is_met_with_the_nearest_known_one_and_is_one_finding():
    _, found, whole = read(RECORD, 'titel: a\nlanguages: [a]')
    assert found == [('LP121', 1, 1)] and whole[0].hint == 'did you mean title?'
    _, found, whole = read(RECORD, 'title: a\nlanguages: [a]\nxyz: b')
    assert found == [('LP121', 3, 1)] and whole[0].hint == 'known here: title, languages, colour'


def test_a_missing_key_says_what_it_is_for():
    _, _, whole = read(Record({'a': Field(Text(), about='the first letter')}), '{}')
    assert whole[0].hint == 'add a line "a: …" (the first letter)'


def test_a_text_that_differs_by_language_falls_back_on_the_source():
    value, found, _ = read(Local(), 'fr: un\nen: one\nde: eins', 'en')
    assert found == [] and (value.to('fr'), value.to('it')) == ('un', 'one')
    assert read(Local(), 'fr: un', 'en')[1] == [('LP122', 1, 1)]
    assert read(Local(), 'one', 'en')[0] == LocalText('one')


def test_a_warning_does_not_spoil_a_record():
    class Doubtful:
        def read(self, node, report):
            report.add(node.place, 'LP168', 'look at it')
            return node.value

    assert read(Record({'a': Doubtful()}), 'a: b')[0]['a'] == 'b'


def test_schema_hands_on_every_scalar():
    public = {
        name
        for name in vars(scalars)
        if name[0].isupper()
        and getattr(vars(scalars)[name], '__module__', '') == scalars.__name__
        and name != 'Protocol'
    }
    assert public <= set(schema.__all__)
