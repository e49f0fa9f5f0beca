"""Run veraPDF, the reference validator of the PDF Association, from Maven Central: one Java process a profile."""
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

POM = Path(__file__).with_name('pom.xml')
INSTALL = {'apt-get': 'apt-get install -y --no-install-recommends default-jre-headless maven qpdf',
           'dnf': 'dnf install -y java-17-openjdk-headless maven qpdf', 'brew': 'brew install openjdk maven qpdf'}


class Missing(Exception):
    """A tool is missing; the text is the one command that installs what is needed."""


def require() -> None:
    """Raise Missing unless Java, Maven and qpdf are there (Maven only until the jars have been fetched)."""
    if not all(map(shutil.which, ('java', 'qpdf'))) or not (_jars().is_dir() or shutil.which('mvn')):
        way = next((INSTALL[tool] for tool in INSTALL if shutil.which(tool)), INSTALL['apt-get'])
        raise Missing(way if way.startswith('brew') or os.getuid() == 0 else f'sudo {way}')


def _jars() -> Path:
    cache = Path(os.environ.get('XDG_CACHE_HOME') or Path.home() / '.cache') / 'letterpress'
    return cache / f'verapdf-{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}'


def fetch() -> Path:
    """Return the folder of the validator's jars; fetch them on first use."""
    jars = _jars()
    if not jars.is_dir():
        jars.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=jars.parent) as beside:
            subprocess.run(['mvn', '-q', '-B', '-Dstyle.color=never', '-f', str(POM), 'dependency:copy-dependencies',
                            f'-DoutputDirectory={beside}/jars'], check=True)
            os.replace(f'{beside}/jars', jars)      # whole or not at all: a broken download is no cache
    return jars


def failures(profile: str, files: Iterable[Path]) -> dict[Path, tuple[str, ...]]:
    """Return for each file the clauses it fails, as '7.1-3'; () for one that conforms. Profile: '3a' or 'ua1'.

    Raises RuntimeError when veraPDF gives no verdict on a file.
    """
    paths = [path.resolve() for path in files]
    run = subprocess.run(['java', '-Xmx1g', '-cp', f'{fetch()}/*', 'org.verapdf.apps.GreenfieldCliWrapper', '-f', profile,
                          '--format', 'xml', *map(str, paths)], capture_output=True)
    try:
        report = ET.fromstring(run.stdout)
    except ET.ParseError:
        raise RuntimeError(f'veraPDF gave no report: {run.stderr.decode(errors="replace")[-800:]}') from None
    verdicts: dict[Path, tuple[str, ...]] = {}
    for job in report.iter('job'):
        verdict = job.find('validationReport')
        if verdict is None or verdict.get('jobEndStatus') != 'normal':
            continue
        clauses = {f'{rule.get("clause")}-{rule.get("testNumber")}' for rule in verdict.iter('rule') if rule.get('status') == 'failed'}
        if verdict.get('isCompliant') != 'true' and not clauses:
            clauses = {'?'}
        verdicts[Path(job.findtext('item/name', ''))] = tuple(sorted(clauses))
    silent = [path.name for path in paths if path not in verdicts]
    if silent:
        raise RuntimeError(f'veraPDF gave no verdict on {", ".join(silent)}: {run.stderr.decode(errors="replace")[-800:]}')
    return {path: verdicts[path] for path in paths}


def syntax_fault(path: Path) -> str:
    """Return what qpdf says against a file's syntax, or ''."""
    run = subprocess.run(['qpdf', '--check', str(path)], capture_output=True, text=True)
    return '' if run.returncode == 0 else ' '.join((run.stdout + run.stderr).split())[-200:]
