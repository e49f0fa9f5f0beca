"""Packages that are imported when something of them is asked for.

Some modules are all that is wanted of a package whose own `__init__` imports everything it has:
pyHanko's half for PDF takes one function of pyhanko_certvalidator, which takes a tenth of a second
and is otherwise needed only where a chain of certificates is judged.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any


class _Late(ModuleType):
    """A package that runs its `__init__` when a name is asked for that it does not have yet."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith('__'):
            raise AttributeError(f'module {self.__name__!r} has no attribute {name!r}')
        spec: ModuleSpec | None = self.__spec__
        assert spec is not None and spec.loader is not None
        # an ordinary module from now on: what it imports may ask for names before they are there
        self.__class__ = ModuleType  # type: ignore[assignment]
        try:
            spec.loader.exec_module(self)
        except BaseException:
            self.__class__ = _Late  # as an import that failed: the next one tries again
            raise
        return getattr(self, name)


def package(name: str) -> None:
    """Have a package imported when something of it is asked for.

    Modules in it can be imported before, and do not import it. Nothing happens where it is imported
    already, or is not there: who imports it hears that.
    """
    spec = None if name in sys.modules else PathFinder.find_spec(name)
    if spec is None or spec.loader is None or spec.submodule_search_locations is None:
        return
    late = _Late(name)
    late.__spec__, late.__loader__, late.__package__ = spec, spec.loader, name
    late.__path__, late.__file__ = spec.submodule_search_locations, spec.origin
    sys.modules[name] = late
