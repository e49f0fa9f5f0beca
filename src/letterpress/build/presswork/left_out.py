"""Sheets that are left out because their text does not fit them, and what is said of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from letterpress.build.kits import halves
from letterpress.findings import Finding
from letterpress.kit import places
from letterpress.layout.declared import ways_out
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.build.order import Finish, Order
    from letterpress.build.plan import Wishes
    from letterpress.build.presswork.job import Sheet


@dataclass(frozen=True)
class LeftOut:
    """A sheet that was not made because its text does not fit it: its place in the kit."""

    path: str
    language: str
    embargoed: bool | None = None  # of which of two kits; None: of both

    @classmethod
    def of(cls, job: Order, finish: Finish) -> LeftOut:
        """Return what would have been made of an order."""
        name = halves.plain(job.finished(finish).rpartition('/')[2])
        path = places.path(job.edition.language, places.folder(job.layout, name), name)
        own = job.embargoed if job.layout.tells_embargo else None
        return cls(path, job.edition.language, own)


def lacking(sheets: Sequence[Sheet], wishes: Wishes) -> list[Sheet]:
    """Return the sheets that are left out because their text does not fit.

    Not when nothing would be left, in a language, of what was asked for by its name (`build
    press`): that is no build.
    """

    def of(sheet: Sheet) -> tuple[str, str]:
        return sheet.job.layout.target, sheet.job.edition.language

    found = [
        sheet for sheet in sheets if wishes.may_lack(sheet.job) and ways_out.fitting(sheet.said())
    ]
    made = {of(sheet) for sheet in sheets if sheet not in found}
    return [
        sheet
        for sheet in found
        if of(sheet) in made or sheet.job.layout.target not in wishes.targets
    ]


def without(job: Order, wrong: Sequence[Finding]) -> Finding:
    """Return the warning that a sheet is left out: one, however many of its texts do not fit."""
    first = wrong[0]
    more = f' (and {len(wrong) - 1} more)' if len(wrong) > 1 else ''
    return Finding(
        first.place,
        'LP612',
        f'{job.name} is left out, everything else is made: {first.message}{more}',
        f'{first.hint.rstrip(".")}; or leave it out for good: list the other layouts under layouts '
        'in content/campaign.yaml',
    )
