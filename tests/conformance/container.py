"""Make the image that the Dockerfile describes and publish a letter in it.

usage: python tests/conformance/container.py

Docker does it where its daemon answers. Elsewhere root follows the Dockerfile, instruction by
instruction, in a folder that debootstrap fills with the system it begins with. In either a letter
is started and built by a user without a name and a home, and every document is there. Exit 0 when
it is so, 1 when not; where there is neither Docker nor debootstrap, or no system comes of it,
that is said, with exit 0.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
NOBODY = 4711  # a number that no account has
WANTED = ('letter/build/pdf/de/letter.de.pdf', 'letter/build/kit/index.html')
# by its path: PATH is that of the system in the folder
CHROOT = shutil.which('chroot', path=f'{os.environ.get("PATH", "")}:/usr/sbin:/sbin') or 'chroot'
CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt'


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Yield the instructions of a Dockerfile: each stands on one line of ours."""
    for line in text.splitlines():
        if line.strip() and not line.startswith('#'):
            word, _, rest = line.partition(' ')
            yield word, rest.strip()


class NoSystem(Exception):
    """Raised where this machine lets nobody make a system in a folder: nothing is judged then."""


class Folder:
    """A system in a folder, in which a Dockerfile is followed."""

    def __init__(self, root: Path):
        self.root, self.env, self.workdir, self.entry = root, {'HOME': '/root'}, '/', ['sh']

    def follow(self, text: str) -> None:
        """Carry out every instruction. Raises ValueError for one that is not known here."""
        for word, rest in instructions(text):
            print(f'{word} {rest[:70]}', flush=True)
            if word == 'FROM':
                suite = re.fullmatch(r'debian:(\w+)-slim', rest)[1]
                made = subprocess.run(
                    ['debootstrap', '--variant=minbase', suite, str(self.root)],
                    stdout=subprocess.DEVNULL,
                )
                if made.returncode:
                    raise NoSystem(f'debootstrap ended with {made.returncode}')
                self._bring_the_network()
            elif word == 'RUN':
                self.run(['sh', '-c', rest])
            elif word == 'COPY':
                *sources, target = rest.split()
                for name in sources:
                    self._copy(PROJECT / name, target)
            elif word == 'WORKDIR':
                self.workdir = rest
                (self.root / rest.lstrip('/')).mkdir(parents=True, exist_ok=True)
            elif word == 'ENV':
                self.env |= dict(pair.split('=', 1) for pair in shlex.split(rest))
            elif word == 'ENTRYPOINT':
                self.entry = json.loads(rest)
            elif word != 'CMD':
                raise ValueError(f'{word} is not followed here')

    def run(self, words: list[str], user: int = 0) -> None:
        """Run a command in the folder, as a container would."""
        change = [CHROOT, f'--userspec={user}:{user}', str(self.root)]
        line = f'cd {shlex.quote(self.workdir)} && exec {shlex.join(words)}'
        env = {k: v for k, v in self.env.items() if not user or k != 'HOME'}
        env.setdefault('PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin')
        proxies = {k: v for k, v in os.environ.items() if k.lower().endswith('_proxy')}
        own = {'PIP_CERT': '/tmp/certificates.crt'} if not user else {}
        subprocess.run([*change, 'sh', '-c', line], env={**proxies, **own, **env}, check=True)

    def _bring_the_network(self) -> None:
        """Bring what Docker brings to a container that is built, and whom this machine trusts."""
        shutil.copy('/etc/resolv.conf', self.root / 'etc/resolv.conf')
        if Path(CERTIFICATES).exists():
            shutil.copy(CERTIFICATES, self.root / 'tmp/certificates.crt')

    def _copy(self, source: Path, target: str) -> None:
        place = self.root / self.workdir.lstrip('/') / target
        if source.is_dir():
            ignored = shutil.ignore_patterns('__pycache__', '*.egg-info')
            shutil.copytree(source, place, dirs_exist_ok=True, ignore=ignored)
        else:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, place)


def in_a_folder(scratch: Path) -> Path:
    """Follow the Dockerfile in a folder and publish a letter there; return the folder."""
    system = Folder(scratch / 'system')
    system.follow((PROJECT / 'Dockerfile').read_text(encoding='utf-8'))
    place = system.root / 'letter'
    os.chown(place, NOBODY, NOBODY)
    system.run([*system.entry, 'init', '.', '--lang', 'de'], NOBODY)
    system.run([*system.entry, 'build'], NOBODY)
    system.run([*system.entry, 'doctor'], NOBODY)
    unneeded = subprocess.run(
        [CHROOT, str(system.root), '/opt/venv/bin/python', '-c', 'import pytest'],
        capture_output=True,
    )
    if not unneeded.returncode:
        raise ValueError('what only developers need is in the image')
    return system.root


def in_docker(scratch: Path) -> Path:
    """Build the image, publish a letter in a container; return the folder that holds the letter."""
    (scratch / 'letter').mkdir()
    os.chmod(scratch / 'letter', 0o777)
    subprocess.run(['docker', 'build', '-q', '-t', 'letterpress-test', str(PROJECT)], check=True)
    run = ['docker', 'run', '--rm', '-v', f'{scratch}/letter:/letter', '-u', f'{NOBODY}:{NOBODY}']
    for words in (['init', '.', '--lang', 'de'], ['build'], ['doctor']):
        subprocess.run([*run, 'letterpress-test', *words], check=True)
    return scratch


def docker_answers() -> bool:
    """Tell whether a daemon of Docker is there."""
    if not shutil.which('docker'):
        return False
    return subprocess.run(['docker', 'info'], capture_output=True).returncode == 0


def main() -> int:
    """Do it, and say how it went."""
    if docker_answers():
        make = in_docker
    elif os.getuid() == 0 and shutil.which('debootstrap'):
        make = in_a_folder
    else:
        print('container  not judged: there is no Docker here, nor debootstrap for root')
        return 0
    with tempfile.TemporaryDirectory(prefix='letterpress-container-') as scratch:
        os.chmod(scratch, 0o755)
        try:
            place = make(Path(scratch))
        except NoSystem as error:
            print(f'container  not judged: {error}')
            return 0
        except (subprocess.CalledProcessError, ValueError) as error:
            print(f'FAIL  container  {error}')
            return 1
        lacking = [name for name in WANTED if not (place / name).is_file()]
        print(f'{"FAIL" if lacking else "pass"}  container  {", ".join(lacking)}')
        return 1 if lacking else 0


if __name__ == '__main__':
    sys.exit(main())
