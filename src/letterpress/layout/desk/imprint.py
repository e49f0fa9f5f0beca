"""Who published a poster and who printed it: the law of many countries wants it on the sheet."""

from __future__ import annotations

from letterpress.layout import typography
from letterpress.manuscript.groups.model import PublicGroup
from letterpress.manuscript.model import Edition


def lines(edition: Edition, at_home: bool) -> tuple[str, ...]:
    """Return publisher, printer, and what not to do with the sheet.

    Who prints at home is the printer. A shop that nobody has named yet is a line to write on.
    """
    facts, litter = edition.facts, typography.say(edition, 'imprint.litter')
    if edition.group is not None:
        return (*_of_group(edition, edition.group, at_home), litter)
    name = facts.publisher.name.to(edition.language)
    if at_home:
        printer = typography.say(edition, 'imprint.home')
    elif facts.imprint.printer:
        printer = typography.say(
            edition,
            'imprint.printer',
            printer=facts.imprint.printer,
            address=facts.imprint.address,
        )
    else:
        printer = typography.say(edition, 'imprint.unset')
    return (
        typography.say(edition, 'imprint.publisher', publisher=name),
        printer,
        litter,
    )


def _of_group(edition: Edition, group: PublicGroup, at_home: bool) -> tuple[str, str]:
    """Return who answers for a local group's sheet, and who prints it.

    Where nobody is named the group itself answers: it calls for the event.
    """
    own = group.imprint
    who = ', '.join(filter(None, (own.name or group.name, own.address)))
    if at_home:
        printer = typography.say(edition, 'imprint.home')
    elif own.printer:
        printer = typography.say(edition, 'group.printer', printer=own.printer)
    else:
        printer = typography.say(edition, 'imprint.unset')
    return typography.say(edition, 'group.responsible', who=who), printer
