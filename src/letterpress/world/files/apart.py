"""Outputs keep apart from inputs: what a command reads it never writes over, whatever its name."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world.files.inside import FOLDERS

PAGE = b'<!doctype html'  # how a report begins


def refuse(output: Path, inputs: Iterable[Path], base: Path | None = None) -> None:
    """Raise Rejected (LP723, exit 2) where writing `output` would replace an input.

    The same for adding a file to a folder that is an input. Inputs are those given, and, where
    `base` is, what the project in it is made of. Two names are one file by what the system says of
    them (links of both kinds, `..`, letters' case), not by their spelling.
    """
    for one in inputs:
        if _same(output, one):
            raise _refusal(output, 'this is what is read', 'name another file to write to')
        if one.is_dir() and _below(output, one):
            raise _refusal(
                output, f'this would lie in {one}, which is judged', 'name a file outside of it'
            )
    if base and os.path.lexists(output):
        project = (base / name for name in (*FOLDERS, 'seal.toml'))
        if any(_below(output, one) for one in project):
            hint = 'name another file to write to'
            raise _refusal(output, 'this is a file of the project', hint)


def refuse_other(output: Path) -> None:
    """Raise Rejected (LP723, exit 2) where a report would replace a file that is no report."""
    if output.is_file():
        with open(output, 'rb') as file:
            begins = file.read(len(PAGE))
        if begins and begins.lower() != PAGE:
            raise _refusal(
                output,
                'the file exists, and it is no report',
                'name another file, for example report.html',
            )


def refuse_build(build: Path) -> None:
    """Raise Rejected (LP723, exit 2) where build/ is a link to what the project is made of.

    For build/ may be emptied.
    """
    if not build.is_symlink():
        return
    base = build.parent
    overlaps = any(_below(build, base / one) or _below(base / one, build) for one in FOLDERS)
    if overlaps or _same(build, base) or _below(base, build):
        raise _refusal(build, 'this is a link to what the project is made of', 'remove the link')


def _refusal(output: Path, why: str, hint: str) -> Rejected:
    return Rejected(
        Finding(Place(str(output)), 'LP723', f'{why}: nothing was written', hint), Exit.USAGE
    )


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:  # one of them is not there
        return False


def _below(path: Path, folder: Path) -> bool:
    """Say whether a path is a folder (or file) or lies in it, by its name or what that leads to."""
    return any(
        _same(one, folder)
        for place in (path.absolute(), path.resolve())
        for one in (place, *place.parents)
    )
