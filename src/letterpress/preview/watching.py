"""The watch over a project's folders: whatever changes in them is told, soon and once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from letterpress.world.files.inside import FOLDERS

STEP = 20  # milliseconds of silence after which a change is told
DEBOUNCE = 200  # after which it is told however busy the folder is
POLL = 300  # milliseconds between two looks, where the system does not tell
PAUSE = 0.3  # seconds before a watch that broke off begins again


async def watch(base: Path, told: Callable[[bool], None]) -> None:
    """Tell of every change in content/, layouts/ and fonts/, until it is cancelled.

    What it was is not told: who reads compares by content. `told` hears whether the folders have to
    be looked into again and again, because the system watches no more of them.
    """
    polling = False
    while True:
        try:
            await _watched(base, told, polling)
        except OSError:  # the system's watches are used up, or a folder went while it was taken
            polling = True
        except RuntimeError:  # what a folder that is gone becomes in the watcher
            pass
        await asyncio.sleep(PAUSE)


async def _watched(base: Path, told: Callable[[bool], None], polling: bool) -> None:
    """Watch the folders that there are now; return when one comes or goes."""
    import watchfiles

    present = _present(base)
    over = asyncio.Event()
    # what came before the system began to watch
    asyncio.get_running_loop().call_later(PAUSE, told, polling)

    async def inside() -> None:
        if not present:
            await over.wait()
            return
        async for _ in watchfiles.awatch(
            *(base / name for name in present),
            watch_filter=None,
            debounce=DEBOUNCE,
            step=STEP,
            stop_event=over,
            rust_timeout=1000,
            yield_on_timeout=False,
            force_polling=polling,
            poll_delay_ms=POLL,
            recursive=True,
        ):
            told(polling)
            if _present(base) != present:
                over.set()

    async def above() -> None:
        while not over.is_set():  # three names: looking is cheaper than watching all beside them
            await asyncio.sleep(PAUSE)
            if _present(base) != present:
                over.set()

    tasks = [asyncio.create_task(inside()), asyncio.create_task(above())]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        over.set()
        for task in done:
            task.result()
    finally:
        over.set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _present(base: Path) -> dict[str, int]:
    """Return those of the folders that are there, each with its number on the disk."""
    found = {}
    for name in FOLDERS:
        try:
            about = (base / name).stat()
        except OSError:
            continue
        found[name] = about.st_ino
    return found
