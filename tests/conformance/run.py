"""Let the field's own judges read what letterpress makes: veraPDF (PDF/A-3a and PDF/UA-1), EU DSS
(seals), qpdf (syntax) and, for the web pages, axe-core (webpages.py), whoever reads them (rooms.py)
and whoever types into them (events.py). What local groups get is looked at as a whole (groups.py).
Four viewers show whether a file that is called whole shows
what was sealed (viewers.py); files for print shops are judged as PDF/A-2b and PDF/X-4, and by their
plates (presses.py). Posters are made at all sizes (sheets.py). LibreOffice opens and prints the
press texts that offices get (offices.py).

usage: python tests/conformance/run.py [FOLDER…]

Every PDF below the folders is judged: posters, placards and print jobs by qpdf, everything else by
veraPDF too.
Without a folder the sample campaign is built in a scratch folder, letters before sealing and sealed
at every level by an authority on the loopback, a letter and a packet of ten thousand names, and
letters with all that one may hold, whose tags are read as well. Then twins with one fault each must
fail, by the right clause. Exit 0 when all is as it should be, 1 when not, 3 when a tool is missing.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(PROJECT / 'src')]

import dss  # noqa: E402 after the path is set
import events  # noqa: E402
import groups  # noqa: E402
import jars  # noqa: E402
import lanes  # noqa: E402
import near  # noqa: E402
import offices  # noqa: E402
import presses  # noqa: E402
import rooms  # noqa: E402
import sheets  # noqa: E402
import verapdf  # noqa: E402
import viewers  # noqa: E402
import walks  # noqa: E402
import webpages  # noqa: E402
from lanes import Row, Tally  # noqa: E402

PROFILES = ('3a', 'ua1')
DRAWN = ('poster-', 'placard-')  # what is for the eye, and claims to be neither
PRINTED = '.print.pdf'  # jobs for a printer: what they hold claims it in files of its own


def build_sample(folder: Path) -> Path:
    """Build the sample below the folder: letters unsealed, then all that it makes; return its kit.

    Raises CalledProcessError.
    """

    def letterpress(*arguments: str, where: Path) -> None:
        subprocess.run(
            [sys.executable, '-m', 'letterpress', *arguments],
            cwd=where,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    campaign = folder / 'campaign'
    letterpress('init', '--sample', str(campaign), where=folder)
    letterpress('build', 'letter', '--unsealed', where=campaign)
    (campaign / 'build' / 'pdf').rename(folder / 'unsealed')
    thin_out(campaign / 'content' / 'recipients')
    letterpress('build', where=campaign)
    letterpress('build', 'filing', where=campaign)
    for name in ('pdf', 'filing', 'kit'):
        (campaign / 'build' / name).rename(folder / name)
    return folder / 'kit'


def thin_out(recipients: Path) -> None:
    """Leave every fortieth seat of the chambers: their letters come from few moulds, and each is
    judged twice and thrice.

    All of them: letterpress build filing, then this program on build/filing/fr/letters (some
    minutes).
    """
    for chamber in ('assemblee-nationale', 'senat'):
        table = recipients / f'{chamber}.csv'
        head, *rows = table.read_text(encoding='utf-8').splitlines(keepends=True)
        table.write_text(''.join((head, *rows[::40], rows[-1])), encoding='utf-8')


def judge(folders: list[Path], row: Row) -> None:
    """Judge every PDF below the folders."""
    found = [
        (path.relative_to(folder.parent if len(folders) > 1 else folder).as_posix(), path)
        for folder in folders
        for path in sorted(folder.rglob('*.pdf'))
        if not any(part.startswith('.') for part in path.relative_to(folder).parts)
    ]
    if not found:
        row('files', ' '.join(map(str, folders)), 'there is no PDF to judge')
    for name, path in found:
        row('qpdf', name, verapdf.syntax_fault(path))
    claiming = [
        (name, path)
        for name, path in found
        if not path.name.startswith(DRAWN) and not path.name.endswith(PRINTED)
    ]
    for profile in PROFILES if claiming else ():
        failures = verapdf.failures(profile, [path for _, path in claiming])
        for name, path in claiming:
            row(profile, name, ', '.join(failures[path.resolve()]))


def judge_long_rolls(folder: Path, row: Row) -> None:
    """See that a letter and a packet of ten thousand names are as good as the sample's."""
    import long_rolls

    for name, fault in long_rolls.printed(folder).items():
        row('names', name, fault)
    judge([folder], row)


