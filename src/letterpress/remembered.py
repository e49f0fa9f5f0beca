"""Answers that a process keeps which reads the same texts again and again, as a preview does.

A build asks each question once: there nothing is kept, and no large list stays in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import ParamSpec, TypeVar

MOST = 2048  # answers of each function

Given = ParamSpec('Given')
Answer = TypeVar('Answer')
Files = Mapping[str, bytes]

_kept: list[bool] = []


def keep() -> None:
    """Keep from now on, in this process and in those that it forks."""
    _kept.append(True)


def keeping() -> bool:
    """Tell whether answers are kept."""
    return bool(_kept)


def remembered(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Return a function that remembers its answers once `keep` was called.

    For functions whose answers nobody changes; what is raised is not kept, nor an answer to values
    that do not hash.
    """
    known = lru_cache(MOST)(function)

    @wraps(function)
    def answer(*given: Given.args, **named: Given.kwargs) -> Answer:
        if not _kept:
            return function(*given, **named)
        try:
            hash((given, tuple(named.items())))
        except TypeError:
            return function(*given, **named)
        return known(*given, **named)  # type: ignore[arg-type]  # they hash

    return answer


def of_files(folder: str) -> Callable[[Callable[[Files], Answer]], Callable[[Files], Answer]]:
    """Return what makes a function of files remember its last answers: it reads those in `folder`.

    Their paths begin with it; others may change as they like.
    """

    def decorate(function: Callable[[Files], Answer]) -> Callable[[Files], Answer]:
        @lru_cache(2)
        def known(files: tuple[tuple[str, bytes], ...]) -> Answer:
            return function(MappingProxyType(dict(files)))

        @wraps(function)
        def answer(files: Files) -> Answer:
            if not _kept:
                return function(files)
            return known(tuple(one for one in files.items() if one[0].startswith(folder)))

        return answer

    return decorate
