"""The native libraries that the engine needs: which are missing, and what brings each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from letterpress.findings import Finding, Place
from letterpress.world import versions

# what is missing -> the packages that bring it, by the tool that installs
_PACKAGES = {
    'pango': {'apt': 'libpango-1.0-0 libpangoft2-1.0-0', 'dnf': 'pango', 'brew': 'pango'},
    'harfbuzz': {'apt': 'libpango-1.0-0', 'dnf': 'harfbuzz', 'brew': 'harfbuzz'},
    'harfbuzz-subset': {'apt': 'libharfbuzz-subset0', 'dnf': 'harfbuzz', 'brew': 'harfbuzz'},
    'fontconfig': {'apt': 'libfontconfig1', 'dnf': 'fontconfig', 'brew': 'fontconfig'},
}
_INSTALL = {'apt': 'sudo apt-get install -y', 'dnf': 'sudo dnf install -y', 'brew': 'brew install'}


def _installer() -> str:
    for tool in ('apt', 'dnf', 'brew'):
        if shutil.which('apt-get' if tool == 'apt' else tool):
            return tool
    return 'apt'


def missing() -> Iterator[Finding]:
    """Yield LP711 or LP712 for each library that is not there."""
    tool = _installer()
    for name, version in versions.natives().items():
        if not version:
            yield Finding(
                Place(),
                'LP711' if name != 'harfbuzz-subset' else 'LP712',
                f'the library {name} is missing',
                f'{_INSTALL[tool]} {_PACKAGES[name][tool]}',
            )


def unloadable(why: str) -> tuple[Finding, ...]:
    """Return what to say when the engine could not be loaded (LP711).

    That is the libraries that are missing, else the system's own words.
    """
    if found := tuple(finding for finding in missing() if finding.code == 'LP711'):
        return found
    reason = why.splitlines()[0] if why else 'no reason given'
    message = f'the engine does not load: {reason}'
    return (Finding(Place(), 'LP711', message, 'letterpress doctor'),)
