"""The runner of the validators says what it needs; the judging itself is `make conformance`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).parent / 'conformance' / 'run.py'


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, str(RUN), *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )


def test_without_java_it_names_the_one_command(tmp_path):
    done = run(PATH=str(tmp_path), XDG_CACHE_HOME=str(tmp_path))
    assert done.returncode == 3
    command = done.stderr.strip().splitlines()[-1]
    assert 'install' in command and 'maven' in command and 'jre' in command


def test_without_a_browser_the_judge_of_the_pages_names_the_one_command(tmp_path):
    environment = {'PATH': str(tmp_path), 'XDG_CACHE_HOME': str(tmp_path), 'CHROMIUM': ''}
    done = subprocess.run(
        [sys.executable, str(RUN.parent / 'webpages.py')],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    assert done.returncode == 3
    command = done.stderr.strip().splitlines()[-1]
    assert 'install' in command and 'chromium' in command and 'node' in command


def test_a_folder_that_is_not_there_is_a_usage_error(tmp_path):
    done = run(str(tmp_path / 'none'))
    assert done.returncode == 2 and 'none' in done.stderr


def test_a_judge_that_says_nothing_is_no_pass(tmp_path, monkeypatch):
    """A broken Java answers nothing and exits well: that must not count as approval."""
    import importlib

    monkeypatch.syspath_prepend(str(RUN.parent))
    dss, verapdf, jars = (importlib.import_module(name) for name in ('dss', 'verapdf', 'jars'))
    silent = tmp_path / 'bin' / 'java'
    silent.parent.mkdir()
    silent.write_text('#!/bin/sh\nexit 0\n')
    silent.chmod(0o755)
    monkeypatch.setenv('PATH', f'{silent.parent}:{os.environ["PATH"]}')
    monkeypatch.setattr(jars, 'fetch', lambda name, pom: tmp_path)
    letter = tmp_path / 'letter.pdf'
    letter.write_bytes(b'%PDF-1.7')
    with pytest.raises(RuntimeError, match=r'said nothing about letter\.pdf'):
        dss.judge([dss.Task(letter, letter)])
    with pytest.raises(RuntimeError, match='no report'):
        verapdf.failures('3a', [letter])


def test_a_twin_that_passes_is_a_failure_of_the_run(monkeypatch):
    import importlib

    monkeypatch.syspath_prepend(str(RUN.parent))
    run = importlib.import_module('run')
    good, bad = {'plain': b''}, {'untagged': (b'', 'ua1', '7.1-3')}
    files = {'plain': Path('/a'), 'untagged': Path('/b')}
    passed = dict(run._twin_faults(files, {Path('/a'): (), Path('/b'): ()}, good, bad))
    assert passed == {'good twin: plain': '', 'bad twin: untagged (7.1-3)': 'failed by nothing'}
    failed = dict(
        run._twin_faults(files, {Path('/a'): ('5-1',), Path('/b'): ('7.1-3',)}, good, bad)
    )
    assert failed == {'good twin: plain': '5-1', 'bad twin: untagged (7.1-3)': ''}
