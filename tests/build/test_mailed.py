"""What goes with letters sorts alike: folders, ZIPs, tables, e-mails, print jobs, series."""

import csv
import io
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

from pypdf import PdfReader, PdfWriter

from fixtures.type import english
from letterpress.base.lengths import Size
from letterpress.build import mailed
from letterpress.build.stages.letters import Letter
from letterpress.kit import archive
from letterpress.layout.declared import axes
from letterpress.layout.manifest import Layout
from letterpress.manuscript import reading
from letterpress.manuscript.edition import edition
from letterpress.manuscript.filing import recipients
from letterpress.manuscript.model import Opened
from letterpress.manuscript.yaml.shapes import Report

HOUSE = Path(__file__).parents[2]
FILING = 'filing/fr'
MANY = 112


@cache
def project():
    files = {
        path.relative_to(HOUSE).as_posix(): path.read_bytes()
        for path in (HOUSE / 'content').rglob('*')
        if path.is_file()
    }
    campaign, _ = reading.read(files)
    return SimpleNamespace(campaign=campaign, editions={'fr': edition(campaign, 'fr')})


@cache
def letters():
    """Return letters to so many seats of two bodies, the last seats first, one page each."""
    address = '126 rue de l’Université / 75355 PARIS 07 SP'
    heading = 'body,id,office,address,address_language,language,salutation,closing,delivery,email'
    rows = [
        f'{body},{body[:3]}-{seat}-{seat % 3 + 9},Siège,{address},fr,fr,Bonjour,Adieu,post,'
        for body in ('senat', 'assemblee-nationale')
        for seat in range(MANY, 0, -1)
    ]
    report = Report()
    table = '\n'.join([heading, *rows])
    found = recipients.read({'content/recipients/all.csv': table.encode()}, ('fr',), report)
    assert not report.findings and len(found) == 2 * MANY
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return [Letter(one, out.getvalue(), 1, 'merged') for one in found]


@cache
def files():
    by_mail = [
        replace(one, recipient=replace(one.recipient, delivery='email', email='a@example.org'))
        for one in letters()
    ]
    sent = mailed.mail(project(), by_mail)
    made = mailed.mail(project(), letters(), letters())
    return made | {path: one for path, one in sent.items() if '/e-mails/' in path}


def column(name, heading):
    text = files()[f'{FILING}/{name}'].data.decode('utf-8-sig')
    return [row[heading] for row in csv.DictReader(io.StringIO(text, newline=''))]


def seats(names):
    """Return the numbers in names, as they follow each other."""
    return [tuple(map(int, re.findall(r'\d+', name))) for name in names]


def test_every_list_has_the_letters_in_the_order_of_their_names():
    for body in ('assemblee-nationale', 'senat'):
        folder = f'{FILING}/letters/{body}/'
        names = sorted(path.removeprefix(folder) for path in files() if path.startswith(folder))
        assert len(names) == MANY and len(set(map(len, names))) == 1
        assert all(one < other for one, other in pairwise(seats(names)))  # by seat, not by sign
        inside = archive.read(files()[f'{FILING}/letters.{body}.zip'].data)
        assert list(inside) == names
        job = PdfReader(io.BytesIO(files()[f'{FILING}/letters.{body}.print.pdf'].data))
        assert [mark.title for mark in job.outline] == names
        for name, heading in (
            ('addresses.csv', 'file'),
            ('merge-log.csv', 'file'),
            ('mail-merge.csv', 'LETTER'),
        ):
            assert [one for one in column(name, heading) if one in names] == names, name
        stems = {name.removesuffix('.pdf') for name in names}
        mails = sorted(
            Path(path).stem for path in files() if '/e-mails/' in path and Path(path).stem in stems
        )
        assert [f'{one}.pdf' for one in mails] == names


def test_a_series_sorts_as_it_goes():
    layout = Layout('redacted', 'r', sizes=(Size('a4', 210, 297),), by=('language', 'sentence'))
    series = tuple(Opened(4, 1, number, MANY) for number in range(1, MANY + 1))
    ours = replace(english(), opened={'redacted': series})
    names = [point.names[0] for point in axes.points(layout, [ours])]
    assert names == sorted(names) and names[0] == '001' and names[-1] == str(MANY)
