"""A Dask cluster does the work: same bytes, nothing lost, nothing secret leaves this machine."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.cluster import Cluster
from fixtures.sample import SCRIPT, letterpress, tree
from letterpress.build.workers import executor
from letterpress.findings import Exit, Rejected

GOOD = Path(__file__).parents[2] / 'findings' / '_good'
SECRET = 'correct-horse-battery'


@pytest.mark.parametrize(
    'name, address',
    [
        ('local', ''),
        ('dask://10.0.0.7:8786', 'tcp://10.0.0.7:8786'),
        ('dask://press.example.org:8786/', 'tcp://press.example.org:8786'),
        ('dask://[fd00::7]:8786', 'tcp://[fd00::7]:8786'),
        ('dask+tls://press:8786', 'tls://press:8786'),
    ],
)
def test_where_an_executor_is(name, address):
    assert executor.address(name) == address


@pytest.mark.parametrize(
    'name',
    ['', 'spark://host:1', 'dask://host', 'dask://:8786', 'dask://me:word@host:1', 'tcp://host:1'],
)
def test_an_executor_that_is_none_is_refused_with_those_that_are(name):
    with pytest.raises(Rejected) as refused:
        executor.address(name)
    (finding,) = refused.value.findings
    assert refused.value.exit_code == Exit.USAGE and finding.code == 'LP418'
    assert 'dask://HOST:PORT' in finding.hint and 'local' in finding.hint


@pytest.fixture
def cluster(tmp_path):
    (tmp_path / 'cluster').mkdir()
    with Cluster(tmp_path / 'cluster') as started:
        yield started


def start(folder: Path, *arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [str(SCRIPT), *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, 'NO_COLOR': '1'},
    )


def made(folder: Path) -> dict[str, str]:
    return {
        f'{name}/{path}': digest
        for name in ('kit', 'pdf', 'filing')
        for path, digest in tree(folder / 'build' / name).items()
    }


@pytest.mark.slow
def test_three_workers_one_killed_in_the_middle_same_bytes_nothing_lost(tmp_path, cluster):
    """A kit; then a card that kills whoever prints it is left alone, the other one is made."""
    letterpress('init', 'here', cwd=tmp_path)
    shutil.copytree(tmp_path / 'here', tmp_path / 'there')
    letterpress('build', cwd=tmp_path / 'here')
    for _ in range(3):
        cluster.add()
    build = start(tmp_path / 'there', 'build', '--executor', cluster.address)
    lines = []
    for line in build.stderr:
        lines.append(line)
        if line.startswith('1/'):  # the others are at their first
            cluster.kill(0)
    assert build.wait() == 0, ''.join(lines)
    assert len([line for line in lines if line.startswith(tuple('123456789'))]) > 3, lines
    assert made(tmp_path / 'there') == made(tmp_path / 'here')
    nothing = letterpress('build', cwd=tmp_path / 'there')
    assert 'Nothing to do' in nothing.stderr

    shutil.copytree(GOOD, tmp_path / 'cards')
    order = 'build', '--layout', 'card', '--executor', cluster.address
    done = letterpress(*order, cwd=tmp_path / 'cards', check=1)
    assert 'LP415 error: card-a6.fr.pdf was left alone: 2 workers died' in done.stderr
    assert 'card-a6.en.pdf' in done.stderr and 'card-a6.en.pdf was' not in done.stderr
    assert not (tmp_path / 'cards/build/pdf').exists()
    done = letterpress('build', '--layout', 'card', cwd=tmp_path / 'cards')
    assert '1 made, 1 unchanged' in done.stderr


KEYLESS = """
import pickle, sys
from letterpress.cli import main as cli
from letterpress.build.workers import cluster
made = cluster.Order
def spy(*given):
    order = made(*given)
    with open('orders.bin', 'ab') as file:
        file.write(pickle.dumps(order))
    return order
