"""Run veraPDF, the reference validator of the PDF Association, from Maven Central: one Java process
a profile.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

import dss
import jars

POM = Path(__file__).with_name('pom.xml')
INSTALL = {
    'apt-get': 'apt-get install -y --no-install-recommends default-jre-headless maven qpdf',
    'dnf': 'dnf install -y java-17-openjdk-headless maven qpdf',
    'brew': 'brew install openjdk maven qpdf',
}


def _fetched() -> bool:
    return jars.folder('verapdf', POM).is_dir() and jars.folder('dss', dss.POM).is_dir()


class Missing(Exception):
    """A tool is missing; the text is the one command that installs what is needed."""


def require() -> None:
    """Raise Missing unless Java, Maven and qpdf are there (Maven only until the jars have been
    fetched).
    """
    if not all(map(shutil.which, ('java', 'qpdf'))) or not (_fetched() or shutil.which('mvn')):
        way = next((INSTALL[tool] for tool in INSTALL if shutil.which(tool)), INSTALL['apt-get'])
        raise Missing(way if way.startswith('brew') or os.getuid() == 0 else f'sudo {way}')


def failures(profile: str, files: Iterable[Path]) -> dict[Path, tuple[str, ...]]:
    """Return for each file the clauses it fails, as '7.1-3'; () for one that conforms.

    Profile: '3a' or 'ua1'. Raises RuntimeError when veraPDF gives no verdict on a file.
    """
    paths = [path.resolve() for path in files]
    run = subprocess.run(
        [
            'java',
            '-Xmx1g',
            '-cp',
            f'{jars.fetch("verapdf", POM)}/*',
            'org.verapdf.apps.GreenfieldCliWrapper',
            '-f',
            profile,
            '--format',
            'xml',
            *map(str, paths),
        ],
        capture_output=True,
    )
    try:
        report = ET.fromstring(run.stdout)
    except ET.ParseError:
        raise RuntimeError(
            f'veraPDF gave no report: {run.stderr.decode(errors="replace")[-800:]}'
        ) from None
    verdicts: dict[Path, tuple[str, ...]] = {}
    for job in report.iter('job'):
        verdict = job.find('validationReport')
        if verdict is None or verdict.get('jobEndStatus') != 'normal':
            continue
        clauses = {
            f'{rule.get("clause")}-{rule.get("testNumber")}'
            for rule in verdict.iter('rule')
            if rule.get('status') == 'failed'
        }
        if verdict.get('isCompliant') != 'true' and not clauses:
            clauses = {'?'}
        verdicts[Path(job.findtext('item/name', ''))] = tuple(sorted(clauses))
    silent = [path.name for path in paths if path not in verdicts]
    if silent:
        raise RuntimeError(
            f'veraPDF gave no verdict on {", ".join(silent)}: '
            f'{run.stderr.decode(errors="replace")[-800:]}'
        )
    return {path: verdicts[path] for path in paths}


def syntax_fault(path: Path) -> str:
    """Return what qpdf says against a file's syntax, or ''."""
    run = subprocess.run(['qpdf', '--check', str(path)], capture_output=True, text=True)
    return '' if run.returncode == 0 else ' '.join((run.stdout + run.stderr).split())[-200:]
