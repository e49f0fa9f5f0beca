"""The command line: arguments in, findings and paths out. What is done stands in `commands` and `build`; nothing heavy is imported here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from letterpress import __version__, console
from letterpress.findings import Exit, Finding, Place, Rejected, catalogue, errors

if TYPE_CHECKING:
    from letterpress.world.profiles import Sealing

JSON = click.option(
    '--json', 'as_json', is_flag=True, help='Answer on stdout as JSON, for machines.'
)
LOOK_IN = click.option(
    '--look-in',
    'folders',
    multiple=True,
    metavar='FOLDER',
    callback=lambda *given: _folders(given[-1]),
    help='Where earlier files may lie (may be given again); build/ always is looked into.',
)
KEY = click.option(
    '--key',
    'key_file',
    metavar='FILE',
    default=None,
    help='Seal key: PKCS#12 or PEM, readable by you alone. Also LETTERPRESS_KEY. Without one: the public draft key.',
)
PASS = click.option(
    '--pass-file',
    metavar='FILE',
    default=None,
    help='File whose first line is the pass phrase. Also LETTERPRESS_PASSPHRASE; else you are asked.',
)
PROFILE = click.option(
    '--profile',
    metavar='NAME',
    default=None,
    help='Seal as this profile of seal.toml says: key, level, authorities.',
)
UNSTAMPED = click.option(
    '--without-timestamp',
    is_flag=True,
    help='Seal at level B-B though the profile asks for more; asks no authority.',
)


class Group(click.Group):
    """A group that offers the nearest command for one it does not know."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        from letterpress.base.nearest import did_you_mean

        name = args[0] if args else ''
        if self.get_command(ctx, name) is None and not name.startswith('-'):
            raise click.UsageError(
                f'there is no command “{name}”: {did_you_mean(name, self.list_commands(ctx))}', ctx
            )
        return super().resolve_command(ctx, args)


@click.group(
    cls=Group, context_settings={'help_option_names': ['-h', '--help'], 'max_content_width': 100}
)
@click.version_option(__version__, message='letterpress %(version)s')
def cli() -> None:
    """Publish an open letter: the sealed letter, posters and a press kit, in every language, from one folder.

    letterpress works in the folder that holds content/. Start with `letterpress init my-letter`.
    """
    console.quieten()


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code (see findings.Exit). Never lets a user's mistake be a traceback."""
    from letterpress.world import passphrases

    console.prepare()
    passphrases.take()
    code: int = Exit.GOOD
    try:
        code = _answer(list(arguments))
        sys.stdout.flush()
    except (
        BrokenPipeError
    ):  # the reader of our output went away (`| head`); what was to be done is done
        console.hush()
    except OSError as error:  # our output cannot be written: a full disk behind `>`
        console.hush()
        return _refused(error, [])
    return code


def _answer(arguments: list[str]) -> int:
    try:
        with cli.make_context(
            'letterpress', arguments
        ) as context:  # cli.main would give a closed pipe a code of its own
            cli.invoke(context)
        return Exit.GOOD
    except click.exceptions.Exit as early:
        return early.exit_code
    except Rejected as rejected:
        if '--json' in arguments:
            console.answer(
                {'ok': False, 'findings': [console.as_json(f) for f in rejected.findings]}
            )
        console.tell(rejected.findings)
        return rejected.exit_code
    except click.ClickException as mistake:
        mistake.message = console.visible(
            mistake.message
        )  # it may quote an argument, which a file's name may be
        mistake.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt, EOFError):  # EOF: Ctrl-D at a prompt
        console.say('interrupted')
        return Exit.INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        if os.environ.get('LETTERPRESS_DEBUG'):
            raise
        return _refused(error, arguments)


def _refused(error: OSError, arguments: Sequence[str]) -> int:
    """Tell what the system would not do."""
    finding = Finding(
        Place(str(error.filename or '')),
        'LP706',
        f'the system refused: {error.strerror or error}',
        'Check the free space and your rights on the folder: letterpress doctor',
    )
    if '--json' in arguments:
        console.answer({'ok': False, 'findings': [console.as_json(finding)]})
    console.tell([finding])
    return Exit.FINDINGS


def _here() -> Path:
    from letterpress.world.files import inside, leftovers

    base = inside.project(Path.cwd())
    _swept(leftovers.sweep(base, deep=False), base)
    _swept(leftovers.sweep(base / 'content'), base)
    return base


