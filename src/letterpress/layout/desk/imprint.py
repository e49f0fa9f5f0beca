"""Who published a poster and who printed it: the law of many countries wants it on the sheet."""

from __future__ import annotations

from letterpress.layout import typography
from letterpress.manuscript.model import Edition


def lines(edition: Edition, at_home: bool) -> tuple[str, ...]:
    """Return publisher, printer, and what not to do with the sheet.

    Who prints at home is the printer. A shop that nobody has named yet is a line to write on.
    """
    facts = edition.facts
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
        typography.say(edition, 'imprint.litter'),
    )
