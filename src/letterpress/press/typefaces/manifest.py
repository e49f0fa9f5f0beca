"""What fonts/<family>/family.yaml says, proved on the files, and the order a text tries them in.

A family is found by its manifest, so a new typeface needs no Python. fontconfig looks at folders,
not at manifests, and WeasyPrint tells faces apart by family, weight and slope alone: two files that
share all three print garbage, and a file nobody listed may be used in silence. Hence every file
must be listed, and every list must be true.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from html import escape
from pathlib import PurePath

from letterpress.base import decoding
from letterpress.base.nearest import did_you_mean
from letterpress.findings import Finding, Place, Rejected, errors
from letterpress.manuscript import locales
from letterpress.manuscript.yaml import tree
from letterpress.manuscript.yaml.shapes import (
    Choice,
    Field,
    Integer,
    List,
    Record,
    Report,
    Sha256,
    Text,
    Typed,
    Values,
    matching,
    optional,
)
from letterpress.remembered import of_files
from letterpress.values import dataclass

ROLES = ('book', 'wood')  # reading type, headline type
PRIVATE = 'LicenseRef-'  # how SPDX begins a licence that it does not know
SUFFIXES = ('.ttf', '.otf', '.ttc', '.otc', '.woff', '.woff2', '.pfb')
_RTL = frozenset({'Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'})
_Script = Typed(
    matching('[A-Z][a-z]{3}'),
    'LP124',
    'a script',
    'write the four letters that ISO 15924 gives it: Latn, Grek, Cyrl, Arab',
    {'type': 'string', 'pattern': '^[A-Z][a-z]{3}$'},
)

FAMILY = Record(
    {
        'family': Field(Text(), about='the name that style sheets use; the files must bear it too'),
        'role': Field(Choice(ROLES), about='book: reading type, wood: headlines'),
        'rank': optional(
            Integer(0, 1000), 50, 'order among the families of a role; the smaller is tried first'
        ),
        'cut_of': optional(
            Text(),
            '',
            'a wider cut of that family: words that must fill a width are set in it, no text is',
        ),
        'scripts': Field(List(_Script, 1), about='the scripts it was made for'),
        'origin': Field(Text(), about='the name its makers gave it'),
        'version': Text(),
        'copyright': Text(),
        'licence': Field(Text(), about='its SPDX identifier'),
        'licence_file': Text(),
        'changes': optional(Text(), '', 'what was changed, and why it was renamed'),
        'sources': optional(
            List(Record({'package': Text(), 'file': Text(), 'sha256': Sha256})), ()
        ),
        'faces': List(
            Record(
                {
                    'file': Text(),
                    'weight': Integer(1, 1000),
                    'style': optional(Choice(('normal', 'italic')), 'normal'),
                    'sha256': Sha256,
                }
            ),
            1,
        ),
    },
    'a typeface: where it comes from, what it may be used for, and its files',
)


@dataclass(frozen=True)
class Face:
    """One file: a style of a family; `path` is relative to the project."""

    path: str
    weight: int
    italic: bool
    sha256: str
    place: Place
    data: bytes = field(default=b'', repr=False, compare=False)


@dataclass(frozen=True)
class Family:
    """A typeface as style sheets name it."""

    name: str
    role: str
    rank: int
    scripts: tuple[str, ...]
    origin: str
    version: str
    licence: str
    faces: tuple[Face, ...]
    place: Place
    cut_of: str = ''  # the family that it is a wider cut of; it stands in no stack then

    @property
    def folder(self) -> str:
        """The folder of fonts/ that it lies in."""
        return self.place.path.split('/')[1] if self.place.path.count('/') > 1 else ''

    @property
    def from_the_right(self) -> bool:
        """Whether it was made for scripts that run from right to left, and for no other."""
        return set(self.scripts) <= _RTL

    @property
    def publishable(self) -> bool:
        """Whether its licence lets everybody publish its files: SPDX knows the licence."""
        return not self.licence.startswith(PRIVATE)


@of_files('fonts/')
def read(files: Mapping[str, bytes]) -> tuple[tuple[Family, ...], tuple[Finding, ...]]:
    """Return the families by role, rank and name, and everything that is wrong with fonts/.

    `files` are those below fonts/, by path relative to the project. Codes: those of YAML and
    schema, LP420 to LP428.
    """
    found: list[Finding] = []
    families: list[Family] = []
    listed: set[str] = set()
    for path in sorted(
        path for path in files if path.endswith('/family.yaml') and path.count('/') == 2
    ):
        report = Report()
        try:
            values = FAMILY.read(tree.parse(decoding.decode(files[path], path), path), report)
        except Rejected as rejected:
            report.findings += rejected.findings
            values = None
        found += report.findings
        folder = path.rpartition('/')[0]
        if values is None:  # its files are not blamed for a manifest that cannot be read
            listed.update(other for other in files if other.startswith(folder + '/'))
            continue
        families.append(_family(values, folder, files))
        listed.update(face.path for face in families[-1].faces)
        if f'{folder}/{values["licence_file"]}' not in files:
            found.append(
                Finding(
                    values.where('licence_file'),
                    'LP426',
                    f'the licence of {values["family"]} is '
                    f'missing: {folder}/{values["licence_file"]}',
                    'put the text of its licence there',
                )
            )
    families.sort(key=lambda family: (family.role, family.rank, family.name))
    for family in families:
        for face in family.faces:
            found += _prove(family, face, face.path in files)
    found += _twins(families)
    found += [
        Finding(
            Place(path),
            'LP422',
            'no family.yaml lists this font file',
            'list it under "faces:" in the '
            'family.yaml of its folder (fonts/README.md shows how), or delete it',
        )
        for path in files
        if path.lower().endswith(SUFFIXES) and path not in listed
    ]
    if not errors(found):
        found += [
            Finding(
                Place('fonts'),
                'LP428',
                f'no typeface has the role {role}',
                f'give one family.yaml the line "role: {role}"',
            )
            for role in ROLES
            if not any(f.role == role and not f.cut_of for f in families)
        ]
    found += _cuts(families)
    return tuple(families), tuple(found)


def families(files: Mapping[str, bytes]) -> tuple[Family, ...]:
    """Return the families of fonts/. Raises Rejected with every finding that is an error."""
    made, found = read(files)
    if wrong := errors(found):
        raise Rejected(wrong)
    return made


def stack_for(families: Iterable[Family], lang: str, role: str) -> tuple[Family, ...]:
    """Return the families that a text tries: one made for its script first, then by rank.

    The order matters beyond coverage: the first family gives a line its height (WeasyPrint's
    strut) and sets figures and signs, so an Arabic line must not begin with a Latin face, nor a
    Greek one with a face that has no Greek: its figures would be strangers. Where no family was
    made for the script, one for its direction comes first. The layout sets with the same
    stacks (layout/faces, layouts/_shared/house.css); a test compares them.
    """
    rtl, script = locales.direction(lang) == 'rtl', locales.script(lang)
    ranked = sorted(
        (family for family in families if family.role == role and not family.cut_of),
        key=lambda family: (family.rank, family.name),
    )
    suits = [family for family in ranked if script in family.scripts] or [
        family
        for family in ranked
        if (not _RTL.isdisjoint(family.scripts) if rtl else not family.from_the_right)
    ]
    first = suits[:1]
    return (*first, *(family for family in ranked if family not in first))


def css_list(stack: Iterable[Family]) -> str:
    """Return a stack as a value of font-family."""
    return ', '.join(f'"{family.name}"' for family in stack)


def fontconfig_xml(font_dirs: Iterable[PurePath | str], cache_dir: PurePath | str) -> str:
    """Return a configuration for FONTCONFIG_FILE that shows these folders and nothing else.

    Copies for the web are refused: they bear the names of the printed faces, and of two faces with
    one name WeasyPrint mixes the glyphs. With no font at all Pango crashes the process, so an empty
    `font_dirs` raises ValueError.
    """
    folders = [f'  <dir>{escape(str(folder))}</dir>' for folder in font_dirs]
    if not folders:
        raise ValueError('fontconfig needs at least one folder')
    return '\n'.join(
        [
            '<?xml version="1.0"?>',
            '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
            '<fontconfig>',
            '  <reset-dirs/>',
            *folders,
            f'  <cachedir>{escape(str(cache_dir))}</cachedir>',
            '  <selectfont><rejectfont>'
            '<glob>*.woff</glob><glob>*.woff2</glob>'
            '</rejectfont></selectfont>',
            '</fontconfig>',
            '',
        ]
    )


def fitted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what the engine is to see of a family's folder, {} for: the folder as it is.

    `files` are those of the folder by name. What is wrong with them was said before.
    """
    from letterpress.press.typefaces import glyphs

    fonts = {name: data for name, data in files.items() if name.lower().endswith(('.ttf', '.otf'))}
    if all(map(glyphs.fits, fonts.values())):
        return {}
    from letterpress.press.typefaces import fitted  # fontTools: as long as all of WeasyPrint

    (family,), _ = read({f'fonts/own/{name}': data for name, data in files.items()})
    return {
        face.path.rpartition('/')[2]: fitted.fitted(
            face.data, family.role, family.name, face.weight, face.italic
        )
        for face in family.faces
    }