def _swept(gone: Sequence[Path], base: Path) -> None:
    for path in gone:
        console.say(
            f'Removed {console.visible(path.relative_to(base).as_posix())}: a run that was killed had left it half written.'
        )


def _sealing(
    base: Path, profile: str | None, key_file: str | None, pass_file: str | None, unstamped: bool
) -> Sealing:
    from letterpress.world import profiles

    if unstamped and profile is None:
        raise click.UsageError(
            '--without-timestamp belongs to --profile: without one no authority is asked.'
        )
    return profiles.sealing(
        base, profile, key_file or os.environ.get('LETTERPRESS_KEY') or None, pass_file, unstamped
    )


# ---- a letter's life ------------------------------------------------------------------------------------------------


@cli.command()
@click.argument('folder')
@click.option('--sample', is_flag=True, help='Copy the sample campaign instead of an empty one.')
def init(folder: str, sample: bool) -> None:
    """Start a new letter in FOLDER. Asks nothing, overwrites nothing."""
    import shlex

    from letterpress.commands import init as scaffold

    made = scaffold.init(Path(folder), sample)
    console.paths(str(path) for path in made)
    console.say(
        f'Your letter starts in {console.visible(folder)}. Next:\n  cd {console.visible(shlex.quote(folder))}\n  letterpress build'
    )


@cli.command()
@click.option(
    '--release',
    is_flag=True,
    help='Judge as for publication: placeholders and stale translations are errors.',
)
@JSON
def check(release: bool, as_json: bool) -> None:
    """Check the manuscript, the layouts' manifests and whether the typefaces have every letter.

    Writes nothing but what it remembers in build/.cache.
    """
    from letterpress.build import project

    found = project.judged(
        project.read(project.gather(base := _here()), release=release, base=base, editions=False)
    )
    if as_json:
        console.answer(
            {'ok': found.sound, 'findings': [console.as_json(f) for f in found.findings]}
        )
    console.tell(found.findings)
    if not found.sound:
        raise click.exceptions.Exit(Exit.FINDINGS)
    assert found.campaign is not None
    if not as_json:
        facts = found.campaign.facts
        console.say(
            f'{len(facts.languages)} languages, {len(found.campaign.roll)} signatories, {len(found.layouts)} layouts: '
            f'{"good, with the warnings above" if found.findings else "all good"}'
        )


@cli.command()
@click.argument('targets', nargs=-1, metavar='[letter|posters|press|filing|kit]…')
@click.option(
    '--lang',
    'languages',
    multiple=True,
    metavar='CODE',
    help='Only this language (may be given again).',
)
@click.option(
    '--layout',
    'layouts',
    multiple=True,
    metavar='NAME',
    help='Only this layout (may be given again).',
)
@click.option(
    '--jobs',
    type=click.IntRange(1, 64),
    default=None,
    help='Worker processes (default: one a core).',
)
@click.option(
    '--release', is_flag=True, help='For publication: real key, no placeholder, nothing stale.'
)
@click.option(
    '--unsealed',
    is_flag=True,
    help='Letters only, with the empty prepared signature field, for `letterpress seal`.',
)
@click.option(
    '--strict',
    is_flag=True,
    help='Stop when a text does not fit its sheet, instead of leaving that sheet out.',
)
@click.option(
    '--duplex',
    is_flag=True,
    help='Letters and packets get an even number of pages, for printing many on both sides.',
)
@click.option(
    '--executor',
    default='local',
    metavar='WHERE',
    help='Who sets and prints: local, or the Dask cluster at dask://HOST:PORT.',
)
@KEY
@PASS
@PROFILE
@UNSTAMPED
@JSON
def build(
    targets: tuple[str, ...],
    languages: tuple[str, ...],
    layouts: tuple[str, ...],
    jobs: int | None,
    release: bool,
    unsealed: bool,
    strict: bool,
    duplex: bool,
    executor: str,
    key_file: str | None,
    pass_file: str | None,
    profile: str | None,
    without_timestamp: bool,
    as_json: bool,
) -> None:
    """Make what is asked for, or everything: letters, posters, press releases and the press kit, into build/."""
    from letterpress.build import plan
    from letterpress.build import run as building
    from letterpress.build.bench import Bench
    from letterpress.build.workers import executor as executors
    from letterpress.world.files import inside

    executors.address(executor)
    started = console.clock()
    listener = console.listener(as_json)
    if unsealed and targets:
        wanted = plan.Wishes(tuple(sorted(set(targets))), unsealed=True)
        plan.refuse_targets(wanted, inside.read_house(_here(), 'layouts'))
    sealing = _sealing(_here(), profile, key_file, pass_file, without_timestamp)
    bench = Bench(
        _here(),
        sealing.signer,
        jobs or 0,
        listener=listener,
        terms=sealing.terms,
        field=sealing.field or 'Seal',
        executor=executor,
    )
    wishes = plan.Wishes(
        tuple(sorted(set(targets))),
        tuple(sorted(set(languages))),
        tuple(sorted(set(layouts))),
        release,
        unsealed,
        duplex,
        strict,
    )
    try:
        built = building.build(bench, wishes)
    finally:
        listener.end()
    console.tell(built.findings)
    seconds = console.clock() - started
    if as_json:
        console.answer(
            {
                'ok': True,
                'changed': built.changed,
                'seconds': round(seconds, 2),
                'notes': built.notes,
                'level': sealing.terms.level,
                'documents': [
                    {'path': f'build/{r.path}', 'pages': r.pages, 'bytes': r.bytes, 'made': r.fresh}
                    for r in built.rows
                ],
                'findings': [console.as_json(f) for f in built.findings],
            }
        )
    elif built.changed:
        console.closing(built.rows, seconds)
    else:
        console.say(
            f'Nothing to do: {len(built.rows)} documents are as they should be; {seconds:.1f} s'
        )
    for note in built.notes:
        console.say(console.visible(note))
    if sealing.lowered:
        console.say(
            f'Sealed at level B-B instead of {sealing.lowered}: nothing proves the time, as you asked for.'
        )
    if not as_json:
        console.paths(built.paths)


