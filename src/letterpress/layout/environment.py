"""The Jinja environment of the layouts: text is data, and a mistake has a place.

What is missing is an error, never an empty spot. Templates are named relative to layouts/
('letter/page.html', '_shared/page.html') and run in the sandbox. Autoescape is on for every
template, whatever its ending; StrictUndefined refuses what is not there. Jinja 3.1 or newer tells a
template's name and line through the traceback only (pallets/jinja#1760): `render` reads them there.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import Any, Protocol

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from letterpress.base.nearest import near
from letterpress.base.reaches import guard
from letterpress.findings import Finding, Place, Rejected
from letterpress.layout import misuse, typography
from letterpress.layout.declared.contradictions import READS
from letterpress.layout.sandbox import Sandbox

ROOT = 'layouts/'


class Compiled(Protocol):
    """Whoever keeps what was compiled of templates (world/compiled)."""

    def load(self, name: str, digest: str) -> bytes | None:
        """Return what was compiled of the template with this SHA-256; None: nothing is kept."""

    def keep(self, name: str, digest: str, data: bytes) -> None:
        """Keep what was compiled of the template with this SHA-256."""


class _Memory(jinja2.BytecodeCache):
    """Gives Jinja what was compiled before: compiling takes longer than most templates run."""

    kept: Compiled | None = None

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name

    def get_source_checksum(self, source: str) -> str:
        return hashlib.sha256(source.encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        if self.kept and (data := self.kept.load(bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if self.kept:
            self.kept.keep(bucket.key, bucket.checksum, bucket.bytecode_to_string())


_memory = _Memory()


def remember(kept: Compiled | None) -> None:
    """Have what is compiled in this process, or in one forked from it, kept and looked up there."""
    _memory.kept = kept


def environment(files: Mapping[str, bytes]) -> jinja2.Environment:
    """Return the environment over the templates among these files.

    The same files give the same environment: its templates are compiled once.
    """
    return _environment(
        tuple(
            sorted(
                (path, data)
                for path, data in files.items()
                if path.startswith(ROOT) and path.endswith('.html')
            )
        )
    )


def prepare(files: Mapping[str, bytes], layout: str) -> None:
    """Compile the templates of a layout before they are needed.

    One that cannot be compiled is told when it is used.
    """
    env = environment(files)
    for path in files:
        if path.startswith(f'{ROOT}{layout}/') and path.endswith('.html'):
            with suppress(Rejected, jinja2.TemplateError):
                env.get_template(path.removeprefix(ROOT))


@lru_cache(maxsize=4)
def _environment(files: tuple[tuple[str, bytes], ...]) -> jinja2.Environment:
    guard.check('jinja2')
    sources = dict(files)

    def load(name: str) -> tuple[str, str, Any] | None:
        data = sources.get(ROOT + name)
        return None if data is None else (decode(data, ROOT + name), ROOT + name, lambda: True)

    made = Sandbox(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=_Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        finalize=_printable,
        bytecode_cache=_memory,
    )
    made.filters.update(typography.FILTERS)
    return made


class _Undefined(jinja2.StrictUndefined):
    """What a template finds where nothing is: using it raises an error in plain words."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint or self._undefined_obj is jinja2.utils.missing:
            return self._undefined_hint or f'“{self._undefined_name}”'
        name, obj = self._undefined_name, self._undefined_obj
        if isinstance(obj, Mapping):
            return f'“{name}” (there is {", ".join(map(str, obj)) or "nothing"})'
        if not isinstance(name, str):
            return (
                f'number {name} of a list that has {len(obj)}'
                if hasattr(obj, '__len__')
                else f'“{name}”'
            )
        closest = near(name, (known for known in dir(obj) if not known.startswith('_')))
        return f'“{name}”' + (
            f' (did you mean {closest}?)' if closest else f' of {type(obj).__name__}'
        )


def _printable(value: Any) -> Any:
    """Return what is printed. Raises UndefinedError for what has no words of its own.

    "None" on paper is a slip of the template that nobody sees before; of a function Python prints
    where it lies in memory, and the same input would give other bytes.
    """
    if value is None:
        raise jinja2.UndefinedError('what is printed here is None')
    if callable(value) and not isinstance(value, jinja2.Undefined):
        raise jinja2.UndefinedError('what is printed here is a function, which was not called')
    return value


def text(words: str, quote: bool = True) -> Markup:
    """Return words as markup; without `quote` quotation marks stay as they are.

    For pages that are not set in type: what Jinja escapes by itself it writes in other entities.
    """
    return Markup(escape(words, quote))


