"""Seal a file that was made without a seal, or renew the seal of one.

The new file is written beside it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.finishing.keys.key import SealKey
from letterpress.finishing.sealing.services import Terms
from letterpress.world import child, clock
from letterpress.world.files import given, writing

# of processor time for a seal: at level B-LTA it is judged several times while it is made
SECONDS = 30.0
BASIC = Terms()


def seal_file(
    file: Path, signer: SealKey, output: Path | None, terms: Terms = BASIC, field: str = ''
) -> Path:
    """Seal a PDF with a prepared, empty field and return where it was written.

    That is `letter.en.sealed.pdf`, a further signer's `letter.en.sealed-FIELD.pdf`.

    Raises Rejected: no such file, not unsealed or not prepared, the target exists already; above
    level B-B also what the authorities answer.
    """

    def make(pdf: bytes) -> bytes:
        from letterpress.finishing.sealing import lasting
        from letterpress.world import network

        return lasting.seal_to_last(
            pdf, signer, clock.now(), terms, network.outside(), field or 'Seal'
        )

    return _made(file, output, f'sealed-{field}' if field not in ('', 'Seal') else 'sealed', make)


def renew_file(file: Path, terms: Terms, output: Path | None, in_place: bool) -> Path:
    """Bring a sealed PDF to the level of the terms, or set its next archive time stamp.

    Returns where it was written: beside the old one (`letter.en.renewed.pdf`), or over it with
    `in_place`. Raises Rejected like `seal_file`.
    """

    def make(pdf: bytes) -> bytes:
        from letterpress.finishing.sealing import lasting
        from letterpress.world import network

        return lasting.renew(pdf, terms, network.outside())

    return _made(file, file.resolve() if in_place else output, 'renewed', make, in_place)


def _beside(file: Path, what: str) -> Path:
    stem = re.sub(r'\.(?:unsealed|sealed(?:-[\w-]+)?|renewed)$', '', file.stem)
    return file.with_name(f'{stem}.{what}.pdf')


def _made(
    file: Path,
    output: Path | None,
    what: str,
    make: Callable[[bytes], bytes],
    in_place: bool = False,
) -> Path:
    """Read the file, make another of it, and write that whole or not at all.

    It is written over nothing that is there but `in_place`.

    Without an output it is written beside the file, its name saying `what` it is.

    It may be anybody's, a further signer's above all: it is read where one that is made to hang can
    be stopped.
    """
    pdf = given.document(file, 'Unsealed letters are made with: letterpress build --unsealed')
    target = output or _beside(file, what)
    taken = Rejected(
        Finding(
            Place(str(target)),
            'LP708',
            'the file exists already, and a sealed letter is never overwritten',
            'move it away, or name another with --output',
        ),
        Exit.USAGE,
    )
    itself = (
        output is None and target == file
    )  # a file that is called sealed: what is wrong with it says more
    if not in_place and os.path.lexists(target) and not itself:
        raise taken
    try:
        made = child.only(lambda: make(pdf), SECONDS)
    except child.Stopped as stopped:
        raise Rejected(
            Finding(
                Place(str(file)),
                'LP577',
                f'it could not be sealed: {stopped.words}',
                'take the file as it was built, or as the signer before you sent it',
            ),
            Exit.SEAL,
        ) from None
    except Rejected as rejected:  # what is wrong with the world outside has a place of its own
        raise Rejected(
            (
                Finding(f.place if f.place.path else Place(str(file)), f.code, f.message, f.hint)
                for f in rejected.findings
            ),
            rejected.exit_code,
        ) from None
    if itself and not in_place:
        raise taken
    writing.write(target, made)
    return file if in_place else target