@cli.command()
@click.argument('file')
@click.option(
    '--output',
    metavar='FILE',
    default=None,
    help='Where to write (default: beside, ending in .sealed.pdf or .renewed.pdf).',
)
@click.option(
    '--field',
    metavar='NAME',
    default='',
    help='The prepared field to fill, where there are several signers (default: Seal).',
)
@click.option(
    '--renew',
    is_flag=True,
    help='FILE is sealed: add what later judges need, and the next archive time stamp.',
)
@click.option('--in-place', is_flag=True, help='With --renew: write over FILE.')
@KEY
@PASS
@PROFILE
@UNSTAMPED
def seal(
    file: str,
    output: str | None,
    field: str,
    renew: bool,
    in_place: bool,
    key_file: str | None,
    pass_file: str | None,
    profile: str | None,
    without_timestamp: bool,
) -> None:
    """Seal an unsealed letter (made with `build --unsealed`). Writes a new file beside it; the old one stays."""
    from letterpress.commands import seal as sealing
    from letterpress.world import profiles

    target = Path(output) if output else None
    if in_place and (not renew or output):
        raise click.UsageError('--in-place belongs to --renew, and takes no --output.')
    if renew:
        if profile is None or field or without_timestamp or key_file:
            raise click.UsageError(
                '--renew takes a --profile, which names the authorities, and neither a key nor a field.'
            )
        console.paths(
            [
                str(
                    sealing.renew_file(
                        Path(file), profiles.terms(Path.cwd(), profile), target, in_place
                    )
                )
            ]
        )
        return
    by = _sealing(Path.cwd(), profile, key_file, pass_file, without_timestamp)
    console.paths(
        [str(sealing.seal_file(Path(file), by.signer, target, by.terms, field or by.field))]
    )
    if by.signer.draft:
        console.say(
            'Sealed with the public draft key, which says nothing about who: name your own with --key.'
        )
    if by.lowered:
        console.say(
            f'Sealed at level B-B instead of {by.lowered}: nothing proves the time, as you asked for.'
        )


