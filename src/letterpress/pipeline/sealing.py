"""Seal one file that was made without a seal, and write the sealed one beside it."""
from __future__ import annotations

from pathlib import Path

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.pipeline import workshop
from letterpress.finishing.keys import SealKey


def seal_file(file: Path, signer: SealKey, output: Path | None) -> Path:
    """Seal a PDF with a prepared, empty field and return where it was written (`letter.en.sealed.pdf`).

    Raises Rejected: no such file, not unsealed or not prepared, the target exists already.
    """
    from letterpress.finishing import seal
    if not file.is_file():
        raise Rejected(Finding(Place(str(file)), 'LP707', 'there is no such file',
                               'Unsealed letters are made with: letterpress build --unsealed'), Exit.USAGE)
    target = output or file.with_name(f'{file.stem.removesuffix(".unsealed")}.sealed.pdf')
    if target.exists():
        raise Rejected(Finding(Place(str(target)), 'LP708', 'the file exists already, and a sealed letter is never overwritten',
                               'Move it away, or name another with --output.'), Exit.USAGE)
    try:
        sealed = seal.seal(file.read_bytes(), signer, workshop.now())
    except Rejected as rejected:
        raise Rejected((Finding(Place(str(file)), f.code, f.message, f.hint) for f in rejected.findings),
                       rejected.exit_code) from None
    workshop.write(target, sealed)
    return target
