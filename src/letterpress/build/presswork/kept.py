"""What was sealed and finished before, of the same proofs: the cache's shelves of a build."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from letterpress.build.bench import Bench, digest, edition_time
from letterpress.build.cache.store import Cache, Note
from letterpress.build.order import Finish
from letterpress.layout.declared.versions import VERSIONS
from letterpress.world import versions as tools

if TYPE_CHECKING:
    from letterpress.build.presswork.job import Sheet
    from letterpress.build.project import Project
    from letterpress.build.stages.finishes import Files
    from letterpress.manuscript.print_shops import PrintShop


class Sealed:
    """What this bench's key sealed before for this edition."""

    def __init__(self, bench: Bench, project: Project, cache: Cache):
        self._bench, self._cache = bench, cache
        self._day = edition_time(project).isoformat()

    def _key(self, sheet: Sheet) -> str:
        assert sheet.proof is not None
        return digest(sheet.proof[0]['key'], self._bench.sealing, self._day)

    def of(self, sheet: Sheet) -> bytes | None:
        """Return the sealed bytes of a sheet's proof, None where there are none."""
        entry = self._cache.get('sealed', self._key(sheet))
        return entry[1] if entry else None

    def keep(self, sheet: Sheet, data: bytes) -> None:
        """Keep the sealed bytes of a sheet's proof."""
        self._cache.put('sealed', self._key(sheet), {}, data)


class Finished:
    """What was made of proofs before: their versions, the files for print shops."""

    def __init__(self, project: Project, cache: Cache, shops: Mapping[str, PrintShop]):
        assert project.campaign is not None
        self._cache, self.used = cache, set[str]()
        self._same = repr((project.look.colours, project.campaign.brand, tools.tools()))
        self._shop_of = {
            slug: digest(repr(shop), hashlib.sha256(shop.icc).hexdigest())
            for slug, shop in shops.items()
        }

    def _key(self, sheet: Sheet, finish: Finish) -> str:
        assert sheet.proof is not None
        job = sheet.job
        said = repr((finish, job.layout.versions, job.size, job.edition.facts.date))
        shop = self._shop_of.get(finish.shop, '')
        return digest(sheet.proof[0]['key'], said, shop, self._same)

    def fill(self, sheet: Sheet) -> None:
        """Give a sheet whatever is kept of it."""
        for finish in sheet.unfinished:
            key = self._key(sheet, finish)
            if entry := self._cache.get('finished', key):
                note, data = entry
                sheet.finished[finish] = made = {}
                start = 0
                for name, length in note['files']:
                    made[name] = data[start : start + length]
                    start += length
                sheet.inks |= note['inks']
                self.used.add(key)

    def keep(self, sheet: Sheet, made: Mapping[Finish, Files]) -> None:
        """Give a sheet what was made of it, and keep it."""
        for finish, files in made.items():
            sheet.finished[finish] = files
            key = self._key(sheet, finish)
            lengths = [[name, len(data)] for name, data in files.items()]
            inks = _inks(finish, files)
            sheet.inks |= inks
            note: Note = {'files': lengths, 'inks': inks}
            self._cache.put('finished', key, note, b''.join(files.values()))
            self.used.add(key)


def _inks(finish: Finish, files: Files) -> dict[str, float]:
    """Return the ink of each file that somebody prints at home to save it, in per cent."""
    if finish.version != VERSIONS[0]:
        return {}
    from letterpress.finishing import ink

    return {name: round(ink.per_cent(data), 1) for name, data in files.items()}
