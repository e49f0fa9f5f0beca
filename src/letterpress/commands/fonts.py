"""Take typefaces into a project: their files and their licence, with a family.yaml that lists them.

The files stay as their makers released them, byte for byte. Pages bring a typeface along where its
licence is one that allows everybody to publish it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from letterpress.base import decoding
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import Report, Values
from letterpress.press.typefaces import glyphs
from letterpress.press.typefaces.manifest import FAMILY, PRIVATE
from letterpress.values import dataclass
from letterpress.world.files import given, writing

FONTS = ('.ttf', '.otf')
_LICENCE = re.compile(r'(ofl|licen[cs]e|copying|ufl|fontlog|copyright)', re.IGNORECASE)
# What a licence says of itself, its SPDX identifier; all of these let everybody publish the font.
_KNOWN = (
    ('sil open font license', 'OFL-1.1'),
    ('apache license', 'Apache-2.0'),
    ('ubuntu font licence', 'Ubuntu-font-1.0'),
    ('cc0 1.0', 'CC0-1.0'),
    ('bitstream vera', 'Bitstream-Vera'),
)
MOST = 64 << 20  # bytes of a font file
_Face = dict[str, str | int]  # an entry of faces
_OWN = f'{PRIVATE}its-own'
# A script and letters by which a font shows that it was made for it.
_SCRIPTS = {
    'Latn': 'AZaz',
    'Grek': 'ΑΩαω',
    'Cyrl': 'АЯая',
    'Arab': 'ابيه',
    'Hebr': 'אבתש',
    'Armn': 'Աա',
    'Geor': 'აჰ',
    'Deva': 'कह',
    'Thai': 'กฮ',
}
_RANK = 50
_HEADLINE = 700  # a family without anything lighter is for headlines


@dataclass(frozen=True)
class Font:
    """A file that is to be taken in, and what it says of itself."""

    path: Path
    data: bytes
    facts: glyphs.Facts

    @property
    def style(self) -> tuple[int, bool]:
        """Weight and slope: of a family there is one file for each."""
        return self.facts.weight, self.facts.italic


@dataclass(frozen=True)
class Taken:
    """A family that was taken in: its folder in fonts/, what it is for, what was written."""

    family: str
    folder: str
    role: str
    licence: str
    files: tuple[Path, ...]


def add(
    base: Path,
    paths: Sequence[Path],
    licence: Path | None = None,
    role: str = '',
    folder: str = '',
) -> tuple[Taken, ...]:
    """Take font files into fonts/ of a project, a folder a family, and return what was written.

    `licence` is looked for beside the files where it is not given; `role` ('wood' or 'book') is
    guessed by the weights, `folder` made of the family's name. Nothing is written before all is
    known to be right. Raises Rejected: LP332 no licence, LP333 not to be embedded, LP334 no usable
    file.
    """
    fonts, found = [], []
    for path in paths:
        made = _font(path)
        if isinstance(made, Finding):
            found.append(made)
        else:
            fonts.append(made)
    if found:
        raise Rejected(found)
    families: dict[str, list[Font]] = {}
    for font in fonts:
        families.setdefault(font.facts.family, []).append(font)
    if folder and len(families) > 1:
        raise Rejected(
            Finding(
                Place(str(paths[0])),
                'LP334',
                f'these files are of {len(families)} families: {", ".join(families)}',
                'name a folder for one family at a time',
            ),
            Exit.USAGE,
        )
    plans = [
        _plan(base, name, own, licence or _licence_beside(own), role, folder)
        for name, own in families.items()
    ]
    for _, files in plans:
        for path, data in files.items():
            writing.write(path, data)
    return tuple(taken for taken, _ in plans)


def _font(path: Path) -> Font | Finding:
    place = Place(str(path))
    if path.suffix.lower() not in FONTS:
        return Finding(
            place,
            'LP334',
            'this is no .ttf and no .otf file',
            'take the file for desktops from the download, not the one for web pages',
        )
    data = _read(path)
    facts = glyphs.facts(data)
    if facts is None or not facts.family:
        return Finding(
            place, 'LP334', 'this cannot be read as a font', 'download it again from its makers'
        )
    if facts.variable:
        return Finding(
            place,
            'LP334',
            'this is a variable font: two builds would give different PDFs',
            'take the files of the single weights: downloads have them in a folder static/',
        )
    if not glyphs.embeddable(data):
        return Finding(
            place,
            'LP333',
            f'the makers of {facts.family} forbid to embed it in a PDF (OS/2 fsType)',
            'ask them for a licence and a file that allow it, or choose another typeface',
        )
    return Font(path, data, facts)


def _licence_beside(fonts: Iterable[Font]) -> Path | None:
    """Return the licence that lies with the files, or in the folder above (static/)."""
    for font in fonts:
        for folder in (font.path.parent, font.path.parent.parent):
            named = [
                path
                for path in sorted(folder.glob('*'))
                if _LICENCE.match(path.name) and path.suffix.lower() in ('.txt', '.md', '')
            ]
            if named:
                return next((path for path in named if path.is_file()), None)
    return None


def _plan(
    base: Path,
    family: str,
    fonts: Sequence[Font],
    licence: Path | None,
    role: str,
    folder: str,
) -> tuple[Taken, dict[Path, bytes]]:
    """Return what is to be written for a family: its files by path, family.yaml among them."""
    name = folder or _folder(base, family, fonts[0])
    target = base / 'fonts' / name
    before = _listed(target)
    terms, file = _terms(family, fonts[0], licence, before)
    files: dict[Path, bytes] = {}
    if licence is not None:
        files[target / file] = _read(licence)
    faces = _faces_of(before)
    if twice := [*_twice(fonts, faces, name)]:
        raise Rejected(twice)
    for font in fonts:
        files[target / font.path.name] = font.data
        faces[font.style] = _face(font)
    upright = [weight for weight, italic in faces if not italic]
    guessed = 'wood' if upright and min(upright) >= _HEADLINE else 'book'
    kind = role or (before['role'] if before else guessed)
    head = {
        'family': family,
        'role': kind,
        'rank': before['rank'] if before else _RANK,
        'scripts': _scripts(fonts),
        'origin': family,
        'version': glyphs.named(fonts[0].data, 5).removeprefix('Version ').strip() or 'unknown',
        'copyright': glyphs.named(fonts[0].data, 0).strip() or f'see {file}',
        'licence': terms,
        'licence_file': file,
    }
    listed = _written(head, [faces[key] for key in sorted(faces)])
    files[target / 'family.yaml'] = listed.encode()
    return Taken(family, name, kind, terms, tuple(sorted(files))), files


def _twice(
    fonts: Iterable[Font], faces: Mapping[tuple[int, bool], _Face], folder: str
) -> Iterator[Finding]:
    """Find files of one style: which of them is printed would be left to chance."""
    there = {style: f'fonts/{folder}/{face["file"]}' for style, face in faces.items()}
    for font in fonts:
        other = there.setdefault(font.style, font.path.name)
        if other.rpartition('/')[2] != font.path.name:
            weight, slope = font.facts.weight, 'italic' if font.facts.italic else 'upright'
            yield Finding(
                Place(str(font.path)),
                'LP334',
                f'{font.facts.family} has {other} for weight {weight}, {slope}, already',
                'name one file for each style; another design of the family gets a folder of its '
                'own: --folder NAME',
            )


def _folder(base: Path, family: str, font: Font) -> str:
    """Return the folder that the file lies in, if that is one of fonts/, else one of its name."""
    inside = font.path.resolve().parent
    if inside.parent == (base / 'fonts').resolve():
        return inside.name
    return re.sub('[^a-z0-9]+', '-', family.lower()).strip('-') or 'own'


def _listed(target: Path) -> Values | None:
    """Return the family.yaml that lies there, None for none. Raises Rejected for a wrong one."""
    path = target / 'family.yaml'
    if not path.is_file():
        return None
    where, report = f'fonts/{target.name}/family.yaml', Report()
    values = FAMILY.read(tree.parse(decoding.decode(path.read_bytes(), where), where), report)
    if values is None or report.findings:
        raise Rejected(report.findings)
    return values


def _terms(family: str, font: Font, licence: Path | None, before: Values | None) -> tuple[str, str]:
    """Return the licence's SPDX identifier and the name of its file. Raises Rejected: LP332."""
    if licence is not None:
        text = ' '.join(_read(licence).decode('utf-8', 'replace').lower().split())
        return next((spdx for words, spdx in _KNOWN if words in text), _OWN), licence.name
    if before is not None:
        return before['licence'], before['licence_file']
    raise Rejected(
        Finding(
            Place(str(font.path)),
            'LP332',
            f'no licence lies beside the files of {family}',
            'a typeface may be used by its licence only: name the file, --licence OFL.txt',
        )
    )


