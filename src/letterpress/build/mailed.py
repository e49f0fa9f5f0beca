"""What goes with the letters to addressees.

Below `build/filing/<lang>/`: `letters/<body>/`, for each body a ZIP and a print job, the addresses
for the envelope printer, the table for a mailing, the cover e-mails, and a log that says of each
letter how it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from letterpress.base import tables
from letterpress.build.bench import edition_time
from letterpress.build.stages.letters import ALONE, Letter
from letterpress.kit import archive, mailing
from letterpress.kit.artifact import Artifact
from letterpress.kit.sending import covers, merge, message

if TYPE_CHECKING:
    from letterpress.build.project import Project
    from letterpress.manuscript.model import Edition

COLUMNS = ('id', 'body', 'file', 'sha256', 'pages', 'bytes', 'delivery', 'salutation', 'made')


def mail(
    project: Project, made: Sequence[Letter], copies: Sequence[Letter] = ()
) -> dict[str, Artifact]:
    """Return the letters as files, by path below build/.

    With them the ZIPs, the lists and the e-mails of each language. `copies` are the letters on
    paper, of which the print jobs are made.
    """
    found: dict[str, Artifact] = {}

    def add(
        path: str,
        language: str,
        media_type: str,
        data: bytes,
        pages: int | None = None,
        sealed: bool = False,
    ) -> None:
        name = path.rsplit('/', 1)[-1]
        found[path] = Artifact(
            path, 'letter', language, name, pages, 'a4' if pages else '', media_type, data, sealed
        )

    for language in sorted({letter.recipient.language for letter in made}):
        edition, folder = project.editions[language], f'filing/{language}'
        ours = _listed(made, language)
        bodies: dict[str, dict[str, bytes]] = {}
        for letter in ours:
            name = mailing.letter_name(letter.recipient)
            add(
                f'{folder}/letters/{letter.recipient.body}/{name}',
                language,
                'application/pdf',
                letter.pdf,
                letter.pages,
                True,
            )
            bodies.setdefault(letter.recipient.body, {})[name] = letter.pdf
            if letter.recipient.delivery == 'email':
                add(
                    f'{folder}/e-mails/{covers.name(letter.recipient)}',
                    language,
                    message.MEDIA_TYPE,
                    covers.write(edition, letter.recipient, letter.pdf, edition_time(project)),
                )
        for body, files in bodies.items():
            add(f'{folder}/letters.{body}.zip', language, 'application/zip', archive.write(files))
        for body, printed in groupby(_listed(copies, language), lambda one: one.recipient.body):
            job, pages = _job(edition, body, list(printed))
            add(f'{folder}/letters.{body}.print.pdf', language, 'application/pdf', job, pages)
        recipients = [letter.recipient for letter in ours]
        add(f'{folder}/addresses.csv', language, 'text/csv', mailing.addresses(recipients))
        add(f'{folder}/{merge.NAME}', language, 'text/csv', merge.table(recipients))
        add(f'{folder}/merge-log.csv', language, 'text/csv', log(ours))
    return found


def _listed(made: Sequence[Letter], language: str) -> list[Letter]:
    """Return the letters of a language as a folder lists them, body after body."""
    return sorted(
        (letter for letter in made if letter.recipient.language == language),
        key=lambda letter: (letter.recipient.body, mailing.letter_name(letter.recipient)),
    )


def _job(edition: Edition, body: str, copies: Sequence[Letter]) -> tuple[bytes, int]:
    """Return the print job of a body, and its number of pages."""
    from letterpress.finishing import print_job

    bound = [print_job.Bound(mailing.letter_name(one.recipient), one.pdf) for one in copies]
    job = print_job.bind(bound, edition.language, f'{edition.letter.title} ({body})')
    return job, sum(one.pages + one.pages % 2 for one in copies)


def log(made: Iterable[Letter]) -> bytes:
    """Return the log of the letters as CSV, a row for each.

    RFC 4180, UTF-8 with a mark, formulas disarmed.
    """
    return tables.write(COLUMNS, map(_logged, made))


def _logged(letter: Letter) -> tuple[str, ...]:
    one = letter.recipient
    return (
        one.id,
        one.body,
        mailing.letter_name(one),
        hashlib.sha256(letter.pdf).hexdigest(),
        str(letter.pages),
        str(len(letter.pdf)),
        one.delivery,
        one.salutation,
        letter.made,
    )


def told(made: Sequence[Letter]) -> tuple[str, ...]:
    """Return a line for each language: how many letters, where, how many were set by themselves."""
    lines = []
    for language in sorted({letter.recipient.language for letter in made}):
        ours = [letter for letter in made if letter.recipient.language == language]
        alone = sum(letter.made == ALONE for letter in ours)
        letters = 'letter' if len(ours) == 1 else 'letters'
        lines.append(
            f'{len(ours)} {letters} to addressees in build/filing/{language}/letters, '
            f'{alone} of them set by {"itself" if alone == 1 else "themselves"}'
        )
    return tuple(lines)