def _family(values: Values, folder: str, files: Mapping[str, bytes]) -> Family:
    faces = tuple(
        Face(
            path := f'{folder}/{face["file"]}',
            face['weight'],
            face['style'] == 'italic',
            face['sha256'],
            face.where('file'),
            files.get(path, b''),
        )
        for face in values['faces']
    )
    return Family(
        values['family'],
        values['role'],
        values['rank'],
        values['scripts'],
        values['origin'],
        values['version'],
        values['licence'],
        faces,
        values.where('family'),
        values['cut_of'],
    )


def _prove(family: Family, face: Face, present: bool) -> tuple[Finding, ...]:
    """Check one file against what its manifest says."""
    if not present:
        return (
            Finding(
                face.place,
                'LP421',
                f'the font file {face.path} is missing',
                'restore it (git checkout fonts, or fonts/build.py), or take it out of the list',
            ),
        )
    digest = hashlib.sha256(face.data).hexdigest()
    if digest != face.sha256:
        return (
            Finding(
                face.place,
                'LP420',
                f'{face.path} is not the file that was checked in: its SHA-256 differs',
                f'restore the file; if the change is meant, write sha256: {digest}',
            ),
        )
    from letterpress.press.typefaces import glyphs

    facts = glyphs.facts(face.data)
    if facts is None:
        return (
            Finding(
                face.place,
                'LP424',
                f'{face.path} cannot be read as a font',
                'use a static TrueType or OpenType file (.ttf, .otf)',
            ),
        )
    if facts.variable:
        return (
            Finding(
                face.place,
                'LP425',
                f'{face.path} is a variable font: two builds would give different PDFs',
                'use one static file for each weight',
            ),
        )
    said = (family.name, face.weight, face.italic)
    if (facts.family, facts.weight, facts.italic) != said:
        own = _called(facts.family, facts.weight, facts.italic)
        return (
            Finding(
                face.place,
                'LP427',
                f'{face.path} calls itself {own}, but family.yaml calls it {_called(*said)}',
                'correct family.yaml, or the names in the font',
            ),
        )
    return ()


