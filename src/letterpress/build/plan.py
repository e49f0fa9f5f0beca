"""Which documents a build makes, where each goes, and the key under which it may already be there."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from letterpress.base.words import nearest
from letterpress.findings import Exit, Finding, Place, Rejected
from letterpress.world import versions

if TYPE_CHECKING:
    from letterpress.base.lengths import Size
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Campaign, Edition, Recipient

TARGETS = {
    'letter': ('letter',),
    'posters': ('poster',),
    'press': ('release',),
    'filing': ('packet',),
    'kit': ('letter', 'poster', 'release'),
}


@dataclass(frozen=True)
class Wishes:
    """What the person asked for. Empty tuples mean "all"."""

    targets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    release: bool = False
    unsealed: bool = False
    duplex: bool = False  # what is filed: an odd number of pages is made even
    strict: bool = False  # a sheet that its text does not fit stops the build

    @property
    def kit(self) -> bool:
        """Whether the kit can be written: only when nothing of it was left out."""
        return not (self.languages or self.layouts or self.unsealed) and (
            not self.targets or 'kit' in self.targets
        )

    @property
    def filing(self) -> bool:
        """Whether the letters to the addressees are wanted: with the packet, unless layouts were named."""
        return 'filing' in self.targets and not self.layouts

    def names(self, kind: str) -> bool:
        """Whether a target was asked for that is this kind of document and no other."""
        return any(TARGETS[target] == (kind,) for target in self.targets)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of layouts wanted."""
        if self.unsealed:
            return frozenset(('letter',))
        return frozenset(kind for target in self.targets or ('kit',) for kind in TARGETS[target])


@dataclass(frozen=True)
class Job:
    """One document to make: a language's edition in a layout at a size."""

    edition: Edition
    layout: Layout
    size: Size
    sealed: bool
    paper: bool = False  # the copy that is printed and signed by hand

    @property
    def stem(self) -> str:
        """The name without language and ending; posters say their paper, others where they come on several."""
        several = self.layout.kind == 'poster' or len(self.layout.sizes) > 1
        return f'{self.layout.stem}-{self.size.name}' if several else self.layout.stem

    @property
    def name(self) -> str:
        """The file's name: what it is, then the language."""
        unsealed = (
            '.paper' if self.paper else '.unsealed' if self.layout.seal and not self.sealed else ''
        )
        return f'{self.stem}.{self.edition.language}{unsealed}.pdf'

    @property
    def path(self) -> str:
        """Where it lies below build/."""
        folder = 'filing' if self.layout.kind == 'packet' else 'pdf'
        return f'{folder}/{self.edition.language}/{self.name}'

    @property
    def place(self) -> Place:
        return Place(f'layouts/{self.layout.name}')

    def may_lack(self, wishes: Wishes) -> bool:
        """Whether everything else is made when the text does not fit this sheet: a letter, and what was asked for by its
        name, is never left out.
        """
        return not (
            self.layout.kind in ('letter', 'packet')
            or self.layout.name in wishes.layouts
            or wishes.strict
        )


def jobs(editions: Iterable[Edition], layouts: Iterable[Layout], wishes: Wishes) -> tuple[Job, ...]:
    """Return the documents to make, the longest to make first."""
    found = [
        Job(edition, layout, size, bool(layout.seal) and not wishes.unsealed)
        for edition in editions
        for layout in layouts
        for size in layout.sizes
        if layout.kind in wishes.kinds
        and layout.name in (wishes.layouts or edition.facts.layouts or (layout.name,))
        and (not wishes.languages or edition.language in wishes.languages)
    ]
    found += [
        replace(job, sealed=False, paper=True) for job in found if job.layout.kind == 'packet'
    ]
    if not found:
        raise Rejected(
            Finding(
                Place(),
                'LP717',
                'there is nothing to make: no layout is of the kinds asked for',
                'letter, posters, press and filing are kinds of documents; --layout takes one of that kind.',
            ),
            Exit.USAGE,
        )
    return tuple(
        sorted(
            found,
            key=lambda job: (
                job.layout.kind != 'letter',
                -job.size.width * ('signatories' in job.layout.reads),
                job.layout.name,
                -job.size.width,
                job.edition.language,
            ),
        )
    )


def recipients(campaign: Campaign, wishes: Wishes) -> tuple[Recipient, ...]:
    """Return the addressees who get a letter in the languages wanted."""
    return tuple(
        one
        for one in campaign.recipients
        if not wishes.languages or one.language in wishes.languages
    )


def checked(wishes: Wishes, languages: Collection[str], layouts: Collection[str]) -> None:
    """Refuse a language or a layout that the campaign does not have (exit 2), with the nearest one that it has."""
    for kind, asked, known in (
        ('language', wishes.languages, languages),
        ('layout', wishes.layouts, layouts),
    ):
        for word in asked:
            if word not in known:
                raise Rejected(
                    Finding(
                        Place(), 'LP705', f'there is no {kind} “{word}” here', nearest(word, known)
                    ),
                    Exit.USAGE,
                )


def recipe_keys(
    jobs: Iterable[Job], files: Mapping[str, bytes], fonts: str, options: object
) -> tuple[str, ...]:
    """Return for each job a hash of all that may go into its composition: while it stays, so does the composition."""
    house = hashlib.sha256()  # of all layouts: a template may import from another's folder
    for path, data in files.items():
        house.update(path.encode() + b'\0' + hashlib.sha256(data).digest())
    same = (fonts, repr(options), versions.tools(), house.hexdigest())
    told: dict[
        tuple[str, tuple[str, ...]], str
    ] = {}  # an edition is long, and several documents are made of it
    keys = []
    for job in jobs:
        seen = job.edition.language, job.layout.reads
        if seen not in told:
            facts = replace(job.edition.facts, trusted_seals=frozenset(), layouts=())
            letter = job.edition.letter
            status = letter.status, letter.adopted_by, letter.adopted_on
            told[seen] = repr(status) + repr(replace(job.layout.sees(job.edition), facts=facts))
        keys.append(
            hashlib.sha256(
                '\0'.join(
                    (told[seen], job.layout.name, repr(job.size), repr(job.paper), *same)
                ).encode()
            ).hexdigest()
        )
    return tuple(keys)


def proof_key(composition: str, fonts: str) -> str:
    """Return the cache key of a composition's proof: it, the typefaces, the engines and this code."""
    return hashlib.sha256('\0'.join((composition, fonts, versions.tools())).encode()).hexdigest()
