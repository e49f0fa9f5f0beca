"""The log of seals: a line for each seal, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import datetime, timedelta, timezone

from fixtures import pdfs
from letterpress.finishing.judging.verify import verify_pdf
from letterpress.finishing.sealing import lasting, seal
from letterpress.finishing.sealing import log as seal_log
from letterpress.finishing.sealing.log import Line
from letterpress.finishing.sealing.services import Terms
from letterpress.world import network


def rows(data: bytes) -> list[list[str]]:
    text = data.decode('utf-8-sig')
    assert text.count('\r\n') == text.count('\n')
    return list(csv.reader(io.StringIO(text, newline='')))


def test_a_line_for_each_seal(pki):
    outside, root = network.outside(), (pki.certificate('root'),)
    archived = lasting.seal_to_last(
        pdfs.unsealed(), pki.key(), outside.now(), Terms('B-LTA', (pki.tsa(),), root), outside
    )
    two = seal.seal(
        seal.seal(pdfs.for_three(), pdfs.publisher(), pdfs.SEALED_AT),
        pki.key(),
        pdfs.SEALED_AT,
        'second',
    )
    found = (
        *seal_log.lines(
            'b/letter.pdf', archived, verify_pdf(archived, roots=root, now=outside.now())
        ),
        *seal_log.lines('a.pdf', two, verify_pdf(two)),
        *seal_log.lines('c.pdf', pdfs.unsealed(), verify_pdf(pdfs.unsealed())),
    )
    head, *told = rows(seal_log.to_csv(found))
    assert head == [
        'file',
        'sha256',
        'signer',
        'certificate_sha256',
        'level',
        'time',
        'time_proven_by',
    ]
    sha256 = hashlib.sha256(two).hexdigest()
    assert told[:2] == [
        [
            'a.pdf',
            sha256,
            'The publisher',
            pdfs.publisher().sha256,
            'B-B',
            '2026-12-01T09:30:00Z',
            '',
        ],
        ['a.pdf', sha256, 'Test coalition', pki.key().sha256, 'B-B', '2026-12-01T09:30:00Z', ''],
    ]
    (last,) = told[2:]
    assert last[:5] == [
        'b/letter.pdf',
        hashlib.sha256(archived).hexdigest(),
        'Test coalition',
        pki.key().sha256,
        'B-LTA',
    ]
    assert last[6] == 'Test time-stamping authority' and abs(
        datetime.fromisoformat(last[5]) - outside.now()
    ) < timedelta(minutes=5)


def test_a_subject_is_anybodys_text():
    east = timezone(timedelta(hours=5))
    line = Line(
        'a.pdf',
        '0' * 64,
        '=cmd|"/c calc"!A0',
        '1' * 64,
        'B-B',
        datetime(2026, 12, 1, 2, tzinfo=east),
    )
    assert rows(seal_log.to_csv([line]))[1] == [
        'a.pdf',
        '0' * 64,
        '\'=cmd|"/c calc"!A0',
        '1' * 64,
        'B-B',
        '2026-11-30T21:00:00Z',
        '',
    ]
    assert seal_log.to_csv([line]) == seal_log.to_csv([line])
