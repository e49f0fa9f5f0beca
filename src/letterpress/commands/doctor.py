"""Look at the machine and the project before they disappoint.

Each complaint names the one command that mends it.
"""

from __future__ import annotations

import platform
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from letterpress import __version__
from letterpress.findings import Finding, Place, Rejected, errors, ordered
from letterpress.manuscript.roll.order import collation
from letterpress.values import dataclass
from letterpress.world import clock, libraries, machine, versions
from letterpress.world.files import inside


@dataclass(frozen=True)
class Report:
    """What was found: facts by name, and complaints."""

    facts: Mapping[str, str]
    findings: tuple[Finding, ...]


def examine(base: Path, key_file: str | None) -> Report:
    """Examine this machine, and the project in `base` where there is one."""
    facts = {
        'letterpress': __version__,
        'python': f'{platform.python_version()} ({sys.executable})',
        'system': platform.platform(),
    }
    facts |= {
        name: versions.engines()[name] or 'missing' for name in ('weasyprint', 'pyhanko', 'pypdf')
    }
    facts |= {name: version or 'missing' for name, version in versions.natives().items()}
    facts['order of names'] = collation.identity()
    findings = [*libraries.missing(), *_folders(base)]
    if (base / 'content' / 'campaign.yaml').is_file():
        findings += _typefaces(base, facts)
    if key_file:
        findings += _key(key_file, facts)
    return Report(facts, ordered(findings))


def _folders(base: Path) -> Iterator[Finding]:
    """Try to write where a build writes."""
    for folder in (base / 'build', machine.cache_folder(base)):
        nearest = next(path for path in (folder, *folder.parents) if path.exists())
        try:
            with tempfile.TemporaryFile(dir=nearest):
                pass
        except OSError:
            yield Finding(
                Place(str(folder)),
                'LP713',
                'this folder cannot be written to',
                f'chmod u+rwx {shlex.quote(str(nearest))}',
            )
    free = shutil.disk_usage(next(path for path in (base, *base.parents) if path.exists())).free
    if free < 200_000_000:
        yield Finding(
            Place(str(base)),
            'LP714',
            f'only {free // 1_000_000} MB are free here',
            'letterpress clean --all',
        )


def _typefaces(base: Path, facts: dict[str, str]) -> Iterator[Finding]:
    """Say which faces set which language, and what they cannot set."""
    from letterpress.manuscript import reading
    from letterpress.press.typefaces import coverage
    from letterpress.press.typefaces import manifest as typefaces

    families, findings = typefaces.read(inside.read_house(base, 'fonts'))
    yield from findings
    content = inside.read_tree(base, 'content')
    campaign, _ = reading.read(content)
    if campaign is None or errors(findings):
        return
    for language in campaign.facts.languages:
        facts[f'typefaces {language}'] = '; '.join(
            ', '.join(family.name for family in typefaces.stack_for(families, language, role))
            for role in ('wood', 'book')
        )
    yield from coverage.of(campaign, families, content)


def _key(key_file: str, facts: dict[str, str]) -> Iterator[Finding]:
    """Look at the key that LETTERPRESS_KEY names."""
    from letterpress.finishing.keys.fitness import ending
    from letterpress.world import keyring

    try:
        signer = keyring.signer(key_file, None)
    except Rejected as rejected:
        yield from rejected.findings
        return
    facts['seal key'] = f'{signer.subject}, valid until {signer.ends:%Y-%m-%d}'
    yield from ending(signer, clock.now(), key_file)
