"""Check that the third parties are as they are known, before one of their private parts is used."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from letterpress.base.reaches.table import reaches
from letterpress.findings import Exit, Finding, Place, Rejected

EXACT = {'weasyprint': '70.0'}  # package: the one version that is known well enough
DISTRIBUTIONS = {'PIL': 'pillow', 'markdown_it': 'markdown-it-py'}  # of which a package is
ENGINE = ('weasyprint', 'pydyf', 'pyphen', 'PIL', 'cffi')


def check(*packages: str) -> None:
    """Check that all reaches into some packages are there, before the first of them is reached for.

    Imports the modules that the names lie in. Raises Rejected (LP408, exit 3) with each name that
    is missing, or with the version where another one is needed.
    """
    found = [finding for package in packages for finding in _faults(package)]
    if found:
        raise Rejected(found, Exit.MISSING)


def _faults(package: str) -> Iterator[Finding]:
    wanted = EXACT.get(package)
    if wanted is not None and _version(package) != wanted:
        yield Finding(
            Place(),
            'LP408',
            f'letterpress works with {_name(package)} {wanted}; here is {_version(package)}',
            f'install the version that letterpress was made with: pip install {package}=={wanted}',
        )
        return
    for reach in reaches():
        if reach.package == package and not reach.is_there():
            yield Finding(
                Place(),
                'LP408',
                f'{_name(package)} {_version(package)} has no {reach.path}, '
                f'which letterpress uses ({reach.why})',
                'install the version that letterpress was made with; requirements.lock names it',
            )


def _name(package: str) -> str:
    written = {'weasyprint': 'WeasyPrint', 'PIL': 'Pillow', 'pyhanko': 'pyHanko'}
    return written.get(package) or DISTRIBUTIONS.get(package, package)


def _version(package: str) -> str:
    """Return the version of the package that is installed."""
    known = getattr(sys.modules.get(package), '__version__', None)
    if known:
        return str(known)
    from importlib import metadata  # late: it is needed only to say what is wrong

    return metadata.version(DISTRIBUTIONS.get(package, package))