def _faces_of(before: Values | None) -> dict[tuple[int, bool], _Face]:
    return {
        (face['weight'], face['style'] == 'italic'): {
            key: face[key] for key in ('file', 'weight', 'style', 'sha256')
        }
        for face in (before['faces'] if before else ())
    }


def _face(font: Font) -> _Face:
    return {
        'file': font.path.name,
        'weight': font.facts.weight,
        'style': 'italic' if font.facts.italic else 'normal',
        'sha256': hashlib.sha256(font.data).hexdigest(),
    }


def _scripts(fonts: Sequence[Font]) -> list[str]:
    """Return the scripts of which all the files have the letters; Latin where there is none."""
    common = frozenset.intersection(*(glyphs.characters(font.data) for font in fonts))
    found = [code for code, sample in _SCRIPTS.items() if common.issuperset(map(ord, sample))]
    return found or ['Latn']


def _written(head: Mapping[str, object], faces: Iterable[_Face]) -> str:
    """Return a family.yaml; a text in quotes, as JSON writes it, is YAML too."""
    lines = [f'{key}: {json.dumps(value, ensure_ascii=False)}' for key, value in head.items()]
    lines.append('faces:')
    for face in faces:
        for number, (key, value) in enumerate(face.items()):
            lead = '  - ' if number == 0 else '    '
            lines.append(f'{lead}{key}: {json.dumps(value, ensure_ascii=False)}')
    return '\n'.join(['# Written by letterpress fonts add.', *lines, ''])


def _read(path: Path) -> bytes:
    """Return the bytes of a file that somebody names. Raises Rejected (exit 2): LP334."""
    try:
        return given.read(path, MOST)
    except given.Unfit as unfit:
        why = f'it {unfit}'
    except OSError as error:
        why = error.strerror or str(error)
    message = f'the file cannot be read: {why}'
    raise Rejected(Finding(Place(str(path)), 'LP334', message, 'name a font file'), Exit.USAGE)
