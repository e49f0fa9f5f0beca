"""Which documents a build makes, by what is wished for and what the layouts declare."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from letterpress.base.nearest import did_you_mean
from letterpress.build import order
from letterpress.build.order import Order
from letterpress.findings import Exit, Finding, Place, Rejected, errors
from letterpress.layout.declared import axes
from letterpress.manuscript.text import press_texts
from letterpress.values import dataclass

if TYPE_CHECKING:
    from letterpress.layout.manifest import Layout
    from letterpress.manuscript.model import Campaign, Edition, Recipient

KIT = 'kit'  # the target that is every layout with a shelf in the kit


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
    sizes: tuple[str, ...] = ()
    shop: str = ''  # the print shop whose files are made, and nothing else

    @property
    def kit(self) -> bool:
        """Whether the kit can be written: only when nothing of it was left out."""
        partial = self.languages or self.layouts or self.unsealed or self.sizes or self.shop
        return not partial and (not self.targets or KIT in self.targets)

    def wants(self, layout: Layout) -> bool:
        """Tell whether the targets ask for the documents of a layout."""
        if self.unsealed:
            return layout.in_kit and bool(layout.seal)
        return any(
            layout.in_kit if target == KIT else layout.target == target
            for target in self.targets or (KIT,)
        )

    def may_lack(self, order: Order) -> bool:
        """Tell whether everything else is made when its text does not fit this sheet.

        What is sealed and what was asked for by its name is never left out.
        """
        named = order.layout.name in self.layouts
        return not (order.layout.seal or named or self.strict)


def orders(
    editions: Collection[Edition],
    layouts: Iterable[Layout],
    wishes: Wishes,
    recipients: Sequence[Recipient] = (),
    embargoed: Collection[Edition] = (),
) -> tuple[Order, ...]:
    """Return the documents to make, the longest to make first.

    `embargoed` are the editions of a kit that says until when it is held, `editions` then those of
    the other one: what says nothing of it is made once.
    """
    layouts = tuple(layouts)
    spoken: dict[str, set[str]] = {}
    for edition in editions:
        for name, slots in edition.posters.items():
            spoken.setdefault(name, set()).update(slots)
    found = [
        one
        for layout in layouts
        if wishes.wants(layout) and (layout.name in wishes.layouts or layout.speaks(spoken))
        for point in axes.points(layout, editions, recipients)
        if _asked(point, wishes)
        for one in order.copies(point, wishes.unsealed, wishes.shop)
    ]
    held = [one for one in found if one.layout.tells_embargo and one.layout.in_kit]
    by_language = {edition.language: edition for edition in embargoed}
    if by_language:
        found += [
            replace(one, edition=by_language[one.edition.language], embargoed=True) for one in held
        ]
    if not found:
        _refuse_untold(wishes, layouts, editions)
        named = ', '.join(targets(layouts))
        raise Rejected(
            Finding(
                Place(),
                'LP717',
                'there is nothing to make: no layout is of the kinds asked for',
                f'{named} are kinds of documents; --layout takes one of that kind',
            ),
            Exit.USAGE,
        )
    return tuple(sorted(found, key=order.longest_first))


def _refuse_untold(
    wishes: Wishes, layouts: Iterable[Layout], editions: Collection[Edition]
) -> None:
    """Refuse layouts that were asked for by their names and whose press texts nobody wrote."""
    wanted = [
        edition
        for edition in editions
        if not wishes.languages or edition.language in wishes.languages
    ]
    untold = [
        Finding(
            Place(press_texts.path_of(edition.language, name)),
            'LP353',
            f'the layout “{layout.name}” prints this text, and it is not there',
            'write it in Markdown; what it may hold is in layouts/README.md',
        )
        for layout in layouts
        if layout.name in wishes.layouts
        for edition in wanted
        for name in layout.press
        if name not in edition.press
    ]
    if untold:
        raise Rejected(untold)


def _asked(point: axes.Point, wishes: Wishes) -> bool:
    """Tell whether languages and layouts asked for, or those of the campaign, have this point."""
    wanted = wishes.layouts or point.edition.facts.layouts
    if wanted and point.layout.name not in wanted:
        return False
    if point.edition.language in point.layout.wordless or not point.layout.told(point.edition):
        return False
    words = point.edition.posters.get(point.layout.name, {})
    if any(slot not in words for slot in point.layout.needed):
        return False
    if point.names_size not in (wishes.sizes or point.layout.made):
        return False
    return not wishes.languages or point.edition.language in wishes.languages


def targets(layouts: Collection[Layout]) -> tuple[str, ...]:
    """Return the targets of the command line, those of the kit first, the kit itself last."""
    declared = {layout.target for layout in layouts if layout.target}
    in_kit = {layout.target for layout in layouts if layout.target and layout.in_kit}
    return (*sorted(in_kit), *sorted(declared - in_kit), KIT)


def files(wishes: Wishes, layouts: Iterable[Layout]) -> bool:
    """Tell whether all is wanted that goes to bodies and addressees.

    That is where what is filed was asked for by its target, and no layouts were named.
    """
    named = any(layout.filed and layout.target in wishes.targets for layout in layouts)
    return named and not wishes.layouts


def kit_folders(layouts: Collection[Layout]) -> tuple[str, ...]:
    """Return the folders of build/ that hold documents of the kit and of nothing else."""
    others = {layout.folder for layout in layouts if layout.sizes and not layout.in_kit}
    return tuple(sorted({layout.folder for layout in layouts if layout.in_kit} - others))


def recipients(campaign: Campaign, wishes: Wishes) -> tuple[Recipient, ...]:
    """Return the addressees who get a letter in the languages wanted."""
    languages = wishes.languages
    return tuple(one for one in campaign.recipients if not languages or one.language in languages)


def checked(
    wishes: Wishes,
    languages: Collection[str],
    layouts: Collection[Layout],
    waiting: Collection[str] = (),
) -> None:
    """Refuse a language or a layout that the campaign does not have.

    Exit code 2, with the nearest one that it has. A language that waits for its translation (LP741)
    was left out of `languages`, and must not be made in part because somebody asks for it.
    """
    if asleep := [code for code in wishes.languages if code in waiting]:
        raise Rejected(
            Finding(
                Place(),
                'LP741',
                f'{code} is not translated yet, so nothing is made of it',
                f'letterpress language list {code} names the texts that wait',
            )
            for code in asleep
        )
    names = [layout.name for layout in layouts]
    for kind, asked, known in (
        ('language', wishes.languages, languages),
        ('layout', wishes.layouts, names),
        ('size', wishes.sizes, sorted({size for one in layouts for size in one.offered})),
    ):
        for word in asked:
            if word not in known:
                raise _unknown(kind, word, known)


def refuse_targets(wishes: Wishes, files: Mapping[str, bytes]) -> None:
    """Refuse targets as `checked_targets` by the files of layouts/, before all else is read.

    Not where a layout.yaml is wrong: it is to be said first, and may hold the target.
    """
    from letterpress.layout import manifest

    if wishes.targets:
        layouts, wrong = manifest.discover(files)
        if not errors(wrong):
            checked_targets(wishes, layouts)


def checked_targets(wishes: Wishes, layouts: Collection[Layout]) -> None:
    """Refuse a target that no layout declares, and with --unsealed one that is never sealed.

    Exit code 2.
    """
    known = targets(layouts)
    for word in wishes.targets:
        if word not in known:
            raise _unknown('target', word, known)
    sealed = {layout.target for layout in layouts if layout.in_kit and layout.seal}
    if wishes.unsealed and set(wishes.targets) - sealed:
        raise Rejected(
            Finding(
                Place(),
                'LP717',
                '--unsealed makes letters only',
                'leave the other targets out',
            ),
            Exit.USAGE,
        )


def _unknown(kind: str, word: str, known: Collection[str]) -> Rejected:
    message = f'there is no {kind} “{word}” here'
    return Rejected(Finding(Place(), 'LP705', message, did_you_mean(word, known)), Exit.USAGE)
