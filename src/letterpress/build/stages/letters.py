"""Letters to addressees: those that differ in address and formulas only are made in one mould."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from html import unescape
from typing import TYPE_CHECKING

from letterpress.findings import Finding, Rejected
from letterpress.manuscript import census
from letterpress.manuscript.edition import addressed
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.build.stages.sheets import House
    from letterpress.build.workers.task import Here
    from letterpress.layout.composition import Composition, Options
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Recipient
    from letterpress.press.merge import Mould
    from letterpress.press.ruler import Ruler

MERGED, ALONE = 'merged', 'set by itself'  # how a letter was made
_OWN = re.compile(r'(<p\b[^>]*\sdata-own>)(.*?)(</p>)', re.DOTALL)
_BLANKS = re.compile('[ \t\r\n\f]+')  # those that the engine collapses
_ADDRESS = re.compile(r'(<address\b[^>]*>).*?</address>', re.DOTALL)


@dataclass(frozen=True)
class GroupMould:
    """The mould of a group (None: each has to be set by itself), and its formulas as printed.

    `texts` are the paragraphs of formulas by (salutation, closing) of the addressees.
    """

    mould: Mould | None = None
    texts: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def fits(self, one: Recipient) -> bool:
        """Say whether an addressee's letter can be made with it."""
        texts = self.texts.get((one.salutation, one.closing))
        return self.mould is not None and texts is not None and self.mould.fits(one.lines, texts)

    def letter(self, one: Recipient) -> Letter:
        """Return an addressee's letter. Raises KeyError for one that does not fit."""
        assert self.mould is not None
        pdf = self.mould.letter(one.lines, self.texts[one.salutation, one.closing])
        return Letter(one, pdf, self.mould.proof.pages, MERGED)


@dataclass(frozen=True)
class Letter:
    """The letter of an addressee, and how it was made."""

    recipient: Recipient
    pdf: bytes
    pages: int
    made: str


@dataclass(frozen=True)
class Setting:
    """How letters are set: editions by each language's digest, one layout, the same options.

    `apart` are the digests of what each edition shares with others: the roll.
    """

    house: House
    editions: Mapping[str, str]
    layout: Layout
    options: Options
    apart: Mapping[str, tuple[str, ...]]

    def needs(self, recipients: Iterable[Recipient]) -> tuple[str, ...]:
        """Return the digests of what the letters to these addressees need."""
        languages = sorted({one.language for one in recipients})
        apart = dict.fromkeys(part for language in languages for part in self.apart[language])
        return *self.house.needs, *(self.editions[language] for language in languages), *apart

    def composition(
        self, here: Here, recipient: Recipient, lines: tuple[str, ...], ruler: Ruler
    ) -> Composition:
        """Return the composition of a letter whose address has these lines."""
        from letterpress.layout.compose import compose

        whole = here.depot.value(self.editions[recipient.language])
        edition = addressed(whole, replace(recipient, lines=lines))
        options = replace(self.options, names=census.in_copies(edition))
        files, seen = self.house.files(here), self.house.seen(here)
        return compose(edition, self.layout, self.layout.sizes[0], ruler, options, files, seen)


def mould(
    here: Here, setting: Setting, group: Sequence[Recipient]
) -> tuple[GroupMould, list[Finding]]:
    """Return the mould for a group and what was found.

    For each pair of formulas the letter to the widest address is composed: nothing but the
    addressee's own words may differ from what the mould is made of, else these letters are not in
    it.
    """
    from letterpress.press import merge

    first, ruler = group[0], setting.house.ruler(here)
    probe = setting.composition(here, first, merge.probes(len(first.lines)), ruler)
    common = shared(probe.html)
    widest = max((one.lines for one in group), key=lambda lines: max(map(len, lines)))
    texts: dict[tuple[str, str], tuple[str, ...]] = {}
    for one, *_ in by_formulas(group):
        html = setting.composition(here, one, widest, ruler).html
        formulas = own(html)
        if shared(html) == common and formulas is not None:
            texts[one.salutation, one.closing] = formulas
    if (first.salutation, first.closing) not in texts:
        return GroupMould(), []  # this layout lets the address decide about more than itself
    addresses = [one.lines for one in group]
    made, found = merge.mould(
        probe,
        addresses,
        tuple(texts.values()),
        setting.house.files(here),
        setting.house.typefaces,
    )
    return GroupMould(made, texts), list(found)


def alone(
    here: Here, setting: Setting, recipients: Sequence[Recipient]
) -> tuple[list[Letter], list[Finding]]:
    """Return letters that are laid out one by one, those without errors, and what was found."""
    from letterpress.press import engine

    done: list[Letter] = []
    found: list[Finding] = []
    house, ruler = setting.house, setting.house.ruler(here)
    for one in recipients:
        try:
            composition = setting.composition(here, one, one.lines, ruler)
            proof = engine.render(composition, house.files(here), house.typefaces)
        except Rejected as rejected:
            found += rejected.findings
            continue
        found += proof.findings
        done.append(Letter(one, proof.pdf, proof.pages, ALONE))
    return done, found


def by_formulas(recipients: Iterable[Recipient]) -> list[list[Recipient]]:
    """Return addressees who are greeted alike together, in the order of the first of each."""
    found: dict[tuple[str, str], list[Recipient]] = {}
    for one in recipients:
        found.setdefault((one.salutation, one.closing), []).append(one)
    return list(found.values())


def shared(html: str) -> str:
    """Return what a letter has in common with those to others."""
    return _OWN.sub(r'\1\3', _ADDRESS.sub(r'\1', html))


def own(html: str) -> tuple[str, ...] | None:
    """Return the texts of a letter's formulas; None where there is markup in one."""
    texts = [found[2] for found in _OWN.finditer(html)]
    if any('<' in text for text in texts):
        return None
    return tuple(_BLANKS.sub(' ', unescape(text)).strip(' ') for text in texts)
