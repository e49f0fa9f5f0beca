"""What goes with the letters to addressees.

Below `build/filing/<lang>/`: `letters/<body>/`, a ZIP for each body, the addresses for the envelope
printer, the cover e-mails, and a log that says of each letter how it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from letterpress.base import tables
from letterpress.build.bench import edition_time
from letterpress.build.stages.letters import ALONE, Letter
from letterpress.kit import archive, mailing
from letterpress.kit.artifact import Artifact
from letterpress.kit.sending import covers, message

if TYPE_CHECKING:
    from letterpress.build.project import Project

COLUMNS = ('id', 'body', 'file', 'sha256', 'pages', 'bytes', 'delivery', 'salutation', 'made')


def mail(project: Project, made: Sequence[Letter]) -> dict[str, Artifact]:
    """Return the letters as files, by path below build/.

    With them the ZIPs, the lists and the e-mails of each language.
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
        ours = sorted(
            (letter for letter in made if letter.recipient.language == language),
            key=lambda letter: (letter.recipient.body, mailing.letter_name(letter.recipient)),
        )  # as a folder lists them
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
        recipients = [letter.recipient for letter in ours]
        add(f'{folder}/addresses.csv', language, 'text/csv', mailing.addresses(recipients))
        add(f'{folder}/merge-log.csv', language, 'text/csv', log(ours))
    return found


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
