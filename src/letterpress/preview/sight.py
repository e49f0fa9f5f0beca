"""A page of a finished document as a picture: a task for a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letterpress.build.workers.task import Here

MOST = 3000  # pixels across, at most


def seen(here: Here, pdf: bytes, page: int, width: int) -> tuple[bytes, int]:
    """Return a page of a PDF as a PNG, `width` pixels wide, and how many pages there are.

    No bytes where it has no such page; pages count from 1.
    """
    from letterpress.finishing import pictures

    return pictures.page(pdf, page, min(width, MOST))
