"""The typefaces that the engine may see: those of the project and of the house, no other.

Fontconfig is told by a file of its own, and what the environment could say beside it is taken away:
other fonts or another shaper would be other bytes (or a crash).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from letterpress.world import resources, versions
from letterpress.world.files.inside import utf8
from letterpress.world.files.writing import write

# What the environment could tell Pango's libraries.
_MEDDLERS = (
    'FONTCONFIG_SYSROOT',
    'FONTCONFIG_PATH',
    'FC_LANG',
    'PANGO_LANGUAGE',
    'HB_SHAPER_LIST',
    'HB_OPTIONS',
    'HB_FONT_FUNCS',
    'HB_FACE_LOADER',
    'FREETYPE_PROPERTIES',
)


def folders(base: Path) -> tuple[Path, ...]:
    """Return the folders fontconfig may see: one a family, the project's own before the house's."""
    found = {
        path.name: path
        for place in (resources.root(), base)
        for path in sorted((place / 'fonts').glob('*'))
        if (path / 'family.yaml').is_file()
    }
    return tuple(found[name] for name in sorted(found))


def fitted(
    seen: tuple[Path, ...],
    cache: Path,
    fit: Callable[[Mapping[str, bytes]], Mapping[str, bytes]],
) -> tuple[Path, ...]:
    """Return the folders with, for those that `fit` changes, a private copy in the cache.

    `fit` takes the files of a folder by name and returns the font files that are to be seen in
    their place, {} where the folder can be seen as it is. A copy is made once.
    """
    found = []
    for folder in seen:
        files = {
            path.name: path.read_bytes()
            for path in sorted(folder.iterdir())
            if path.suffix.lower() in ('.ttf', '.otf', '.yaml')
        }
        own = hashlib.sha256(versions.own_code().encode())
        for name, data in files.items():
            own.update(name.encode() + b'\0' + hashlib.sha256(data).digest())
        copy = cache / 'faces' / own.hexdigest()[:32]
        if not copy.is_dir():
            made = fit(files)
            if not made:
                found.append(folder)
                continue
            for name, data in made.items():
                write(copy / name, data, durable=False)
        found.append(copy)
    return tuple(found)


def use(seen: tuple[Path, ...], cache: Path) -> None:
    """Let fontconfig see these folders and nothing else; must happen before WeasyPrint is imported.

    The file is named by what is in it: projects that share a cache must not read each other's.
    """
    from letterpress.press.typefaces import manifest as typefaces

    for folder in (*seen, cache):
        utf8(folder)
    text = typefaces.fontconfig_xml(seen, cache / 'fontconfig').encode()
    file = cache / f'fonts-{hashlib.sha256(text).hexdigest()[:16]}.conf'
    write(file, text, durable=False)
    for name in _MEDDLERS:
        os.environ.pop(name, None)
    os.environ['FONTCONFIG_FILE'] = str(file)
