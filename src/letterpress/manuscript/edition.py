"""The campaign as one language sees it: all that a layout may read, and nothing private."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from letterpress.manuscript import copies, locales
from letterpress.manuscript.model import (
    Block,
    Campaign,
    Counts,
    Edition,
    PublicSignatory,
    Recipient,
    Release,
    Run,
)
from letterpress.manuscript.roll import disclosure
from letterpress.manuscript.text import phrases


def editions(campaign: Campaign) -> dict[str, Edition]:
    """Return the edition of each language of the campaign; they share one roll."""
    counts, languages = disclosure.counts(campaign.roll), campaign.facts.languages
    return {
        language: _edition(campaign, language, signatories, counts)
        for language, signatories in disclosure.published_in(campaign.roll, languages).items()
    }


def edition(campaign: Campaign, language: str) -> Edition:
    """Return the edition of a language of the campaign.

    Raises KeyError for a language that it does not have.
    """
    signatories = disclosure.published(campaign.roll, language)
    return _edition(campaign, language, signatories, disclosure.counts(campaign.roll))


def addressed(edition: Edition, recipient: Recipient) -> Edition:
    """Return the edition with an addressee's own address, salutation and closing formula."""
    facts = replace(
        edition.facts, addressee=recipient.lines, addressee_language=recipient.lines_language
    )
    forms = {'letter.salutation': recipient.salutation, 'letter.closing': recipient.closing}
    ours = copies.addressed(edition.phrases, edition.facts.copies, recipient)
    return replace(edition, facts=facts, phrases=MappingProxyType({**ours, **forms}))


def _edition(
    campaign: Campaign, language: str, signatories: tuple[PublicSignatory, ...], counts: Counts
) -> Edition:
    """Return an edition with the numbers of its press and poster texts filled in, in its digits."""
    texts = campaign.phrases[language]
    values: dict[str, str | int] = {
        'signatories': counts.signatories,
        'organisations': counts.organisations,
        'persons': counts.persons,
    }

    def filled(text: str) -> str:
        if '{who}' in text and 'who' not in values:
            values['who'] = phrases.who(texts, language, counts.by_kind)
        return phrases.fill(text, values, language)

    posters = {
        layout: MappingProxyType(
            {
                slot: filled(value) if isinstance(value, str) else tuple(map(filled, value))
                for slot, value in slots.items()
            }
        )
        for layout, slots in campaign.posters[language].items()
    }
    release = campaign.releases[language]
    return Edition(
        language=language,
        direction=locales.direction(language),
        facts=campaign.facts,
        letter=campaign.letters[language],
        source_language=campaign.facts.source_language,
        phrases=texts,
        posters=MappingProxyType(posters),
        release=_release(release, filled),
        signatories=signatories,
        counts=counts,
        changes=campaign.changes,
        press=MappingProxyType(
            {
                name: replace(text, title=filled(text.title), blocks=_filled(text.blocks, filled))
                for name, text in campaign.press.get(language, {}).items()
            }
        ),
    )


def _filled(blocks: tuple[Block, ...], filled: Callable[[str], str]) -> tuple[Block, ...]:
    return tuple(
        replace(block, runs=tuple(_filled_run(run, filled) for run in block.runs))
        for block in blocks
    )


def _filled_run(run: Run, filled: Callable[[str], str]) -> Run:
    note = run.note
    return replace(run, text=filled(run.text), note=note and _filled((note,), filled)[0])


def _release(release: Release, filled: Callable[[str], str]) -> Release:
    return replace(
        release,
        title=filled(release.title),
        standfirst=filled(release.standfirst),
        quote_by=filled(release.quote_by),
        blocks=_filled(release.blocks, filled),
        about=_filled(release.about, filled),
        notes=_filled(release.notes, filled),
    )
