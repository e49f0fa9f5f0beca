"""Make every file of fonts/ again from its sources: run by hand, the result is committed.

usage: python fonts/build.py [--sources FOLDER] [--out FOLDER] [--only FOLDER]

Needs npm, apt-get and dpkg-deb (Debian), fontTools, brotli and skia-pathops. Sources are pinned by
version and SHA-256; the result is the same bytes on every machine with the same fontTools.
`--sources` keeps the downloads for the next run. What is done to each face and why stands in
fonts/README.md; each family's `changes` are written to its family.yaml.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import subprocess
import sys
import tarfile
import tempfile
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.removeOverlaps import removeOverlaps

STAMP = 3786912000  # 2024-01-01, in seconds since 1904: the only time that gets into a font
EM = 1000  # units of the em in every source
BOOK_BOX, WOOD_BOX = (
    (1036, -335),
    (900, -300),
)  # ascent and descent of Source Serif 4 and of Sofia Sans
NARROW = 0.5  # U+202F as a part of the word space: HarfBuzz's own choice for fonts that lack it


@dataclass(frozen=True)
class Source:
    """A pinned download: `spec` as its package tool takes it."""

    tool: str  # 'npm' or 'apt'
    spec: str
    file: str
    sha256: str


SOURCE_SERIF = Source(
    'npm',
    '@expo-google-fonts/source-serif-4@0.4.1',
    'expo-google-fonts-source-serif-4-0.4.1.tgz',
    '84f0b412fbc9b0b666d6fe04620b2cd2e54bfd49ca61fe0663a9e5beb30afcc4',
)
SOFIA_SANS = Source(
    'npm',
    '@expo-google-fonts/sofia-sans-extra-condensed@0.4.2',
    'expo-google-fonts-sofia-sans-extra-condensed-0.4.2.tgz',
    'f4aaf2a3258026b83dfd8a0bcc747f759866e90456f3beb463cf95216a3b08ee',
)
SOFIA_WIDE = Source(
    'npm',
    '@expo-google-fonts/sofia-sans@0.4.3',
    'expo-google-fonts-sofia-sans-0.4.3.tgz',
    '48d3a8a6897b110de735817122383ad8bb2ba4ff8a820ded996dfa1b79d5319c',
)
SOFIA_BROADER = Source(
    'npm',
    '@expo-google-fonts/sofia-sans-semi-condensed@0.4.3',
    'expo-google-fonts-sofia-sans-semi-condensed-0.4.3.tgz',
    'ed230643eb1be8b027304d766e6e83dc080c9d52a133fa08f61316857f9efe46',
)
SOFIA_BROAD = Source(  # in parts by script: nobody publishes it whole
    'npm',
    '@fontsource/sofia-sans-condensed@5.3.0',
    'fontsource-sofia-sans-condensed-5.3.0.tgz',
    'f0e8618f6b051a05812d8108c71781d5591bb0cdb92b5e765a12aafb19608175',
)
NOTO_CORE = Source(
    'apt',
    'fonts-noto-core=20201225-1',
    'fonts-noto-core_20201225-1_all.deb',
    '58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba',
)
NOTO_EXTRA = Source(
    'apt',
    'fonts-noto-extra=20201225-1',
    'fonts-noto-extra_20201225-1_all.deb',
    'a44b0c7b9e3c72caf4237ab46846652d6d6eea296abfe675f6f604b6562ffd40',
)

LETTERS = tuple(
    c
    for first, last in (  # what names in Latin, Greek and Cyrillic script may need
        (0x20, 0x7E),
        (0xA0, 0x3FF),
        (0x400, 0x52F),
        (0x1E00, 0x1FFF),
        (0x2000, 0x206F),
        (0x2070, 0x209C),
        (0x20A0, 0x20C0),
        (0x2100, 0x218B),
        (0x2190, 0x2193),
        (0x2212, 0x2212),
        (0x25CC, 0x25CC),
        (0x2C60, 0x2C7F),
        (0xFB00, 0xFB06),
    )
    for c in range(first, last + 1)
)
CAPITALS = tuple(  # what a word in wider type may need: it is set in capitals
    c
    for c in LETTERS
    if not (chr(c).islower() or 0x1F00 <= c <= 0x1FFF or c >= 0x2070) and c not in (0xAA, 0xBA)
)
FALLBACK_FEATURES = ['ccmp', 'liga', 'locl', 'mark', 'mkmk', 'kern', 'lnum', 'pnum', 'tnum', 'onum']
FEATURES = [
    *FALLBACK_FEATURES,
    'calt',
    'case',
    'smcp',
    'c2sc',
    'sups',
    'subs',
    'ordn',
    'frac',
    'numr',
    'dnom',
    'dlig',
    'rlig',
    'init',
    'medi',
    'fina',
    'isol',
    'zero',
]
STYLES = {400: 'Regular', 600: 'SemiBold', 700: 'Bold', 900: 'Black'}


@dataclass(frozen=True)
class Face:
    """One style: its weight and the file it comes from."""

    weight: int
    origin: str
    source: Source
    italic: bool = False
    parts: tuple[str, ...] = ()  # the scripts it was cut into, which are put together again

    @property
    def style(self) -> str:
        if self.italic:
            return 'Italic' if self.weight == 400 else f'{STYLES[self.weight]} Italic'
        return STYLES[self.weight]


@dataclass(frozen=True)
class Family:
    """A family as the layouts name it, and how it is made."""

    folder: str
    name: str
    role: str
    rank: int  # order within a role: the smaller stands first
    scripts: tuple[str, ...]
    origin: str  # the name its makers gave it
    box: tuple[int, int]
    changes: str
    faces: tuple[Face, ...]
    fallback: bool = False
    cut_of: str = ''  # the family that it is a wider cut of


SPACED = (
    'U+2010, U+2011, U+00A0 and U+202F were added where they were missing or shared a glyph, '
    'so that text copied '
    'from a PDF keeps its characters; hinting was removed'
)
LEVELLED = (
    'ascent, descent and line gap are those of {}, so that it can stand in one line with it; '
    'U+00A0 and U+202F '
    'got glyphs of their own; hinting was removed'
)
ONLY_CAPITALS = (
    '; subset to capitals, figures and signs of Latin, Greek and Cyrillic; contours that '
    'overlapped are one'
)
CUT = '; subset to Latin, Greek and Cyrillic'
LGC = ('Latn', 'Grek', 'Cyrl')

FAMILIES = (
    Family(
        'wood',
        'LP Wood',
        'wood',
        10,
        LGC,
        'Sofia Sans Extra Condensed',
        WOOD_BOX,
        SPACED + '; renamed because it is no longer what its makers released',
        (Face(700, '700Bold', SOFIA_SANS), Face(900, '900Black', SOFIA_SANS)),
    ),
    Family(
        'book',
        'LP Book',
        'book',
        10,
        LGC,
        'Source Serif 4',
        BOOK_BOX,
        SPACED + '; renamed because its licence reserves the name "Source" for the unchanged font',
        (
            Face(400, '400Regular', SOURCE_SERIF),
            Face(400, '400Regular_Italic', SOURCE_SERIF, italic=True),
            Face(600, '600SemiBold', SOURCE_SERIF),
            Face(700, '700Bold', SOURCE_SERIF),
        ),
    ),
    Family(
        'kufi',
        'LP Kufi',
        'wood',
        20,
        ('Arab',),
        'Noto Kufi Arabic',
        BOOK_BOX,
        LEVELLED.format('LP Book') + '; renamed because it is no longer what its makers released',
        (
            Face(700, 'NotoKufiArabic-Bold', NOTO_CORE),
            Face(900, 'NotoKufiArabic-Black', NOTO_EXTRA),
        ),
    ),
    Family(
        'naskh',
        'LP Naskh',
        'book',
        20,
        ('Arab',),
        'Noto Naskh Arabic',
        BOOK_BOX,
        LEVELLED.format('LP Book') + '; renamed because it is no longer what its makers released',
        (
            Face(400, 'NotoNaskhArabic-Regular', NOTO_CORE),
            Face(600, 'NotoNaskhArabic-SemiBold', NOTO_EXTRA),
            Face(700, 'NotoNaskhArabic-Bold', NOTO_CORE),
        ),
    ),
    *(
        Family(
            f'wood-{folder}',
            f'LP Wood {folder.title()}',
            'wood',
            rank,
            LGC,
            origin,
            WOOD_BOX,
            SPACED + ONLY_CAPITALS + '; renamed because it is no longer what its makers released',
            (face,),
            cut_of='LP Wood',
        )
        for folder, rank, origin, face in (
            (
                'broad',
                11,
                'Sofia Sans Condensed',
                Face(
                    900,
                    'sofia-sans-condensed-{}-900-normal',
                    SOFIA_BROAD,
                    parts=('latin', 'latin-ext', 'greek', 'cyrillic', 'cyrillic-ext'),
                ),
            ),
            ('broader', 12, 'Sofia Sans Semi Condensed', Face(900, '900Black', SOFIA_BROADER)),
            ('wide', 13, 'Sofia Sans', Face(900, '900Black', SOFIA_WIDE)),
        )
    ),
    Family(
        'wood-fallback',
        'LP Wood Fallback',
        'wood',
        90,
        LGC,
        'Noto Sans ExtraCondensed',
        WOOD_BOX,
        LEVELLED.format('LP Wood')
        + CUT
        + '; renamed because it is no longer what its makers released',
        (
            Face(700, 'NotoSans-ExtraCondensedBold', NOTO_EXTRA),
            Face(900, 'NotoSans-ExtraCondensedBlack', NOTO_EXTRA),
        ),
        fallback=True,
    ),
    Family(
        'book-fallback',
        'LP Book Fallback',
        'book',
        90,
        LGC,
        'Noto Serif',
        BOOK_BOX,
        LEVELLED.format('LP Book')
        + CUT
        + '; renamed because it is no longer what its makers released',
        (
            Face(400, 'NotoSerif-Regular', NOTO_CORE),
            Face(400, 'NotoSerif-Italic', NOTO_CORE, italic=True),
            Face(600, 'NotoSerif-SemiBold', NOTO_EXTRA),
            Face(700, 'NotoSerif-Bold', NOTO_CORE),
        ),
        fallback=True,
    ),
)


# ---- sources -------------------------------------------------------------------------------------


def fetch(source: Source, folder: Path) -> Path:
    """Return the unpacked source, downloaded where it is missing; another hash ends the run."""
    archive, unpacked = folder / source.file, folder / source.file.rsplit('.', 1)[0]
    if not archive.exists():
        command = {
            'npm': ['npm', 'pack', '--silent', source.spec],
            'apt': ['apt-get', 'download', '-qq', source.spec],
        }
        subprocess.run(command[source.tool], cwd=folder, check=True, stdout=sys.stderr)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != source.sha256:
        raise SystemExit(f'{source.file}: SHA-256 is {found}, not {source.sha256}')
    if not unpacked.exists():
        if source.tool == 'npm':
            with tarfile.open(archive) as tar:
                tar.extractall(unpacked, filter='data')
        else:
            subprocess.run(['dpkg-deb', '-x', archive, unpacked], check=True)
    return unpacked


def raw(face: Face, folder: Path) -> TTFont:
    """Return the face as its source has it, or its parts put together."""
    root = fetch(face.source, folder)
    if face.parts:
        return together(root / 'package/files', face, folder)
    if face.source.tool == 'apt':
        path = root / 'usr/share/fonts/truetype/noto' / f'{face.origin}.ttf'
    else:
        path = next((root / 'package' / face.origin).glob('*.ttf'))
    return TTFont(path, recalcTimestamp=False, lazy=False)


def together(files: Path, face: Face, folder: Path) -> TTFont:
    """Return a face that was published in parts, one a script, as one."""
    paths = []
    for part in face.parts:
        font = TTFont(files / f'{face.origin.format(part)}.woff', recalcTimestamp=False)
        font.flavor = None
        paths.append(folder / f'{face.origin.format(part)}.ttf')
        font.save(paths[-1])
    merged = folder / f'{face.origin.format("whole")}.ttf'
    Merger().merge([str(path) for path in paths]).save(merged)
    return TTFont(merged, recalcTimestamp=False, lazy=False)


# ---- changes -------------------------------------------------------------------------------------


def twin(font: TTFont, code: int, model: int, share: float = 1.0) -> None:
    """Give `code` a glyph that looks and kerns like that of `model`, its advance times `share`.

    A PDF maps each glyph to one character. If the hyphen of a broken line shares its glyph with
    "-", all hyphens of a document may be copied as U+2010; if U+202F is drawn with the space, all
    spaces may be.
    """
    cmap = font.getBestCmap()
    if model not in cmap or (code in cmap and cmap[code] != cmap[model]):
        return
    source, name = cmap[model], f'twin{code:04X}'
    shape = deepcopy(font['glyf'][source])
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font['glyf'].setGlyphOrder(font.getGlyphOrder())
    font['glyf'][name] = shape
    advance, bearing = font['hmtx'][source]
    font['hmtx'][name] = round(advance * share), bearing
    for table in font['cmap'].tables:
        if table.isUnicode():
            table.cmap[code] = name
    if 'GPOS' not in font or share != 1:
        return
    for lookup in font['GPOS'].table.LookupList.Lookup:
        for sub in lookup.SubTable:
            sub = getattr(sub, 'ExtSubTable', sub)
            if sub.LookupType == 2:
                kern_alike(sub, source, name)


def kern_alike(pairs, source: str, name: str) -> None:
    """Make `name` kern as `source` does. It is the last glyph, so that sorted lists stay so."""
    first = source in pairs.Coverage.glyphs
    if pairs.Format == 1:
        for record in (pairset for pairset in pairs.PairSet):
            for pair in [p for p in record.PairValueRecord if p.SecondGlyph == source]:
                record.PairValueRecord.append(again := deepcopy(pair))
                again.SecondGlyph = name
                record.PairValueCount += 1
        if first:
            pairs.PairSet.append(deepcopy(pairs.PairSet[pairs.Coverage.glyphs.index(source)]))
            pairs.PairSetCount += 1
    else:
        for classes in (pairs.ClassDef1.classDefs, pairs.ClassDef2.classDefs):
            if source in classes:
                classes[name] = classes[source]
    if first:
        pairs.Coverage.glyphs.append(name)


def trim(font: TTFont, fallback: bool, cut: bool = False) -> TTFont:
    """Drop hinting and what nothing reaches; of a fallback also other scripts and features."""
    options = subset.Options(
        hinting=False,
        layout_features=FEATURES,
        notdef_outline=True,
        recalc_timestamp=False,
        glyph_names=False,
        name_IDs=['*'],
        name_languages=[0x409],
        harfbuzz_repacker=False,
    )
    options.drop_tables += ['STAT', 'DSIG', 'gasp']
    if fallback or cut:
        options.layout_features = FALLBACK_FEATURES
    worker = subset.Subsetter(options)
    letters = CAPITALS if cut else LETTERS if fallback else font.getBestCmap()
    worker.populate(unicodes=letters)
    worker.subset(font)
    return font


def label(font: TTFont, family: Family, face: Face) -> None:
    """Write names, weight, style bits, em box and time.

    One family name only: ids 1 and 16 are equal, 2 and 17 too, so that fontconfig finds a face by
    family, weight and slope and by nothing else.
    """
    names = font['name']
    version = names.getDebugName(5).removeprefix('Version ').split(';')[0]
    postscript = f'{family.name}-{face.style}'.replace(' ', '')
    for name_id in (3, 18, 21, 22, 25):
        names.removeNames(nameID=name_id)
    for name_id, text in {
        1: family.name,
        2: face.style,
        3: f'letterpress:{postscript}:{version}',
        4: f'{family.name} {face.style}',
        5: f'Version {version}',
        6: postscript,
        16: family.name,
        17: face.style,
    }.items():
        names.removeNames(nameID=name_id)
        names.setName(text, name_id, 3, 1, 0x409)
    head, hhea, os2 = font['head'], font['hhea'], font['OS/2']
    assert head.unitsPerEm == EM, face
    os2.usWeightClass, os2.usWidthClass = face.weight, 5
    bold = face.weight == 700
    regular = face.weight == 400 and not face.italic
    os2.version = max(os2.version, 4)
    os2.fsSelection = (
        1 << 7 | (1 if face.italic else 0) | (1 << 5 if bold else 0) | (1 << 6 if regular else 0)
    )
    head.macStyle = (1 if bold else 0) | (2 if face.italic else 0)
    hhea.ascent, hhea.descent = os2.sTypoAscender, os2.sTypoDescender = family.box
    hhea.lineGap = os2.sTypoLineGap = 0
    head.created = head.modified = STAMP
    font.recalcTimestamp = False


def make(family: Family, face: Face, sources: Path) -> TTFont:
    font = raw(face, sources)
    font.cfg['fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER'] = (
        False  # else bytes depend on uharfbuzz
    )
    for code, model, share in (
        (0xA0, 0x20, 1),
        (0x202F, 0x20, NARROW),
        (0x2010, 0x2D, 1),
        (0x2011, 0x2D, 1),
    ):
        twin(font, code, model, share)
    trim(font, family.fallback, bool(family.cut_of))
    if family.cut_of:  # such words are drawn as outlines, too, and every contour would show
        removeOverlaps(font)
    label(font, family, face)
    return font


# ---- results -------------------------------------------------------------------------------------


def licence(family: Family, font: TTFont, sources: Path) -> str:
    """Return the font's own copyright line and the Open Font License (from the npm packages)."""
    text = (fetch(SOFIA_SANS, sources) / 'package/LICENSE_FONT').read_text(encoding='utf-8')
    start = text.index('This Font Software is licensed')
    return f'{font["name"].getDebugName(0)}\n\n{text[start:].rstrip()}\n'