def judge_structures(folder: Path, row: Row) -> None:
    """See that letters with notes, tables, lists, quotations and links are tagged as they were
    written, from either side.
    """
    from pypdf import PdfReader

    from fixtures import structures

    letters = structures.build(folder)
    for path in letters.values():
        row('tags', path.name, '; '.join(structures.faults(PdfReader(path))))
    judge([path.parent for path in letters.values()], row)


def judge_seals(folders: list[Path], scratch: Path, row: Row) -> None:
    """See that EU DSS finds every sealed letter and packet of the sample whole, and no tampered
    twin.
    """
    import twins

    anchor = (
        PROJECT / 'src' / 'letterpress' / 'finishing' / 'keys' / 'draft' / 'draft-certificate.pem'
    )
    sealed = [
        path.resolve()
        for folder in folders
        for path in sorted(folder.rglob('*.pdf'))
        if path.name.startswith(('letter.', 'packet.'))
        and not path.name.endswith(('.unsealed.pdf', '.paper.pdf'))
    ]
    bad = {}
    for number, (name, data) in enumerate(twins.tampered().items()):
        path = scratch / f'tampered-{number}.pdf'
        path.write_bytes(data)
        bad[path] = name
    said = dss.judge(dss.Task(path, anchor) for path in (*sealed, *bad))
    for path in sealed:
        good = [one for one in said[path] if one.passed and one.level == 'B-B']
        row(
            'dss',
            path.name,
            '' if len(good) == len(said[path]) == 1 else ' | '.join(map(str, said[path])),
        )
    for path, name in bad.items():
        row(
            'dss',
            f'tampered twin: {name}',
            'passed' if any(one.passed for one in said[path]) else '',
        )


def judge_levels(unsealed: Path, scratch: Path, row: Row) -> None:
    """Seal letters at every level.

    See that they stay conformant and that EU DSS finds the level that was asked for. Some are
    lifted by EU DSS, all are renewed by us: good to `verify` throughout, and all viewers show what
    was sealed.
    """
    import levels

    import pki

    folder = scratch / 'levels'
    folder.mkdir()
    keys = scratch / 'keys'
    keys.mkdir()
    with pki.started(keys) as running:
        letters = levels.sealed(sorted(unsealed.rglob('letter.*.unsealed.pdf')), running, folder)
        judge([folder], row)
        anchor = scratch / 'root.pem'
        anchor.write_bytes(running.pem('root'))
        for name, fault in levels.faults(letters, anchor, scratch).items():
            row('dss', name, fault)
        more = scratch / 'more'
        more.mkdir()
        theirs, said = levels.lifted(letters, running, anchor, more)
        for name, fault in said.items():
            row('dss', f'lifted: {name}', fault)
        french = [one for one in letters if one.path.name.startswith('letter.fr.')]
        renewed, said = levels.refused([*french, *theirs], running, more)
        for name, fault in said.items():
            row('whole', name, fault)
    viewers.judge(
        viewers.corpus(
            {one.path.name: one.path.read_bytes() for one in (*french, *theirs, *renewed)}
        ),
        scratch / 'views',
        row,
    )


def judge_twins(folder: Path, row: Row) -> None:
    """See that good twins pass and that each bad one fails by its clause."""
    import twins

    good, bad = twins.good_twins(), twins.bad_twins()
    files = {name: folder / f'{number:02}.pdf' for number, name in enumerate([*good, *bad])}
    for name, path in files.items():
        path.write_bytes(good[name] if name in good else bad[name][0])
        row('qpdf', f'twin: {name}', verapdf.syntax_fault(path))
    for profile in PROFILES:
        chosen = {
            name: path for name, path in files.items() if name in good or bad[name][1] == profile
        }
        failures = verapdf.failures(profile, chosen.values())
        for name, fault in _twin_faults(chosen, failures, good, bad):
            row(profile, name, fault)


