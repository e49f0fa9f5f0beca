"""The runner of the validators says what it needs; the judging itself is `make conformance`."""
import os
import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).parent / 'conformance' / 'run.py'


def run(*arguments, **environment):
    return subprocess.run([sys.executable, str(RUN), *arguments], capture_output=True, text=True, env={**os.environ, **environment})


def test_without_java_it_names_the_one_command(tmp_path):
    done = run(PATH=str(tmp_path), XDG_CACHE_HOME=str(tmp_path))
    assert done.returncode == 3
    command = done.stderr.strip().splitlines()[-1]
    assert 'install' in command and 'maven' in command and 'jre' in command


def test_a_folder_that_is_not_there_is_a_usage_error(tmp_path):
    done = run(str(tmp_path / 'none'))
    assert done.returncode == 2 and 'none' in done.stderr