def write(family: Family, out: Path, sources: Path) -> int:
    """Make a family's folder; return its size in bytes."""
    folder = out / family.folder
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob('*.ttf'):
        old.unlink()
    listed = []
    for face in family.faces:
        font = make(family, face, sources)
        stem = f'{family.name}-{face.style}'.replace(' ', '')
        font.save(folder / f'{stem}.ttf')
        listed.append((f'{stem}.ttf', face))
    (folder / 'OFL.txt').write_text(licence(family, font, sources), encoding='utf-8')
    version, copyright_line = (
        font['name'].getDebugName(5).removeprefix('Version '),
        font['name'].getDebugName(0),
    )
    lines = [
        '# Written by fonts/build.py: change it there.',
        f'family: {family.name}',
        f'role: {family.role}',
        f'rank: {family.rank}',
        *([f'cut_of: {family.cut_of}'] if family.cut_of else []),
        f'scripts: [{", ".join(family.scripts)}]',
        f'origin: {family.origin}',
        f'version: "{version}"',
        f'copyright: "{copyright_line}"',
        'licence: OFL-1.1',
        'licence_file: OFL.txt',
        f"changes: '{family.changes}'",
        'sources:',
    ]
    for source in dict.fromkeys(face.source for face in family.faces):
        kind = 'npm' if source.tool == 'npm' else 'Debian'
        lines += [
            f'  - package: "{kind} {source.spec}"',
            f'    file: {source.file}',
            f'    sha256: {source.sha256}',
        ]
    lines.append('faces:')
    for name, face in listed:
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        lines += [
            f'  - file: {name}',
            f'    weight: {face.weight}',
            f'    style: {"italic" if face.italic else "normal"}',
            f'    sha256: {digest}',
        ]
    (folder / 'family.yaml').write_text('\n'.join(lines) + '\n', encoding='utf-8')
    return sum(path.stat().st_size for path in folder.rglob('*') if path.is_file())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--sources', type=Path, help='keep the downloads here')
    parser.add_argument('--only', action='append', help='this folder (may be given again)')
    parser.add_argument('--out', type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    logging.getLogger('fontTools').setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as scratch:
        sources = (options.sources or Path(scratch)).resolve()
        sources.mkdir(parents=True, exist_ok=True)
        if not options.sources:
            sources.chmod(0o777)  # apt-get downloads as another user
        for family in FAMILIES:
            if options.only and family.folder not in options.only:
                continue
            print(f'{write(family, options.out, sources) / 1000:7.0f} kB  {family.name}')


if __name__ == '__main__':
    main()
