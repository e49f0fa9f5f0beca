"""Seal the sample's letters at every level with a test authority on the loopback, and have both
judges say what they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import dss

LEVELS = ('B-B', 'B-T', 'B-LT', 'B-LTA')
THREE = (
    'fr',
    'el',
    'ar',
)  # at each level; the other languages at the last, which contains the others


BY_DSS = '.by-dss'  # in the name of what EU DSS wrote


@dataclass(frozen=True)
class Sealed:
    """A letter as it was sealed."""

    path: Path
    level: str


def sealed(letters: Iterable[Path], pki: object, folder: Path) -> list[Sealed]:
    """Seal unsealed letters (letter.<lang>.unsealed.pdf) and return what was written below the
    folder.
    """
    from letterpress.finishing.sealing import lasting
    from letterpress.finishing.sealing.services import Terms
    from letterpress.world import network

    outside, found = network.outside(), []
    terms = Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),), 5.0)
    for letter in letters:
        language = letter.name.split('.')[1]
        for level in LEVELS if language in THREE else LEVELS[-1:]:
            path = folder / f'letter.{language}.{level.lower()}.pdf'
            path.write_bytes(
                lasting.seal_to_last(
                    letter.read_bytes(),
                    pki.key(),
                    outside.now(),
                    replace(terms, level=level),
                    outside,
                )
            )
            found.append(Sealed(path, level))
    return found


def lifted(
    letters: Iterable[Sealed], pki: object, anchor: Path, folder: Path
) -> tuple[list[Sealed], dict[str, str]]:
    """Have EU DSS lift our French letters, and one of two signers, to the last level, and theirs
    once more.

    Returns what it wrote, and by name what went wrong ('' for nothing).
    """
    from fixtures import pdfs
    from letterpress.finishing.sealing import seal
    from letterpress.world import network

    two = folder / 'letter.fr.two.pdf'
    now = network.outside().now()
    one = seal.seal(pdfs.for_three(), pki.key(), now)
    two.write_bytes(seal.seal(one, pki.key('second', 'second'), now, 'second'))
    waiting = [
        two,
        *(letter.path for letter in letters if letter.path.name.startswith('letter.fr.')),
    ]
    found, wrong = [], {}
    for _ in range(2):
        said = dss.lift(
            {path: folder / f'{path.stem}{BY_DSS}.pdf' for path in waiting},
            'B-LTA',
            anchor,
            pki.tsa(),
        )
        waiting = [path for path, fault in said.items() if not fault]
        found += [Sealed(path, 'B-LTA') for path in waiting]
        wrong |= {path.name: fault for path, fault in said.items()}
    return found, wrong


def refused(
    files: Iterable[Sealed], pki: object, folder: Path
) -> tuple[list[Sealed], dict[str, str]]:
    """See that `verify` calls each of these good and finds its level, and that it is so after a
    renewal.

    pyHanko, by its own rules, agrees on ours; a number that EU DSS gives away twice it calls
    clobbered. Returns the renewed files, and by name what is wrong ('' for nothing).
    """
    from fixtures.differences import agrees
    from letterpress.finishing.judging.verdict import Answer
    from letterpress.finishing.judging.verify import verify_pdf
    from letterpress.finishing.sealing import lasting
    from letterpress.finishing.sealing.services import Terms
    from letterpress.world import network

    outside, renewed, said = network.outside(), [], {}
    terms = Terms('B-LTA', (pki.tsa(),), (pki.certificate('root'),), 5.0)

    def fault(name: str, data: bytes, level: str) -> str:
        verdict = verify_pdf(data, frozenset((pki.key().sha256,)), terms.roots, None, outside.now())
        if verdict.answer is not Answer.VALID or verdict.level != level:
            return f'{verdict.answer.value} {verdict.level} {" ".join(verdict.details)}'
        return '' if BY_DSS in name or agrees(data) else 'pyHanko finds a change'

    for one in files:
        data = one.path.read_bytes()
        said[one.path.name] = fault(one.path.name, data, one.level)
        if not said[one.path.name]:
            path = folder / f'{one.path.stem}.renewed.pdf'
            path.write_bytes(lasting.renew(data, terms, outside))
            said[path.name] = fault(path.name, path.read_bytes(), 'B-LTA')
            renewed.append(Sealed(path, 'B-LTA'))
    return renewed, said


def tampered(letter: Sealed, folder: Path) -> Path:
    """Return a twin of which one sealed byte is another."""
    data = bytearray(letter.path.read_bytes())
    data[2000] ^= 1
    path = folder / f'tampered.{letter.path.name}'
    path.write_bytes(bytes(data))
    return path


def faults(letters: list[Sealed], anchor: Path, folder: Path) -> dict[str, str]:
    """Return by name what DSS says against each letter ('' when it agrees with the level) and
    against each tampered twin.

    B-B and B-T hold no word on revocation: DSS may ask the test authority for it. LT and LTA must
    do without.
    """
    twins = {tampered(letter, folder): letter for letter in letters}
    said = dss.judge(
        [dss.Task(letter.path, anchor, letter.level in ('B-B', 'B-T')) for letter in letters]
        + [dss.Task(path, anchor, True) for path in twins]
    )
    found = {}
    for letter in letters:
        good = [one for one in said[letter.path] if one.passed and one.level == letter.level]
        found[letter.path.name] = (
            ''
            if len(good) == len(said[letter.path]) == 1
            else ' | '.join(map(str, said[letter.path]))
        )
    for path in twins:
        found[path.name] = 'passed' if any(one.passed for one in said[path]) else ''
    return found