@cli.command()
@click.argument('path')
@click.option(
    '--trust',
    'trust',
    multiple=True,
    metavar='CERT',
    help='Certificate (PEM or DER) you trust; may be given again.',
)
@click.option(
    '--at-least',
    'at_least',
    type=click.IntRange(1),
    metavar='EDITION',
    default=None,
    help='The edition you know of: an older one is told, exit code 4.',
)
@click.option('--details', is_flag=True, help='Say more: certificate, time, what was looked at.')
@click.option(
    '--lang',
    'language',
    metavar='CODE',
    default='',
    help='Language of the answer (default: that of your system).',
)
@click.option(
    '--report',
    metavar='FILE.html',
    default=None,
    help='Write the answer as a page to keep beside the file.',
)
@JSON
def verify(
    path: str,
    trust: tuple[str, ...],
    at_least: int | None,
    details: bool,
    language: str,
    report: str | None,
    as_json: bool,
) -> None:
    """Judge a sealed PDF, a kit's folder or a press-kit ZIP: is it whole, and who sealed it? Writes nothing but the report."""
    from letterpress.base.nearest import did_you_mean
    from letterpress.commands import verify as verification
    from letterpress.commands.verdicts import answers
    from letterpress.world.files import apart, writing

    if not path:
        raise click.UsageError('the path is empty.')
    if language and language not in answers.LANGUAGES:
        raise click.UsageError(
            f'verify does not speak “{language}”: {did_you_mean(language, answers.LANGUAGES)}'
        )
    language = language or answers.language_of(os.environ)
    if report:
        apart.refuse(Path(report), [Path(path), *map(Path, trust)], Path.cwd())
        apart.refuse_other(Path(report))
    checked = verification.verify(Path(path), [Path(name) for name in trust], at_least or 0)
    if report:
        writing.write(Path(report), verification.report(checked, language))
        console.say(console.visible(report))
    if as_json:
        console.answer(
            {
                **verification.as_json(checked),
                'findings': [console.as_json(f) for f in checked.faults],
            }
        )
    else:
        console.out(answers.in_words(checked, path, language, details))
    console.tell(checked.faults)
    if not checked.good:
        raise click.exceptions.Exit(Exit.SEAL)


@cli.command()
@click.argument('file')
@click.option(
    '--read',
    'aloud',
    is_flag=True,
    help='Print the text as a screen reader gets it: page, tag, language, words.',
)
@JSON
def preflight(file: str, aloud: bool, as_json: bool) -> None:
    """Look at a finished PDF: pages, fonts, tags, claims, and what is wrong with them. Writes nothing."""
    from letterpress.commands import preflight as preflighting

    facts, found, reading = preflighting.examine(Path(file))
    if as_json:
        console.answer(
            {
                'ok': not errors(found),
                **preflighting.as_json(facts, reading),
                'findings': [console.as_json(f) for f in found],
            }
        )
    elif aloud and reading is not None:
        console.paths(preflighting.dump(reading))
    else:
        for name, value in preflighting.in_words(facts):
            console.out(f'{name:<10} {console.visible(value)}')
    console.tell(found)
    if errors(found):
        raise click.exceptions.Exit(Exit.FINDINGS)


# ---- keys -----------------------------------------------------------------------------------------------------------


@cli.group(cls=Group)
def key() -> None:
    """Make a seal key of your own."""


@key.command('new')
@click.argument('output', metavar='OUT.p12')
@click.option(
    '--name',
    default=None,
    help='Whose seal it is, as readers will see it (default: the publisher in campaign.yaml).',
)
@click.option(
    '--years',
    type=click.IntRange(1, 20),
    default=5,
    show_default=True,
    help='How long the certificate is valid.',
)
@PASS
def key_new(output: str, name: str | None, years: int, pass_file: str | None) -> None:
    """Make a self-signed seal key: OUT.p12 (secret) and its certificate OUT.pem (to be published)."""
    from letterpress.world import keyring

    secret, certificate, fingerprint = keyring.new(Path(output), name, years, pass_file, Path.cwd())
    console.paths([str(secret), str(certificate)])
    secret, certificate = (console.visible(str(path)) for path in (secret, certificate))
    console.say(
        keyring.GOOD_FOR.format(secret=secret, certificate=certificate, fingerprint=fingerprint)
    )


# ---- the roll -------------------------------------------------------------------------------------------------------


@cli.group(cls=Group)
def signatories() -> None:
    """Read, list and hand out the roll."""


