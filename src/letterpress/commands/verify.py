"""Judge a file or a folder: read it, ask the right judge, put the answer in plain words."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world import child, clock
from letterpress.world.files import given, whole

if TYPE_CHECKING:
    from letterpress.commands.verdicts.answers import Checked
    from letterpress.finishing.judging.trust import Trust
    from letterpress.finishing.judging.verdict import Verdict
    from letterpress.manuscript.stated import Stated
    from letterpress.world.profiles import Trusted

LARGEST = 2 << 30  # bytes of a folder that is read
RATE = 20 << 20  # bytes of a kit that are judged in a second, at least: each is hashed four times


def verify(path: Path, trust: Sequence[Path], at_least: int = 0) -> Checked:
    """Judge a PDF, a ZIP or a kit's folder, what was done to it and what lies inside.

    Only reads, and only once.

    Trusted are the certificates in `trust` and those that the reader's own configuration names,
    wherever one stands: no working folder, nothing that may have come with the file. `at_least` is
    the edition that the reader knows of: an older one is told. Raises Rejected (exit 2) for a path
    that does not exist or a certificate that is none.
    """
    from letterpress.commands.verdicts.answers import Checked
    from letterpress.finishing.judging.reasons import because
    from letterpress.finishing.judging.trust import Trust
    from letterpress.finishing.judging.verdict import Answer, Verdict

    def broken(code: str) -> Checked:
        return Checked(
            Verdict(Answer.BROKEN, reasons=(because(code),)), path.name, faults=own.faults
        )

    own, config = _configured(path)
    try:
        there = path.stat()
    except OSError as error:
        if error.errno == errno.EACCES:
            return broken('no-right')
        raise Rejected(
            Finding(Place(str(path)), 'LP707', 'there is no such file or folder', 'check the path'),
            Exit.USAGE,
        ) from None
    named = {one: f'--trust {name}' for name in trust for one in _certificates(name)}
    lists = {
        **dict.fromkeys(own.fingerprints, config),
        **{_sha256(one): config for one in own.roots},
        **{_sha256(one): name for one, name in named.items()},
    }
    whom = Trust.of(
        own.fingerprints | frozenset(map(_sha256, named)),
        (*named, *own.roots),
        lists,
        clock.now(),
    )
    if not stat.S_ISDIR(there.st_mode) and not stat.S_ISREG(there.st_mode):
        return broken('no-file')
    memory = child.room(there.st_size) if stat.S_ISREG(there.st_mode) else child.MEMORY
    checked, stopped = child.last(lambda: _steps(path, whom), child.VERDICT, memory)
    if checked is None:
        return broken(f'unjudged-{stopped.why if stopped else "failed"}')
    return replace(
        checked,
        at_least=at_least,
        unread=stopped.why if stopped else checked.unread,
        faults=own.faults,
    )


def _steps(path: Path, trust: Trust) -> Iterator[tuple[Checked | None, float]]:
    """Judge a file or a folder in steps: each answer says more than the one before.

    Runs where it may be stopped.
    """
    from letterpress.commands.verdicts.answers import Checked
    from letterpress.finishing.judging.reasons import because
    from letterpress.finishing.judging.verdict import Answer, Verdict
    from letterpress.kit import archive
    from letterpress.kit import verify as kit

    try:
        if path.is_dir():
            yield None, child.DEEP + _size(path) / RATE
            yield Checked(_folder(path, trust), path.resolve().name, kit=True), child.VERDICT
            return
        data = given.read(path, archive.LARGEST)
    except given.Unfit as unfit:
        reason = (
            because('too-large', size=f'{archive.LARGEST >> 20} MB')
            if unfit.large
            else because('no-file')
        )
        yield Checked(Verdict(Answer.BROKEN, reasons=(reason,)), path.name), child.VERDICT
        return
    except OSError as error:
        yield (
            Checked(
                Verdict(
                    Answer.BROKEN,
                    reasons=(because('unreadable', why=error.strerror or str(error)),),
                ),
                path.name,
            ),
            child.VERDICT,
        )
        return
    about = (path.name, len(data), _sha256(data))
    if data[:4] == b'PK\x03\x04':
        yield None, child.DEEP + len(data) / RATE
        yield Checked(kit.verify_zip(data, trust), *about, kit=True), child.VERDICT
    else:
        yield from _of_pdf(data, about, trust)


def _of_pdf(
    data: bytes, about: tuple[str, int, str], trust: Trust
) -> Iterator[tuple[Checked, float]]:
    """Judge a PDF by its bytes, then by what was added after its seal.

    Then look what lies inside, or was changed.
    """
    from letterpress.commands.verdicts.answers import Checked
    from letterpress.finishing import facts
    from letterpress.finishing.judging import enclosed, verify
    from letterpress.finishing.judging.reasons import because
    from letterpress.finishing.judging.revisions import changes
    from letterpress.finishing.judging.verdict import Answer
    from letterpress.manuscript import stated

    if goes_on := verify.goes_on(
        data
    ):  # nobody has read yet what was added: changed, until it is seen to be harmless
        unread = Checked(
            replace(goes_on, reasons=(*goes_on.reasons, because('unread-revisions'))), *about
        )
        yield unread, child.patience(len(data))
        verify.warm()  # on its own budget: that engines take time to load is no fault of the file
        yield unread, child.VERDICT
    verdict = verify.judge_pdf(data, trust)
    begun = time.process_time()
    patience = child.patience(len(data))
    yield Checked(verdict, *about), patience
    if verdict.answer is Answer.CHANGED or verdict.reasons[0].code in ('cut', 'cut-off'):
        yield Checked(verdict, *about, change=changes.family(data)), child.VERDICT
    elif verdict.answer is not Answer.BROKEN:
        verdict = replace(verdict, stated=stated.of_words(facts.keywords(data)))
        yield Checked(verdict, *about), max(0.1, patience - (time.process_time() - begun))
        roll, whole = enclosed.read(data)
        yield Checked(verdict, *about, roll=roll, unread='' if whole else 'failed'), child.VERDICT


def _size(folder: Path) -> int:
    """Return the bytes of all files in a folder, or LARGEST when they are more."""
    size = 0
    for where, _, names in os.walk(folder):
        size += sum(os.lstat(os.path.join(where, name)).st_size for name in names)
        if size > LARGEST:
            break
    return min(size, LARGEST)


def _folder(folder: Path, trust: Trust) -> Verdict:
    """Return the verdict on a folder.

    It is read whole, however deep (without recursion), unless it is no kit at all.
    """
    from letterpress.finishing.judging.reasons import because
    from letterpress.finishing.judging.verdict import Answer, Verdict
    from letterpress.kit import manifest
    from letterpress.kit import verify as kit

    files: dict[str, bytes] = {}
    if (folder / manifest.NAME).is_file():
        try:
            files = whole.read(folder, LARGEST)
        except whole.Unfit as unfit:
            if unfit.path is not None:
                return Verdict(Answer.CHANGED, reasons=(because('not-file', path=unfit.path),))
            reason = because('too-large', size=f'{LARGEST >> 20} MB')
            return Verdict(Answer.BROKEN, reasons=(reason,))
    return kit.verify_kit(files, trust)


def _configured(judged: Path) -> tuple[Trusted, str]:
    """Return whom the reader's own configuration trusts, and the file that says so.

    Nobody, when that file lies in the judged folder, or was named and lies beside or below the
    judged file: whoever made a download may have put it there.
    """
    from letterpress.world import profiles

    path = profiles.own()
    if path is None:
        return profiles.NOBODY, ''
    judged = judged.resolve()
    near = judged if profiles.in_own_folder(path) else judged.parent
    return (
        (profiles.NOBODY, '')
        if path.resolve().is_relative_to(near)
        else (profiles.trusted(path), str(path))
    )


def _certificates(path: Path) -> tuple[bytes, ...]:
    """Return the certificates in a file, PEM or DER."""
    from letterpress.finishing.keys import pem

    try:
        return pem.certificates(given.read(path, given.CERTIFICATES), str(path))
    except given.Unfit as unfit:
        raise Rejected(
            Finding(
                Place(str(path)),
                'LP575',
                f'not a certificate file: it {unfit}',
                'give the .pem or .crt file that its owner published',
            ),
            Exit.USAGE,
        ) from None
    except OSError:
        raise Rejected(
            Finding(
                Place(str(path)), 'LP707', 'there is no such file', 'check the path after --trust'
            ),
            Exit.USAGE,
        ) from None


def _sha256(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest()


def report(checked: Checked, language: str) -> bytes:
    """Return the report of a check as a page of HTML."""
    from letterpress.commands.verdicts import report as reports

    return reports.page(checked, language, clock.now())


def as_json(checked: Checked) -> dict[str, Any]:
    """Return all of it as machines read it: the same in every language."""
    return {
        'answer': checked.answer,
        'good': checked.good,
        'file': {'name': checked.name, 'bytes': checked.size, 'sha256': checked.sha256 or None},
        **_plain(checked.verdict),
        'change': checked.change or None,
        'enclosed': dict(checked.roll),
        'unread': checked.unread or None,
        'others': [{'answer': one.answer.value, **_plain(one)} for one in checked.verdict.others],
    }


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        'seal': verdict.answer.value,
        'signer': verdict.subject or None,
        'certificate_sha256': verdict.sha256 or None,
        'signed_at': verdict.when.isoformat() if verdict.when else None,
        'time_proven': verdict.proven is not None,
        'proven_at': verdict.proven.isoformat() if verdict.proven else None,
        'stamped_by': verdict.stamped_by or None,
        'edition': _edition(verdict.stated),
        'level': verdict.level or None,
        'trusted_by': verdict.by_list or None,
        'reasons': [reason.plain() for reason in verdict.reasons],
    }


def _edition(stated: Stated | None) -> dict[str, Any] | None:
    if stated is None:
        return None
    return {
        'number': stated.edition,
        'date': stated.day.isoformat(),
        'signatories': stated.signatories,
        'organisations': stated.organisations,
        'persons': stated.persons,
        'embargo': stated.embargo.isoformat() if stated.embargo else None,
    }
