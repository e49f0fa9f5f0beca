"""A letter for each addressee: those whose addresses have as many lines are set together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from letterpress.build import printing
from letterpress.build.bench import edition_time, seal_time
from letterpress.build.cache.memory import Memory
from letterpress.build.stages import letters as stage
from letterpress.build.stages import seals
from letterpress.build.stages.letters import ALONE, MERGED, Letter, Setting
from letterpress.build.stages.sheets import House
from letterpress.build.workers import executor
from letterpress.build.workers.task import Lane, Task
from letterpress.findings import Finding, Place, Rejected
from letterpress.manuscript import copies
from letterpress.manuscript.edition import addressed
from letterpress.world import machine

if TYPE_CHECKING:
    from letterpress.build.bench import Bench
    from letterpress.build.project import Project
    from letterpress.build.workers.depot import Depot
    from letterpress.build.workers.task import Executor, Outcome
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Edition, Recipient

FEW = 10  # letters that one task sets one after the other …
MANY = 40  # … or seals
LETTER = 'letter'  # the layout, where a project has several of the kind


def groups(
    recipients: Iterable[Recipient], editions: Mapping[str, Edition]
) -> tuple[tuple[Recipient, ...], ...]:
    """Return the addressees whose letters may differ in address and formulas only.

    The largest group comes first. Whoever gets a copy is one apart: their own letter does not name
    them under "copies to".
    """
    found: dict[tuple[object, ...], list[Recipient]] = {}
    for one in recipients:
        edition = editions.get(one.language)
        copied = copies.text(addressed(edition, one)) if edition else ''
        key = one.language, one.lines_language, len(one.lines), copied
        found.setdefault(key, []).append(one)
    return tuple(tuple(group) for group in sorted(found.values(), key=len, reverse=True))


def setting(
    bench: Bench, project: Project, depot: Depot, *, duplex: bool = False, paper: bool = False
) -> Setting:
    """Return how a project's letters are set; what that takes is put into the depot."""
    assert project.campaign is not None
    languages = sorted({one.language for one in project.campaign.recipients})
    inks = Memory.of(bench.cache, project.fonts).inks
    editions = [project.editions[one] for one in languages if one in project.editions]
    kept = {one.language: depot.keep(one, apart=(one.signatories,)) for one in editions}
    how = replace(printing.options(bench, unsealed=False), duplex=duplex)
    if paper:
        how = replace(how, draft=False, paper=True)
    return Setting(
        House.of(depot, project, inks),
        kept,
        _layout(project.layouts),
        how,
        {language: depot.parts(digest) for language, digest in kept.items()},
    )


def letters(
    bench: Bench,
    project: Project,
    recipients: Sequence[Recipient],
    *,
    duplex: bool = False,
    sealed: bool = True,
    paper: bool = False,
) -> tuple[list[Letter], list[Finding]]:
    """Return the letters in the order of the addressees, and the findings of all, each said once.

    `printing.load` must have been called. duplex: an odd number of pages is made even. paper: the
    copies that are printed and signed by hand, which nothing seals. The letters of a finding that
    is an error are not there. One worker makes the moulds, which are few; meanwhile others seal
    what has been filled.
    """
    with executor.opened(bench, project.sources.fonts) as hands:
        how = setting(bench, project, hands.depot, duplex=duplex, paper=paper)
        mailing = _Mailing(bench, project, hands, how, sealed and not paper)
        if sealed and not paper:
            mailing.open_sealing(len(recipients))
        mailing.begin(groups(recipients, project.editions))
        for outcome in hands.outcomes():
            mailing.take(outcome)
    made = mailing.made
    found = [*hands.said, *mailing.found]
    return [made[one.id] for one in recipients if one.id in made], found