def as_it_is(markup: str) -> Markup:
    """Return what is markup already, a stylesheet for instance."""
    return Markup(markup)


def decode(data: bytes, path: str) -> str:
    """Return the text of a file of layouts/.

    Raises Rejected: LP324 at the line that is not UTF-8.
    """
    try:
        return data.decode('utf-8')
    except UnicodeDecodeError as error:
        raise Rejected(
            Finding(
                Place(path, data.count(b'\n', 0, error.start) + 1),
                'LP324',
                'the file is not UTF-8 text',
                'save it again in your editor with the encoding UTF-8',
            )
        ) from None


def render(env: jinja2.Environment, name: str, context: Mapping[str, Any]) -> str:
    """Return what a template gives for these values.

    Raises Rejected at layouts/<file>:<line>: LP320 undefined value, LP321 syntax, LP322 a missing
    template, LP323 anything else that the template does wrong, or that is not for templates. A
    Rejected of what the template calls passes, with the line of the template that called it.
    """
    try:
        return env.get_template(name).render(context)
    except Rejected as rejected:
        asked = [_asked(finding, _place(rejected)) for finding in rejected.findings]
        raise Rejected(asked, rejected.exit_code) from rejected
    except jinja2.TemplateAssertionError as error:
        place = Place(error.filename or ROOT + name, error.lineno)
        raise Rejected(
            Finding(
                place,
                'LP321',
                f'the template cannot be read: {_plain(error.message)}',
                'check the spelling; layouts/README.md lists the filters there are',
            )
        ) from error
    except jinja2.TemplateSyntaxError as error:
        place = Place(error.filename or ROOT + name, error.lineno)
        raise Rejected(
            Finding(
                place,
                'LP321',
                f'the template cannot be read: {_plain(error.message)}',
                'look at this line for a brace or a {% end… %} that is missing',
            )
        ) from error
    except jinja2.TemplateNotFound as error:
        place = _place(error) or Place(ROOT + name)
        raise Rejected(
            Finding(
                place,
                'LP322',
                f'there is no template “{error.name}”',
                'templates are named from layouts/ on: letter/page.html, _shared/page.html',
            )
        ) from error
    except jinja2.UndefinedError as error:
        what = _plain(error.message)
        wanted = what.strip('“”')
        closest = near(wanted, context)
        raise Rejected(
            Finding(
                _place(error) or Place(ROOT + name),
                'LP320',
                f'the template uses a value that is not there: {what}',
                f'add {wanted} to the line "reads" in layout.yaml'
                if wanted in READS
                else f'did you mean {closest}?'
                if closest
                else 'check the spelling; layouts/README.md lists '
                'what there is, content/posters/ the slots',
            )
        ) from error
    except jinja2.exceptions.SecurityError as error:
        raise Rejected(
            Finding(
                _place(error) or Place(ROOT + name),
                'LP323',
                f'the template reaches for what it may not have: {_plain(error.message)}',
                'a template prints what it is given, and runs nothing; '
                'layouts/README.md lists what there is',
            )
        ) from error
    except Exception as error:
        given = misuse.of(error, ROOT)
        found = _place(error, innermost=not given)
        if found is None:
            # the last line of a traceback is what a person is shown of a fault of ours
            error.add_note(f'{type(error).__name__}: {error} (asked for at {_place(error)})')
            raise
        raise Rejected(
            Finding(
                found,
                'LP323',
                'the template asks for something impossible: '
                + (given or f'{type(error).__name__}: {error}'),
                'look at this line; layouts/README.md shows how its functions are called',
            )
        ) from error


def _plain(message: str | None) -> str:
    return (message or 'unknown').rstrip('.')


def _asked(finding: Finding, place: Place | None) -> Finding:
    """Return a finding of what a template called with the line that called it.

    What a phrase needs (LP179) is the template's to give; that there is none (LP161) may be its
    language's fault too.
    """
    if place is None:
        return finding
    if finding.code == 'LP161':
        return replace(finding, message=f'{finding.message}, and {place} prints it')
    blamed = finding.code == 'LP179' or (
        finding.place.path.startswith(ROOT) and not finding.place.line
    )
    return replace(finding, place=place) if blamed else finding


def _place(error: BaseException, innermost: bool = False) -> Place | None:
    """Return the last place inside a template that a traceback went through.

    innermost: only if nothing of letterpress itself was called from there, so that a fault of ours
    is not blamed on the template.
    """
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = frame.f_code.co_filename
        if path.startswith(ROOT):
            found = Place(path, line)
        elif innermost and found and frame.f_globals.get('__name__', '').startswith('letterpress.'):
            found = None
    return found