cluster.Order = spy
sys.exit(cli.run(sys.argv[1:]))
"""


@pytest.mark.slow
def test_another_version_is_refused_by_its_name_and_no_key_leaves(tmp_path, cluster):
    (tmp_path / 'old' / 'weasyprint-69.0.dist-info').mkdir(parents=True)
    cluster.add(tmp_path / 'old')
    letterpress('init', 'letter', cwd=tmp_path)
    folder = tmp_path / 'letter'
    order = 'build', 'letter', '--executor', cluster.address
    done = letterpress(*order, cwd=folder, check=3)
    assert 'LP416' in done.stderr and 'weasyprint 69.0 instead of 70' in done.stderr
    assert 'LP417' in done.stderr and 'none of its workers can do this work' in done.stderr
    assert not (folder / 'build/pdf').exists()

    cluster.add()
    order = 'build', 'letter', 'press', '--executor', cluster.address  # one for each worker
    env = {'LETTERPRESS_PASSPHRASE': SECRET}
    letterpress('key', 'new', '../seal.p12', '--name', 'N', cwd=folder, env=env)
    done = subprocess.run(
        [sys.executable, '-c', KEYLESS, *order, '--key', '../seal.p12'],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, **env, 'NO_COLOR': '1'},
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    assert 'LP416 warning' in done.stderr and 'weasyprint 69.0' in done.stderr
    (letter,) = (folder / 'build/pdf/en').glob('letter*.pdf')
    told = letterpress('verify', str(letter), '--trust', 'build/seal.pem', cwd=folder)
    assert 'Genuine' in told.stdout
    sent = (folder / 'orders.bin').read_bytes()
    assert b'letterpress.build.stages.sheets:printed' in sent
    for name, secret in secrets(tmp_path / 'seal.p12').items():
        assert secret not in sent, name
    assert 'LP416' not in letterpress(*order, '--key', '../seal.p12', cwd=folder, env=env).stderr


def secrets(path: Path) -> dict[str, bytes]:
    """Return all that nobody else may have of a key, in the forms in which it might travel."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization import pkcs12

    key, _, _ = pkcs12.load_key_and_certificates(path.read_bytes(), SECRET.encode())
    numbers = key.private_numbers()
    found = {'pass phrase': SECRET.encode(), 'file': path.read_bytes()[64:128]}
    for name in ('d', 'p', 'q') if hasattr(numbers, 'd') else ('private_value',):
        number = getattr(numbers, name)
        size = (number.bit_length() + 7) // 8
        found |= {f'{name} {order}': number.to_bytes(size, order) for order in ('big', 'little')}
    encodings = serialization.Encoding, serialization.PrivateFormat
    found['PKCS#8'] = key.private_bytes(
        encodings[0].DER, encodings[1].PKCS8, serialization.NoEncryption()
    )[-64:]
    found['type'] = b'letterpress.finishing.keys'
    return found


@pytest.mark.slow
def test_letters_to_addressees_are_set_by_the_cluster_too(tmp_path):
    """Over TLS, with the certificates that Dask's own configuration names."""
    letterpress('init', '--sample', 'here', cwd=tmp_path)
    tables = tmp_path / 'here/content/recipients'
    (tables / 'assemblee-nationale.csv').unlink()
    rows = (tables / 'senat.csv').read_text(encoding='utf-8').splitlines(keepends=True)
    (tables / 'senat.csv').write_text(''.join(rows[:13]), encoding='utf-8')
    shutil.copytree(tmp_path / 'here', tmp_path / 'there')
    order = 'build', 'filing', '--lang', 'fr'
    letterpress(*order, cwd=tmp_path / 'here')
    (tmp_path / 'cluster').mkdir()
    with Cluster(tmp_path / 'cluster', tls=True) as cluster:
        cluster.add()
        cluster.add()
        where = '--executor', cluster.address
        assert cluster.address.startswith('dask+tls://')
        letterpress(*order, *where, cwd=tmp_path / 'there', env=cluster.env)
    there = made(tmp_path / 'there')
    assert len([path for path in there if '/letters/' in path]) >= 12
    assert there == made(tmp_path / 'here')


@pytest.mark.slow
def test_nobody_answers(tmp_path):
    letterpress('init', 'letter', cwd=tmp_path)
    order = 'build', 'letter', '--executor', 'dask://127.0.0.1:1'
    done = letterpress(*order, cwd=tmp_path / 'letter', check=3)
    assert done.stderr.count('LP417 error') == 1 and 'no scheduler answers there' in done.stderr
    assert 'hint: ' in done.stderr and not (tmp_path / 'letter/build/pdf').exists()


def test_a_task_is_a_value():
    from letterpress.build.workers.task import Task, function

    task = Task('letter.en.pdf', 'print', 'letterpress.build.stages.sheets:printed', (1, 'two'))
    assert pickle.loads(pickle.dumps(task)) == task
    assert function(task.function).__name__ == 'printed'