def _called(name: str, weight: int, italic: bool) -> str:
    return f'"{name}" {weight}{" italic" if italic else ""}'


def _cuts(families: Sequence[Family]) -> Iterable[Finding]:
    """Find cuts of families that are not there, or are cuts themselves (LP384)."""
    for family in families:
        whole = [one.name for one in families if one.role == family.role and not one.cut_of]
        if family.cut_of and whole and family.cut_of not in whole:  # none at all: LP428 says so
            yield Finding(
                family.place,
                'LP384',
                f'{family.name} is a cut of “{family.cut_of}”, and no typeface is called so',
                did_you_mean(family.cut_of, whole),
            )


def _twins(families: Iterable[Family]) -> Iterable[Finding]:
    """Find printed faces that fontconfig and WeasyPrint could not tell apart."""
    seen: dict[tuple[str, int, bool], Face] = {}
    for family in families:
        for face in family.faces:
            name = family.name.casefold().replace(' ', '')  # as fontconfig compares
            key = (name, face.weight, face.italic)
            if key in seen:
                yield Finding(
                    face.place,
                    'LP423',
                    f'{face.path} and {seen[key].path} are both '
                    f'{_called(family.name, face.weight, face.italic)}',
                    'keep one of the two: of faces with one name the glyphs get mixed',
                )
            seen.setdefault(key, face)
