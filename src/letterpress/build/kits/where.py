"""Where kits lie below build/: `kit`, or under an embargo `embargoed/<token>` and `released`."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from letterpress.world.files import exchange, ownership

KIT, RELEASED, EMBARGOED = 'kit', 'released', 'embargoed'
ASIDE = 'aside'  # of build/: kits that another took the place of, and that are not to be mistaken


def embargoed(token: str) -> str:
    """Return the folder of the embargoed kit, which nobody finds who does not know the token."""
    return f'{EMBARGOED}/{token}'


def of_a_kit(path: str) -> bool:
    """Tell whether a path below build/ is one of a kit's files."""
    return path.split('/', 1)[0] in (KIT, RELEASED, EMBARGOED)


def told(folder: str) -> str:
    """Return how a person is told of a kit's folder, also where others read along: no token."""
    return f'build/{folder.split("/", 1)[0]}'


def hidden(path: str) -> bool:
    """Tell whether a path below build/ holds the token."""
    return path.startswith(f'{EMBARGOED}/')


def standing(build: Path) -> tuple[str, ...]:
    """Return the folders of the kits that are there, sorted, as paths below build/."""
    found = [name for name in (KIT, RELEASED) if os.path.lexists(build / name)]
    held = build / EMBARGOED
    if held.is_dir() and not held.is_symlink():
        found += [f'{EMBARGOED}/{one.name}' for one in held.iterdir() if one.name[0] != '.']
    return tuple(sorted(found))


def public(build: Path) -> Path:
    """Return the kit that is to be published, or was: what it is not there for is LP643's to say.

    That is the released one, where a build made it under an embargo.
    """
    return build / (RELEASED if (build / RELEASED).is_dir() else KIT)


def recover(build: Path) -> None:
    """Clear up after a run that was killed while it put kits in their places."""
    for folder, names in ((build, (KIT, RELEASED)), (build / EMBARGOED, ())):
        for path in sorted((*folder.glob('.*.new'), *folder.glob('.*.old'))):
            name = path.name[1 : -len('.new')]
            if not names or name in names:
                exchange.recover(path.with_name(name))


def set_aside(build: Path, keep: Collection[str]) -> Iterator[str]:
    """Move kits that are none of this campaign's any more, and say of each where it is now.

    Nothing of them is lost; `clean` removes them with everything else.
    """
    for folder in standing(build):
        if folder in keep:
            continue
        name = folder.split('/', 1)[0]
        place = _free(build / ASIDE / name)
        place.parent.mkdir(exist_ok=True)
        (build / folder).rename(place)
        yield f'{told(folder)} was made before: it is {place.relative_to(build.parent)} now.'
    held = build / EMBARGOED
    if held.is_dir() and not any(held.iterdir()):
        ownership.discard(held)


def _free(place: Path) -> Path:
    number, found = 1, place
    while os.path.lexists(found):
        number += 1
        found = place.with_name(f'{place.name}-{number}')
    return found
