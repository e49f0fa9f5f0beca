"""Fetch a validator's jars from Maven Central into the user's cache, once for each state of its
pom.xml.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
from pathlib import Path


def folder(name: str, pom: Path) -> Path:
    """Return where a validator's jars lie, or will."""
    cache = Path(os.environ.get('XDG_CACHE_HOME') or Path.home() / '.cache') / 'letterpress'
    return cache / f'{name}-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}'


def fetch(name: str, pom: Path) -> Path:
    """Return the folder of a validator's jars; fetch them on first use."""
    jars = folder(name, pom)
    if not jars.is_dir():
        jars.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=jars.parent) as beside:
            subprocess.run(
                [
                    'mvn',
                    '-q',
                    '-B',
                    '-Dstyle.color=never',
                    '-f',
                    str(pom),
                    'dependency:copy-dependencies',
                    f'-DoutputDirectory={beside}/jars',
                ],
                check=True,
            )
            os.replace(f'{beside}/jars', jars)  # whole or not at all: a broken download is no cache
    return jars
