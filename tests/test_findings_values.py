"""Findings are values: they print one way, sort by place, and cross from process to process."""

from __future__ import annotations

import pickle

import pytest

from letterpress.findings import (
    Exit,
    Finding,
    Place,
    Rejected,
    catalogue,
    entry,
    errors,
    ordered,
    severities,
)

WARNING = next(code for code, item in catalogue().items() if item.severity == 'warning')
ERROR = next(code for code, item in catalogue().items() if item.severity == 'error')


def test_a_finding_prints_place_code_severity_message_and_hint() -> None:
    finding = Finding(Place('content/letter/fr.md', 12, 3), ERROR, 'a message', 'do this')
    assert str(finding) == f'content/letter/fr.md:12:3: {ERROR} error: a message\n  hint: do this'
    assert (
        str(Finding(Place('content'), WARNING, 'a message'))
        == f'content: {WARNING} warning: a message'
    )


def test_findings_are_sorted_by_place_and_told_once() -> None:
    a, b, c = (Finding(Place('a', line), ERROR, 'm') for line in (10, 2, 2))
    assert ordered([a, b, c]) == (b, a)


def test_only_errors_are_errors() -> None:
    wrong, remark = Finding(Place(), ERROR, 'm'), Finding(Place(), WARNING, 'm')
    assert errors([wrong, remark]) == (wrong,)


def test_a_rejection_survives_the_pipe() -> None:
    rejected = Rejected([Finding(Place('a', 1), ERROR, 'm', 'h')], Exit.SEAL)
    again = pickle.loads(pickle.dumps(rejected))
    assert (again.findings, again.exit_code, str(again)) == (
        rejected.findings,
        rejected.exit_code,
        str(rejected),
    )


@pytest.mark.parametrize('code', catalogue())
def test_every_code_is_explained(code: str) -> None:
    item = entry(code)
    assert (
        item.severity in ('error', 'warning') and item.title and len(item.explanation.split()) > 12
    )
    assert not item.title.endswith('.')


def test_a_finding_goes_through_json_and_back() -> None:
    import json

    finding = Finding(Place('content/letter/fr.md', 12, 3), ERROR, 'a «message»', 'a hint')
    assert Finding.from_plain(json.loads(json.dumps(finding.plain()))) == finding


def test_the_severity_of_each_code_is_that_of_the_catalogue():
    assert severities() == {code: item.severity for code, item in catalogue().items()}