class _Mailing:
    """The letters of a build on their way: what each outcome calls for next, and what is done."""

    def __init__(self, bench: Bench, project: Project, hands: Executor, how: Setting, sealed: bool):
        self._bench, self._hands, self._how, self._sealed = bench, hands, how, sealed
        self._workers = bench.workers or machine.cores()
        self._when = seal_time(edition_time(project), bench.signer)
        self._alone = False  # whether anybody sets letters one by one yet
        self.made: dict[str, Letter] = {}
        self._findings: list[Finding] = []

    @property
    def found(self) -> list[Finding]:
        """All findings, each once."""
        return list(dict.fromkeys(self._findings))

    def open_sealing(self, letters: int) -> None:
        """Begin the lane of the seals, whose workers inherit what seals."""
        seals.warm()
        self._hands.open(seals.lane(self._bench, letters, self._workers))

    def begin(self, alike: Sequence[Sequence[Recipient]]) -> None:
        """Submit a mould for each group; whoever is alone in theirs gets a letter set by itself."""
        self._hands.open(Lane(MERGED, 1))
        for group in alike:
            if len(group) > 1:
                self._submit(MERGED, stage.mould.__name__, group)
        self._set_alone([one for group in alike if len(group) == 1 for one in group])

    def take(self, outcome: Outcome) -> None:
        """Take what became of a task, and submit what it calls for."""
        self._findings += outcome.findings
        if outcome.value is None:
            return
        if outcome.task.lane == seals.LANE:
            self._done(outcome.value)
            return
        made, said = outcome.value
        self._findings += said
        if outcome.task.lane == ALONE:
            self._seal(made)
            return
        _, group = outcome.task.arguments
        self._seal([made.letter(one) for one in group if made.fits(one)])
        for left in stage.by_formulas(one for one in group if not made.fits(one)):
            if len(left) > 1 and not _same_formulas(left[0], group[0]):
                # in another type, on other lines: a mould of their own
                self._submit(MERGED, stage.mould.__name__, left)
            else:
                self._set_alone(left)

    def _set_alone(self, left: Sequence[Recipient]) -> None:
        """Have letters laid out one by one."""
        if left and not self._alone:
            self._alone = True
            self._hands.open(Lane(ALONE, min(self._workers, -(-len(left) // FEW))))
        for n in range(0, len(left), FEW):
            self._submit(ALONE, stage.alone.__name__, left[n : n + FEW])

    def _submit(self, lane: str, function: str, some: Sequence[Recipient]) -> None:
        needs = self._how.needs(some)
        self._hands.submit(
            _task(lane, f'{stage.__name__}:{function}', some, (self._how, some), needs)
        )

    def _seal(self, letters: Sequence[Letter]) -> None:
        """Have letters sealed, or take them as they are."""
        if not self._sealed:
            self._done(letters)
            return
        # above level B-B authorities are asked, seconds for each letter
        few = 1 if seals.asks(self._bench) else MANY
        function = f'{seals.__name__}:{seals.letters.__name__}'
        for n in range(0, len(letters), few):
            part = letters[n : n + few]
            to = [letter.recipient for letter in part]
            self._hands.submit(_task(seals.LANE, function, to, (part, self._when)))

    def _done(self, letters: Sequence[Letter]) -> None:
        self.made |= {letter.recipient.id: letter for letter in letters}


def _task(
    lane: str,
    function: str,
    to: Sequence[Recipient],
    arguments: tuple[Any, ...],
    needs: tuple[str, ...] = (),
) -> Task:
    return Task(f'the letter to {to[0].id}', lane, function, arguments, needs, to[0].place)


def _same_formulas(one: Recipient, other: Recipient) -> bool:
    return (one.salutation, one.closing) == (other.salutation, other.closing)


def _layout(layouts: Iterable[Layout]) -> Layout:
    """Return the layout of the letters. Raises Rejected LP720 where there is none."""
    found = [layout for layout in layouts if layout.mailed]
    if found:
        return min(found, key=lambda one: (one.name != LETTER, one.name))
    raise Rejected(
        Finding(
            Place('layouts'),
            'LP720',
            'there is no layout of a letter to send to the addressees',
            f'put layouts/{LETTER} back, or remove your own to use the one that letterpress has',
        )
    )
