"""Import WeasyPrint in half the time: what it prepares at every start and never uses is left out.

Two thirds of its import are spent on parsing the C declarations of Pango and HarfBuzz (cffi,
pycparser) and on fontTools, which it needs only where HarfBuzz's subsetter is missing. The
declarations are brought along parsed (`declarations.py`, made by `python -m
letterpress.press.reaches.quick_import`), and taken only if they are those of the WeasyPrint that is
installed, judged by their hash; fontTools is loaded when something of it is called. The documents
are the same, byte for byte (tests/press/reaches/test_quick_import.py); on any doubt the import goes
its ordinary way.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from letterpress.base.reaches import guard

_FONTTOOLS = (
    'fontTools.subset',
    'fontTools.ttLib',
    'fontTools.ttLib.ttFont',
    'fontTools.ttLib.woff2',
    'fontTools.varLib',
    'fontTools.varLib.instancer',
)
_SUBSETTERS = ('libharfbuzz-subset.so.0', 'libharfbuzz-subset.0.dylib')


def load() -> None:
    """Import WeasyPrint quickly, and check that it is as the house knows it.

    Must come before anything else that imports it, or that takes its ordinary time. Raises Rejected
    (LP408, exit 3) for another version, or for a name that is not there (base/reaches): the modules
    that reach for it are imported after this.
    """
    if 'weasyprint' not in sys.modules:
        with _declared(), _without_fonttools():
            importlib.import_module('weasyprint')
    guard.check(*guard.ENGINE)


def digest(source: str) -> str:
    """Return the hash by which declarations are recognised."""
    return hashlib.sha256(source.encode()).hexdigest()


# ---- the C declarations --------------------------------------------------------------------------


@contextmanager
def _declared() -> Iterator[None]:
    """Let `cffi.FFI()` give an object that takes declarations it knows without parsing them."""
    import cffi

    ordinary = cffi.FFI

    class Ready:
        """Becomes the parsed interface when told the declarations it knows, else an ordinary."""

        def cdef(self, source: str, *arguments: Any, **options: Any) -> None:
            from letterpress.press.reaches import declarations

            chosen = declarations.ffi
            if arguments or options or digest(source) != declarations.DIGEST:
                chosen = ordinary()
                chosen.cdef(source, *arguments, **options)
            for name in dir(chosen):
                if not name.startswith('_') and name != 'cdef':
                    setattr(self, name, getattr(chosen, name))

    cffi.FFI = Ready
    try:
        yield
    finally:
        cffi.FFI = ordinary


# ---- fontTools -----------------------------------------------------------------------------------


@contextmanager
def _without_fonttools() -> Iterator[None]:
    """Stand in for fontTools during the import; what is called of it later is the real thing."""
    if not _subsets() or any(name in sys.modules for name in _FONTTOOLS):
        yield
        return
    import fontTools

    for name in _FONTTOOLS:
        sys.modules[name] = _Later(name)
    fontTools.subset = sys.modules['fontTools.subset']
    try:
        yield
    finally:  # who imports fontTools from now on gets fontTools
        for name in _FONTTOOLS:
            del sys.modules[name]
        del fontTools.subset


def _subsets() -> bool:
    """Say whether HarfBuzz's subsetter is there.

    Without it WeasyPrint subsets with fontTools, and catches its errors.
    """
    for name in _SUBSETTERS:
        try:
            ctypes.CDLL(name)
            return True
        except OSError:
            continue
    return False


class _Later(types.ModuleType):
    """A module whose every name is a function that imports the real one when it is called."""

    def __init__(self, name: str):
        super().__init__(name)
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith('__'):
            raise AttributeError(name)
        inner = f'{self.__name__}.{name}'
        if inner in _FONTTOOLS:
            return sys.modules[inner]
        if name.endswith('Error'):
            return type(name, (Exception,), {})  # only ever raised by what is not there

        def called(*arguments: Any, **options: Any) -> Any:
            real = importlib.import_module(self.__name__)
            return getattr(real, name)(*arguments, **options)

        return called


# ---- making declarations.py ----------------------------------------------------------------------


_HEAD = (
    '"""The C declarations of Pango, HarfBuzz and fontconfig that WeasyPrint makes, '
    'parsed by cffi.\n\n'
    'Made by `python -m letterpress.press.reaches.quick_import`; '
    'tests/press/reaches/test_quick_import.py holds it against the installed WeasyPrint.\n"""\n'
)


def parsed() -> str:
    """Return the source of declarations.py for the WeasyPrint that is installed."""
    import tempfile

    import cffi

    heard: list[str] = []
    ordinary = cffi.FFI.cdef

    def listening(self: cffi.FFI, source: str, *arguments: Any, **options: Any) -> None:
        heard.append(source)
        ordinary(self, source, *arguments, **options)

    cffi.FFI.cdef = listening
    try:
        sys.modules.pop('weasyprint.text.ffi', None)
        importlib.import_module('weasyprint.text.ffi')
    finally:
        cffi.FFI.cdef = ordinary
    (source,) = heard
    maker = cffi.FFI()
    maker.set_source('letterpress.press.reaches.declarations', None)
    maker.cdef(source)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, 'declarations.py')
        maker.emit_python_code(str(target))
        body = target.read_text(encoding='ascii')
    return f'{_HEAD}DIGEST = {digest(source)!r}\n\n{body}'


if __name__ == '__main__':
    Path(__file__).with_name('declarations.py').write_text(parsed(), encoding='ascii')
