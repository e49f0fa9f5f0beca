"""The watch over a project's folders, on the real file system."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from letterpress.preview import watching

SOON = 20.0  # seconds: other tests run beside


class _Heard:
    def __init__(self) -> None:
        self.times: list[float] = []
        self.polling: list[bool] = []

    def __call__(self, polling: bool) -> None:
        self.times.append(time.monotonic())
        self.polling.append(polling)

    async def more(self, than: int) -> None:
        """Wait until it was told more often."""
        end = time.monotonic() + SOON
        while len(self.times) <= than:
            assert time.monotonic() < end, 'nothing was told'
            await asyncio.sleep(0.01)

    async def quiet(self) -> int:
        """Wait until nothing is told any more."""
        while True:
            before = len(self.times)
            await asyncio.sleep(0.8)
            if len(self.times) == before:
                return before


def watched(base: Path, act) -> _Heard:
    """Run `act` with a watch over a project."""
    heard = _Heard()

    async def main() -> None:
        task = asyncio.create_task(watching.watch(base, heard))
        await heard.more(0)  # what came before it began
        await heard.quiet()
        try:
            await act(heard)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(main())
    return heard


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / 'content' / 'letter').mkdir(parents=True)
    (tmp_path / 'content' / 'letter' / 'en.md').write_text('one')
    return tmp_path


def test_a_save_is_told(base: Path) -> None:
    async def act(heard: _Heard) -> None:
        before = len(heard.times)
        (base / 'content' / 'letter' / 'en.md').write_text('two')
        await heard.more(before)

    watched(base, act)


def test_a_save_as_editors_do_it_is_told(base: Path) -> None:
    """Beside it, then over it: the file that was watched is another one."""

    async def act(heard: _Heard) -> None:
        for words in ('two', 'three'):
            before = await heard.quiet()
            aside = base / 'content' / 'letter' / '.en.md.swp'
            aside.write_text(words)
            os.replace(aside, base / 'content' / 'letter' / 'en.md')
            await heard.more(before)

    watched(base, act)


def test_a_folder_that_comes_later_is_watched(base: Path) -> None:
    async def act(heard: _Heard) -> None:
        before = len(heard.times)
        (base / 'layouts' / 'mine').mkdir(parents=True)
        await heard.more(before)
        before = await heard.quiet()
        (base / 'layouts' / 'mine' / 'page.html').write_text('<p>')
        await heard.more(before)

    watched(base, act)


def test_a_folder_that_is_taken_away_and_put_back_is_watched(base: Path) -> None:
    async def act(heard: _Heard) -> None:
        before = len(heard.times)
        (base / 'content').rename(base / 'aside')
        await heard.more(before)
        before = await heard.quiet()
        (base / 'aside').rename(base / 'content')
        await heard.more(before)
        before = await heard.quiet()
        (base / 'content' / 'letter' / 'en.md').write_text('two')
        await heard.more(before)

    watched(base, act)


def test_where_the_system_watches_no_more_folders_they_are_looked_into(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import watchfiles

    real = watchfiles.awatch

    def refusing(*paths, force_polling, **options):
        if not force_polling:
            raise OSError(28, 'inotify watch limit reached')
        return real(*paths, force_polling=True, **options)

    monkeypatch.setattr(watchfiles, 'awatch', refusing)

    async def act(heard: _Heard) -> None:
        before = len(heard.times)
        (base / 'content' / 'letter' / 'en.md').write_text('two')
        await heard.more(before)

    assert watched(base, act).polling[-1]


def test_what_is_beside_the_folders_is_nobody_s_business(base: Path) -> None:
    (base / 'build').mkdir()

    async def act(heard: _Heard) -> None:
        before = len(heard.times)
        (base / 'build' / 'letter.pdf').write_text('%PDF')
        (base / 'notes.txt').write_text('x')
        assert await heard.quiet() == before

    watched(base, act)
