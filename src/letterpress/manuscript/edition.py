"""The campaign as one language sees it: all that a layout may read, and nothing private."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from letterpress.manuscript import copies, locales
from letterpress.manuscript.model import (
    Block,
    Campaign,
    Counts,
    Edition,
    PosterTexts,
    PublicSignatory,
    Quote,
    Recipient,
    Release,
    Run,
)
from letterpress.manuscript.roll import disclosure
from letterpress.manuscript.text import phrases
from letterpress.manuscript.text.press import quotes


def editions(campaign: Campaign) -> dict[str, Edition]:
    """Return the edition of each language of the campaign; they share one roll."""
    counts, languages = disclosure.counts(campaign.roll), campaign.facts.languages
    posters = _posters(campaign, counts)
    return {
        language: _edition(campaign, language, signatories, counts, posters)
        for language, signatories in disclosure.published_in(campaign.roll, languages).items()
    }


def edition(campaign: Campaign, language: str) -> Edition:
    """Return the edition of a language of the campaign.

    Raises KeyError for a language that it does not have.
    """
    signatories = disclosure.published(campaign.roll, language)
    counts = disclosure.counts(campaign.roll)
    return _edition(campaign, language, signatories, counts, _posters(campaign, counts))


def addressed(edition: Edition, recipient: Recipient) -> Edition:
    """Return the edition with an addressee's own address, salutation and closing formula."""
    facts = replace(
        edition.facts, addressee=recipient.lines, addressee_language=recipient.lines_language
    )
    forms = {'letter.salutation': recipient.salutation, 'letter.closing': recipient.closing}
    ours = copies.addressed(edition.phrases, edition.facts.copies, recipient)
    return replace(edition, facts=facts, phrases=MappingProxyType({**ours, **forms}))


def filler(campaign: Campaign, language: str, counts: Counts) -> Callable[[str], str]:
    """Return what fills the numbers into texts of a language, in its digits."""
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

    return filled


def _posters(campaign: Campaign, counts: Counts) -> Mapping[str, PosterTexts]:
    """Return the words of the posters in each language of the campaign, in its order."""
    return MappingProxyType(
        {language: _posters_in(campaign, language, counts) for language in campaign.facts.languages}
    )


def _posters_in(campaign: Campaign, language: str, counts: Counts) -> PosterTexts:
    filled = filler(campaign, language, counts)
    return MappingProxyType(
        {
            layout: MappingProxyType(
                {
                    slot: filled(value) if isinstance(value, str) else tuple(map(filled, value))
                    for slot, value in slots.items()
                }
            )
            for layout, slots in campaign.posters[language].items()
        }
    )


def _edition(
    campaign: Campaign,
    language: str,
    signatories: tuple[PublicSignatory, ...],
    counts: Counts,
    all_posters: Mapping[str, PosterTexts],
) -> Edition:
    filled = filler(campaign, language, counts)
    made = Edition(
        language=language,
        direction=locales.direction(language),
        facts=campaign.facts,
        letter=campaign.letters[language],
        source_language=campaign.facts.source_language,
        phrases=campaign.phrases[language],
        posters=all_posters.get(language) or _posters_in(campaign, language, counts),
        release=campaign.releases[language],
        signatories=signatories,
        counts=counts,
        changes=campaign.changes,
        opened=campaign.opened.get(language, MappingProxyType({})),
        all_posters=all_posters,
        press=MappingProxyType(
            {
                name: replace(text, title=filled(text.title), blocks=_filled(text.blocks, filled))
                for name, text in campaign.press.get(language, {}).items()
            }
        ),
    )
    said = _quotes(campaign.quotes.get(language, ()), made, filled)
    return replace(made, quotes=said, release=_release(made.release, filled, said))


def _quotes(
    found: tuple[Quote, ...], edition: Edition, filled: Callable[[str], str]
) -> tuple[Quote, ...]:
    """Return the quotations with their numbers, each with the line that says who speaks."""
    ids = {one.organisation for one in found}
    names = {one.id: one.name for one in edition.signatories if one.id in ids}
    named = [
        replace(
            one,
            text=filled(one.text),
            said=filled(one.said),
            organisation=names.get(one.organisation, one.organisation),
        )
        for one in found
    ]
    return tuple(replace(one, by=quotes.speaker(one, edition)) for one in named)


def _filled(blocks: tuple[Block, ...], filled: Callable[[str], str]) -> tuple[Block, ...]:
    return tuple(
        replace(block, runs=tuple(_filled_run(run, filled) for run in block.runs))
        for block in blocks
    )


def _filled_run(run: Run, filled: Callable[[str], str]) -> Run:
    note = run.note
    return replace(run, text=filled(run.text), note=note and _filled((note,), filled)[0])


def _release(release: Release, filled: Callable[[str], str], said: tuple[Quote, ...]) -> Release:
    by, known = filled(release.quote_by), {one.id: one.by for one in said}
    blocks = (
        replace(block, by=known.get(block.quote, by)) if block.kind == 'quote' else block
        for block in _filled(release.blocks, filled)
    )
    return replace(
        release,
        title=filled(release.title),
        standfirst=filled(release.standfirst),
        quote_by=by,
        blocks=tuple(blocks),
        about=_filled(release.about, filled),
        notes=_filled(release.notes, filled),
    )
