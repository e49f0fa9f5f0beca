"""Which engines and native libraries made the bytes.

The manifest records them, the cache depends on them.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

ENGINES = (
    'weasyprint',
    'pydyf',
    'pyphen',
    'tinycss2',
    'tinyhtml5',
    'cssselect2',
    'pillow',
    'fonttools',
    'uharfbuzz',
    'jinja2',
    'markupsafe',
    'pyyaml',
    'markdown-it-py',
    'babel',
    'pyuca',
    'pyhanko',
    'asn1crypto',
    'cryptography',
    'pypdf',
    'pypdfium2',
)


EXTRAS = ('pyicu-wheels', 'pyicu')  # ICU for Python: with it the roll has another order


@cache
def engines() -> dict[str, str]:
    """Return the versions of the Python packages that shape the output, by name.

    '' for one that is not there. Read from the names of their folders (PyPA's
    recorded-projects.html: NAME-VERSION.dist-info): every build asks, and importlib.metadata alone
    takes longer to import than the rest of the question.
    """
    found = dict.fromkeys((*ENGINES, *EXTRAS), '')
    for place in reversed(sys.path):  # the first one on the path is the one that is imported
        try:
            names = os.listdir(place or '.')
        except OSError:
            continue
        for entry in names:
            name, _, version = entry.removesuffix('.dist-info').partition('-')
            name = name.lower().replace('_', '-').replace('.', '-')
            if entry.endswith('.dist-info') and name in found:
                found[name] = version
    for name in [name for name in ENGINES if not found[name]]:
        from importlib import metadata  # installed in another way (Debian's packages)

        with suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found


def _load(*names: str) -> ctypes.CDLL | None:
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _text(library: ctypes.CDLL | None, function: str) -> str:
    if library is None or not hasattr(library, function):
        return ''
    call = getattr(library, function)
    call.restype = ctypes.c_char_p
    version: bytes = call()
    return version.decode()


@cache
def natives() -> dict[str, str]:
    """Return the versions of Pango, HarfBuzz, its subsetter, fontconfig and zlib.

    '' for a library that is not there.
    """
    pango = _load(
        'libpango-1.0.so.0',
        'libpango-1.0.dylib',
        'libpango-1.0.0.dylib',
        '/opt/homebrew/lib/libpango-1.0.dylib',
    )
    harfbuzz = _load(
        'libharfbuzz.so.0', 'libharfbuzz.0.dylib', '/opt/homebrew/lib/libharfbuzz.dylib'
    )
    subset = _load(
        'libharfbuzz-subset.so.0',
        'libharfbuzz-subset.0.dylib',
        '/opt/homebrew/lib/libharfbuzz-subset.dylib',
    )
    fontconfig = _load(
        'libfontconfig.so.1', 'libfontconfig.1.dylib', '/opt/homebrew/lib/libfontconfig.dylib'
    )
    number = 0
    if fontconfig is not None:
        fontconfig.FcGetVersion.restype = ctypes.c_int
        number = fontconfig.FcGetVersion()
    return {
        'pango': _text(pango, 'pango_version_string'),
        'harfbuzz': _text(harfbuzz, 'hb_version_string'),
        'harfbuzz-subset': _text(harfbuzz, 'hb_version_string') if subset is not None else '',
        'fontconfig': f'{number // 10000}.{number // 100 % 100}.{number % 100}' if number else '',
        'zlib': zlib.ZLIB_RUNTIME_VERSION,  # it packs the streams of a PDF: another, other bytes
    }


@cache
def tools() -> str:
    """Return all that makes bytes but is no content: this code, Python, engines and libraries."""
    order = ''
    if any(engines()[name] for name in EXTRAS):
        from letterpress.manuscript.roll.order import collation  # late: nobody is sorted here

        order = collation.identity()
    return repr((own_code(), sys.version_info[:3], engines(), natives(), order))


@cache
def own_code() -> str:
    """Return a hash of letterpress's own source: a developer's change makes everything stale."""
    package = str(Path(__file__).resolve().parent.parent)
    digest = hashlib.sha256()
    for path in sorted(_sources(package)):
        # every build reads four hundred of them: without paths as objects, in a third of the time
        with open(path, 'rb', buffering=0) as file:
            data = file.read()
        digest.update(os.fsencode(path.removeprefix(package)) + b'\0' + data + b'\0')
    return digest.hexdigest()


def _sources(package: str) -> Iterator[str]:
    """Yield the files that letterpress is made of, but for layouts, typefaces and the sample."""
    for folder, inside, names in os.walk(package):
        inside[:] = [name for name in inside if name not in ('_house', '__pycache__')]
        yield from (f'{folder}/{name}' for name in names if name.endswith(('.py', '.toml', '.pem')))