@signatories.command('import')
@click.argument('file')
@click.option(
    '--kind',
    type=click.Choice(['organisation', 'person']),
    help='What those are of whom FILE does not say it.',
)
@JSON
def signatories_import(file: str, kind: str | None, as_json: bool) -> None:
    """Add the names of FILE (a run-on list, one name a line, CSV or YAML) to the roll. Twice changes nothing."""
    from letterpress.commands import signatories as rolls

    result = rolls.import_file(_here(), Path(file), kind)
    if as_json:
        console.answer(
            {
                'ok': not result.doubts,
                'added': [s.name for s in result.added],
                'known': result.known,
                'public': result.public,
                'private': dict(result.private),
                'columns': dict(result.columns),
                'ambiguous': [console.as_json(f) for f in result.doubts],
                'path': result.path,
            }
        )
    else:
        for heading, taken in result.columns:
            console.say(f'{console.visible(heading)}: {taken}')
        console.tell(result.doubts)
        console.say(result.summary())
        console.paths([result.path] if result.added else [])
    if errors(result.doubts):
        raise click.exceptions.Exit(Exit.FINDINGS)


@signatories.command('withdraw')
@click.argument('ident', metavar='ID')
@LOOK_IN
@JSON
def signatories_withdraw(ident: str, folders: tuple[Path, ...], as_json: bool) -> None:
    """Take the signatory ID out of the roll and keep the name out. Prints the files that carry it still."""
    import shlex

    from letterpress.commands import withdraw

    def told(done: withdraw.Withdrawal) -> None:
        console.say(
            f'{console.visible(ident)} is out of the roll, and the cache holds nothing any more. '
            f'A fingerprint in {done.changed[0]} keeps the name out.'
        )
        again = shlex.join(
            (
                'letterpress',
                'signatories',
                'trace',
                done.name,
                *(part for one in folders for part in ('--look-in', str(one))),
            )
        )
        console.say(
            'Looking for files that carry the name; a thousand letters take minutes. You may stop it and ask again:\n  '
            + console.visible(again)
        )

    done = withdraw.withdraw(_here(), ident, folders, told)
    if as_json:
        console.answer(
            {
                'ok': not done.unread,
                'changed': done.changed,
                'cache_emptied': done.emptied,
                'carriers': done.carriers,
                'findings': [console.as_json(f) for f in done.unread],
            }
        )
    else:
        if done.carriers:
            console.say(
                'These files carry the name still. Build again what is in build/; what was published must be replaced by you:'
            )
        console.paths(done.carriers)
        console.tell(done.unread)
        console.say(
            'What you keep elsewhere (a backup, the history of a version control) was not looked at.'
        )
    if done.unread:
        raise click.exceptions.Exit(Exit.FINDINGS)


@signatories.command('trace')
@click.argument('name', metavar='NAME')
@LOOK_IN
@JSON
def signatories_trace(name: str, folders: tuple[Path, ...], as_json: bool) -> None:
    """Print the files that carry NAME, and change nothing. Exit code 1 when there are any, or one could not be looked into."""
    from letterpress.commands import withdraw

    console.say('Looking for files that carry the name; a thousand letters take minutes …')
    found = withdraw.carrying(_here(), name, folders)
    if as_json:
        console.answer(
            {
                'ok': not (found.files or found.unread),
                'carriers': found.files,
                'findings': [console.as_json(f) for f in found.unread],
            }
        )
    else:
        console.paths(found.files)
        console.tell(found.unread)
        console.say(
            f'{len(found.files)} {"file carries" if len(found.files) == 1 else "files carry"} the name.'
        )
    if found.files or found.unread:
        raise click.exceptions.Exit(Exit.FINDINGS)


def _folders(names: tuple[str, ...]) -> tuple[Path, ...]:
    for name in names:
        if not Path(name).is_dir():
            raise click.UsageError(f'there is no folder {name}.')
    return tuple(map(Path, names))


@signatories.command('list')
@JSON
def signatories_list(as_json: bool) -> None:
    """Print the public names in printing order."""
    from letterpress.commands import signatories as rolls

    public = rolls.public(_here())
    if as_json:
        from dataclasses import asdict

        console.answer([asdict(signatory) for signatory in public])
    else:
        console.paths(signatory.name for signatory in public)
        console.say(f'{len(public)} public signatories')


@signatories.command('export')
@click.argument('file', required=False)
def signatories_export(file: str | None) -> None:
    """Write the public roll as CSV to FILE, or to stdout."""
    from letterpress.commands import signatories as rolls
    from letterpress.world.files import apart, writing

    if file:
        apart.refuse(Path(file), (), _here())
    data = rolls.export(_here())
    if file:
        writing.write(Path(file), data)
        console.paths([file])
    else:
        sys.stdout.buffer.write(data)


