"""Measure a roll of a hundred thousand names on its way in; writes bench/LISTS.md.

The list is that of a web form: a day, name, address, country and an answer of each of so many
persons, 40 in a hundred with Latin, 20 each with Greek, Cyrillic and Arabic letters. It is imported
as CSV and as XLSX, then the campaign is checked, and its roll read and listed in its order. Each
command is a process of its own, as a user calls it; CPU seconds are its own and its children's.
"""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNT = 100_000
GOAL = 10  # seconds

# Syllables of names nobody has, so that few of them are equal; a tenth of the families has two
FIRST = {
    'Latin': 'Anna Bruno Chloé Dieter Émilie Fiona Gaël Hanna Ivo João Karin Łukasz Márta Noël '
    'Ödön Paula Rui Søren Tomáš Ursula Věra Zoë',
    'Greek': 'Άννα Γιώργος Δήμητρα Ελένη Ζωή Ηλίας Θανάσης Ιωάννα Κώστας Μαρία Νίκος Όλγα Σοφία',
    'Cyrillic': 'Анна Борис Вера Георги Димитър Елена Жанна Иван Йордан Красимир Мария Ольга Юлия',
    'Arabic': 'أحمد إيمان آمنة بشرى جميل حسن خالد رشا سامي عائشة فاطمة محمد مريم نور هدى يوسف',
}
SYLLABLES = {
    'Latin': ('Ba Ber Čá De Fé Gon Hø Jan Kra La Mül O’Bra Pe Ros Ša Tra Vá Wój Ze',
              'ler mi no rić sa tá ven zü', 'berg cki dez ez mann nen no son va ž'),
    'Greek': ('Αλε Βασι Γεω Δημο Ελευ Ζα Καρα Λα Μαυ Παπα Σταυ Χα', 'βα δη κο λα μι νο ρα σα το',
              'δης ίδης κης λάκης νου πουλος ρος'),
    'Cyrillic': ('Бе Ва Га До Жи Ива Ко Ле Ми Пе Ста То Фе Ча Яки', 'ба ва ги ди ле ми но ра со',
                 'енко ев ин ова ска чук ян'),
    'Arabic': ('ال با جا حد دا را سل شا طا عب غا قا كر مح نص', 'را سي فو كا لي مو نا ها يد',
               'ب د ر س ن ي وي اني'),
}  # fmt: skip
SHARES = {'Latin': 40, 'Greek': 20, 'Cyrillic': 20, 'Arabic': 20}
COUNTRIES = 'BG DE ES FR GR IT PL PT EG TN'.split()
HEADINGS = ('Timestamp', 'First name', 'Last name', 'Email', 'Country', 'Affiliation',
            'May we publish your name?')  # fmt: skip


def rows(count: int) -> list[list[str]]:
    """Return the rows of the list, without its headings; always the same ones."""
    chance = random.Random(13)

    def family(script: str) -> str:
        begins, within, ends = (part.split() for part in SYLLABLES[script])
        middle = ''.join(chance.choices(within, k=chance.randint(1, 2)))
        return chance.choice(begins) + middle + chance.choice(ends)

    made = []
    for number in range(count):
        (script,) = chance.choices(tuple(SHARES), tuple(SHARES.values()))
        families = [family(script) for _ in range(1 + (chance.random() < 0.1))]
        made.append(
            [
                f'2026-10-{number % 30 + 1:02} 12:00:00',
                chance.choice(FIRST[script].split()),
                ('-' if chance.random() < 0.5 else ' ').join(families),
                f'signatory-{number}@example.org',
                chance.choice(COUNTRIES),
                'University of the Example' if chance.random() < 0.1 else '',
                'yes' if chance.random() < 0.95 else 'no',
            ]
        )
    return made


def campaign(folder: Path) -> Path:
    """Return a small letter that nobody has signed yet."""
    shutil.copytree(ROOT / 'tests/findings/_good', folder)
    (folder / 'content/signatories.yaml').write_text('[]\n')
    facts = folder / 'content/campaign.yaml'
    facts.write_text(facts.read_text('utf-8') + 'letter_names: all\n', 'utf-8')
    return folder


def measured(command: Sequence[str], folder: Path) -> tuple[float, float, float]:
    """Return seconds, CPU seconds and peak MB of a letterpress command."""
    with open(folder / 'said', 'w') as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, '-m', 'letterpress', *command], cwd=folder, stdout=said, stderr=said
        )
        _, status, used = os.wait4(process.pid, 0)
        taken = time.perf_counter() - started
    if status:
        raise SystemExit(f'{command} failed: {(folder / "said").read_text()[-2000:]}')
    return taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def write(kind: str, count: int, file: Path) -> None:
    """Write the list as CSV or XLSX; how many names somebody else has too is left beside it."""
    sys.path.insert(0, str(ROOT / 'tests'))
    from fixtures import spreadsheets

    listed = rows(count)
    if kind == 'csv':
        with open(file, 'w', encoding='utf-8', newline='') as opened:
            csv.writer(opened).writerows([HEADINGS, *listed])
    else:
        file.write_bytes(spreadsheets.xlsx({'Answers': [HEADINGS, *listed]}))
    same = count - len({(row[1], row[2]) for row in listed})
    file.with_suffix('.same').write_text(str(same))


def main(count: int) -> None:
    """Measure, and write bench/LISTS.md."""
    lines = []

    def report(what: str, taken: tuple[float, float, float]) -> None:
        lines.append(f'| {what} | {taken[0]:.1f} | {taken[1]:.1f} | {taken[2]:.0f} |')
        print(lines[-1], flush=True)

    with tempfile.TemporaryDirectory() as there:
        for kind in ('csv', 'xlsx'):
            folder = campaign(Path(there, kind))
            file = folder / f'list.{kind}'
            # by a process of its own: what this one holds would count as that of those it starts
            subprocess.run(
                [sys.executable, __file__, '--write', kind, str(count), file], check=True
            )
            taken = measured(['signatories', 'import', file.name, '--yes'], folder)
            report(f'`signatories import list.{kind}`', taken)
        report('`check`', measured(['check'], folder))
        report('`signatories list` (read, ordered)', measured(['signatories', 'list'], folder))
        same = int(file.with_suffix('.same').read_text())
    head = (
        '# A long roll on its way in\n\nMade by `bench/lists.py` (make bench), one run: '
        f'{count:,} persons as a web form lists them, 40 in a hundred in Latin, 20 each in Greek, '
        f'Cyrillic and Arabic letters; {same:,} of them have the name of another. Each command is '
        'a process, imports included; CPU is its own and its children’s, memory the highest of one '
        f'process. The goal is {GOAL} seconds on two cores for each.\n\n'
        '| command | seconds | CPU seconds | MB |\n|---|---|---|---|\n'
    )
    (ROOT / 'bench/LISTS.md').write_text(head + '\n'.join(lines) + '\n', encoding='utf-8')


if __name__ == '__main__':
    if sys.argv[1:2] == ['--write']:
        write(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
