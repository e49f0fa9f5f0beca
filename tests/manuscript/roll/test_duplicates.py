"""Who seems to stand on the roll twice."""

from __future__ import annotations

import pytest

from fixtures.signatories import read
from letterpress.manuscript.roll import signatories as roll


def found(text: str) -> list[tuple[str, int]]:
    return [(finding.code, finding.place.line) for finding in read(text)[1]]


def entries(*rows: tuple[str, str, str]) -> str:
    return ''.join(
        f'- {{id: {id_}, name: "{name}", kind: {kind}{", public: true" * (kind == "person")}}}\n'
        for id_, name, kind in rows
    )


@pytest.mark.parametrize(
    'rows, expected',
    [
        (
            [('a', 'Abilian', 'organisation'), ('a', 'Bee-home', 'organisation')],
            [('LP210', 'error')],
        ),
        (
            [('a', 'Abilian', 'organisation'), ('b', 'ABILIAN', 'organisation')],
            [('LP211', 'error')],
        ),
        (
            [('a', 'Vélo', 'organisation'), ('b', 'Ve\u0301lo', 'organisation')],
            [('LP211', 'error')],
        ),
        ([('a', 'Abilian', 'organisation'), ('b', 'Abilian', 'person')], [('LP211', 'error')]),
        (
            [('a', 'Abilian', 'organisation'), ('a', 'Abilian', 'organisation')],
            [('LP211', 'error')],
        ),
        ([('a', 'Ana Sol', 'person'), ('b', 'Ana Sol', 'person')], [('LP213', 'warning')]),
        (
            [('a', 'Ana Sol', 'person'), ('a', 'Ana Sol', 'person')],
            [('LP210', 'error'), ('LP213', 'warning')],
        ),
        (
            [('a', "Entr'ouvert", 'organisation'), ('b', 'Entrouvert', 'organisation')],
            [('LP212', 'warning')],
        ),
        ([('a', 'FDN', 'organisation'), ('b', 'FFDN', 'organisation')], []),
    ],
)
def test_duplicates(rows, expected):
    people, findings = read(entries(*rows))
    assert [(finding.code, finding.severity) for finding in findings] == expected
    assert all(finding.place.line == 2 and 'line 1' in finding.message for finding in findings)
    assert len(people) == 2


def test_a_duplicate_in_another_file_names_it():
    entry = b'id: %s\nname: Abilian\nkind: organisation\n'
    _, findings = roll.read(
        {'content/signatories/a.yaml': entry % b'a', 'content/signatories/b.yaml': entry % b'b'}
    )
    assert 'line 1 of content/signatories/a.yaml' in findings[0].message