# ---- the addressees -------------------------------------------------------------------------------------------------


@cli.group(cls=Group)
def recipients() -> None:
    """Whom the letter goes to: list them, and take over who sits in a parliament."""


@recipients.command('import')
@click.argument('file')
@click.option(
    '--replace', is_flag=True, help='Where the table says otherwise, take the word of FILE.'
)
@JSON
def recipients_import(file: str, replace: bool, as_json: bool) -> None:
    """Fill the names of FILE, a chamber's list of its members (CSV), into its seats. What you wrote stays as it is."""
    from letterpress.commands import recipients as addressees

    result = addressees.import_file(_here(), Path(file), replace)
    if as_json:
        console.answer(
            {
                'ok': True,
                'body': result.body,
                'changed': result.changed,
                'known': result.known,
                'doubts': [console.as_json(f) for f in result.doubts],
                'paths': result.paths,
            }
        )
        return
    console.tell(result.doubts)
    console.say(
        f'{result.body}: {result.changed} filled or changed, {result.known} right already, '
        f'{len(result.doubts)} for a person to look at'
    )
    console.paths(result.paths)


@recipients.command('list')
@click.option(
    '--body', 'bodies', multiple=True, metavar='NAME', help='Only this body (may be given again).'
)
@JSON
def recipients_list(bodies: tuple[str, ...], as_json: bool) -> None:
    """Print the addressees: id, language, delivery, address."""
    from letterpress.commands import recipients as addressees
    from letterpress.kit import mailing

    found = addressees.listed(_here(), bodies)
    if as_json:
        console.answer([mailing.plain(one) for one in found])
    else:
        for one in found:
            console.out(
                '\t'.join(
                    map(
                        console.visible, (one.id, one.language, one.delivery, ' · '.join(one.lines))
                    )
                )
            )
        console.tell(mailing.portals(found))
        console.say(f'{len(found)} addressees')


# ---- the house ------------------------------------------------------------------------------------------------------


@cli.command()
@JSON
def doctor(as_json: bool) -> None:
    """Look at this machine and project: libraries, typefaces, key, folders. Each complaint names the command that mends it."""
    from letterpress.commands import doctor as surgery

    report = surgery.examine(Path.cwd(), os.environ.get('LETTERPRESS_KEY') or None)
    if as_json:
        console.answer(
            {
                'ok': not errors(report.findings),
                'facts': report.facts,
                'findings': [console.as_json(f) for f in report.findings],
            }
        )
    else:
        for name, value in report.facts.items():
            console.out(f'{name:<20} {console.visible(value)}')
        console.tell(report.findings)
    if errors(report.findings):
        raise click.exceptions.Exit(Exit.MISSING)


@cli.command()
@click.argument('code', required=False)
def explain(code: str | None) -> None:
    """Explain a finding's code, or list all codes."""
    from letterpress.base.nearest import did_you_mean

    known = catalogue()
    if code is None:
        for item in known.values():
            console.out(f'{item.code}  {item.severity:<7}  {item.title}')
        return
    item = known.get(code.upper())
    if item is None:
        raise click.UsageError(f'there is no code “{code}”: {did_you_mean(code.upper(), known)}')
    console.out(f'{item.code} ({item.severity}): {item.title}\n\n{item.explanation}')


@cli.command()
@click.argument('name', metavar='[FILE]', required=False)
def schema(name: str | None) -> None:
    """Print the JSON Schema of a file, for editors, or list the files."""
    from letterpress.base.nearest import did_you_mean
    from letterpress.manuscript import schemas

    if name is None:
        for known, file in schemas.FILES.items():
            console.out(f'{known:<12} {file.path}')
        return
    if name not in schemas.FILES:
        raise click.UsageError(f'there is no file “{name}”: {did_you_mean(name, schemas.FILES)}')
    console.answer(schemas.json_schema(name))


@cli.command()
@click.option(
    '--all',
    'everything',
    is_flag=True,
    help='The cache too: the next build makes everything again.',
)
def clean(everything: bool) -> None:
    """Remove build/. Keeps the cache unless --all is given."""
    from letterpress.build import clean as cleaning

    console.paths(str(path) for path in cleaning.clean(_here(), everything))
