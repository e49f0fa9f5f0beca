"""Judges work beside each other, and what they find is counted."""

import importlib
import os
from pathlib import Path

import pytest


@pytest.fixture
def lanes(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parent / 'conformance'))
    return importlib.import_module('lanes')


def good(row):
    row('a', 'one', '')
    row('a', 'two', '')


def bad(row):
    row('b', 'three', '')
    row('b', 'four', 'is not as it should be')


@pytest.mark.parametrize('number', [1, 2, 5])
def test_every_row_of_every_judge_counts(lanes, number, capfd):
    tally = lanes.Tally()
    lanes.judge([('good', good), ('bad', bad), ('more', good)], tally, number)
    assert (tally.passed, tally.failed) == (5, 1)
    said = capfd.readouterr().out.splitlines()
    assert sorted(said)[0] == 'FAIL  b     four    is not as it should be' and len(said) == 6


def test_a_judge_that_falls_is_no_pass(lanes, capfd):
    def raises(row):
        row('c', 'before it fell', '')
        raise RuntimeError('no verdict')

    tally = lanes.Tally()
    lanes.judge([('raises', raises), ('killed', lambda row: os._exit(0)), ('good', good)], tally)
    assert (tally.passed, tally.failed) == (2, 2)
    assert 'no verdict' in capfd.readouterr().err


def test_what_failed_is_said_once_more_at_the_end(lanes, capfd):
    tally = lanes.Tally()
    lanes.judge([('bad', bad), ('good', good)], tally)
    assert tally.close() == 1
    said = capfd.readouterr().out.splitlines()
    assert said[-2:] == ['FAIL  b     four    is not as it should be', '3 passed, 1 failed']