def _twin_faults(chosen: dict, failures: dict, good: dict, bad: dict) -> Iterator[tuple[str, str]]:
    for name, path in chosen.items():
        clauses = failures[path.resolve()]
        if name in good:
            yield f'good twin: {name}', ', '.join(clauses)
        else:
            expected = bad[name][2]
            yield (
                f'bad twin: {name} ({expected})',
                '' if expected in clauses else f'failed by {", ".join(clauses) or "nothing"}',
            )


def judges(
    folders: list[Path], pages: list[Path], scratch: Path, whole: bool
) -> list[tuple[str, lanes.Judge]]:
    """Return all judges, those that take longest first.

    `folders` hold the PDFs, `pages` the kits; `whole`: the sample, with all that is made besides.
    """

    def place(name: str) -> Path:
        folder = scratch / f'judged-{name}'
        folder.mkdir()
        return folder

    seals, twins, printed = place('seals'), place('twins'), place('offices')
    found = [
        ('files', lambda row: judge(folders, row)),
        ('twins', lambda row: judge_twins(twins, row)),
        ('seals', lambda row: judge_seals(folders, seals, row)),
        ('pages', lambda row: webpages.judge(pages, row)),
        ('event pages', lambda row: events.judge(pages, row)),
        ('rooms', lambda row: rooms.judge(pages, row)),
        ('offices', lambda row: offices.judge(pages, printed, row)),
    ]
    if not whole:
        return found
    rolls, letters, levels, shops = map(place, ('rolls', 'letters', 'levels', 'shops'))
    watched, local = place('previewed'), place('groups')
    posters = [one for start in DRAWN for one in sorted(folders[1].rglob(f'{start}*.pdf'))]
    return [
        ('levels of seals', lambda row: judge_levels(folders[0], levels, row)),
        ('sizes', lambda row: sheets.judge(sheets.sample(scratch / 'sheets'), row)),
        ('print shops', lambda row: presses.judge(posters, shops, row)),
        ('long rolls', lambda row: judge_long_rolls(rolls, row)),
        ('groups', lambda row: groups.judge(groups.sample(local), row)),
        ('preview', lambda row: walks.judge(watched, row)),
        ('events near you', near.judge),
        *found,
        ('structures', lambda row: judge_structures(letters, row)),
    ]


def _warm() -> None:
    """Tell the engine of our typefaces, before the judges part: each of them may print."""
    import conftest  # noqa: F401 tells fontconfig of our fonts, before the engine is imported
    from letterpress.press import engine

    engine.warm()


def main(arguments: list[str]) -> int:
    """Judge, print the table, return the exit code."""
    missing = [name for name in arguments if not Path(name).is_dir()]
    if missing or any(name.startswith('-') for name in arguments):
        print(__doc__ if not missing else f'there is no folder {missing[0]}', file=sys.stderr)
        return 2
    try:
        verapdf.require()
    except verapdf.Missing as command:
        print(
            f'The validators need Java, Maven and qpdf. This installs them:\n  {command}',
            file=sys.stderr,
        )
        return 3
    try:
        webpages.require()
    except webpages.Missing as command:
        print(
            f'The web pages are judged in Chromium, by packages of npm. This installs them:\n'
            f'  {command}',
            file=sys.stderr,
        )
        return 3
    try:
        viewers.require()
    except viewers.Missing as what:
        print(f'Four viewers read what is sealed: {what}', file=sys.stderr)
        return 3
    try:
        presses.require()
    except presses.Missing as what:
        print(f'Plates show what a press would print: {what}', file=sys.stderr)
        return 3
    try:
        offices.require()
    except offices.Missing as what:
        print(f'An office prints what it may edit: {what}', file=sys.stderr)
        return 3
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix='letterpress-conformance-') as scratch:
        folders = pages = [Path(name) for name in arguments]
        if not folders:
            try:
                pages = [build_sample(Path(scratch))]
            except subprocess.CalledProcessError as error:  # it has said on stderr what is wrong
                print(
                    f'the sample could not be built: letterpress {" ".join(error.cmd[3:])}',
                    file=sys.stderr,
                )
                return 1
            folders = [Path(scratch, name) for name in ('unsealed', 'pdf', 'filing')]
        for name, pom in (('verapdf', verapdf.POM), ('dss', dss.POM)):
            jars.fetch(name, pom)  # before several ask for the same
        webpages.fetch()
        _warm()
        lanes.judge(judges(folders, pages, Path(scratch), whole=not arguments), tally)
    return tally.close()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
