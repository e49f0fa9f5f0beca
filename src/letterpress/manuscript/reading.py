"""Reading: all of content/ becomes one checked `Campaign`, or a list of what is in its way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar

from letterpress.base import characters, decoding
from letterpress.base.nearest import near
from letterpress.findings import Finding, Place, Rejected, errors, ordered
from letterpress.manuscript import brand, census, copies, facts, print_shops
from letterpress.manuscript.drafting import waiting
from letterpress.manuscript.filing import profiles as filing_profiles
from letterpress.manuscript.filing import recipients
from letterpress.manuscript.groups import reading as groups
from letterpress.manuscript.model import (
    Campaign,
    Erratum,
    Facts,
    Letter,
    OpenedOf,
    PhraseValue,
    PosterTexts,
    PressText,
    Quote,
    Recipient,
    Release,
    Signatory,
    spread,
)
from letterpress.manuscript.pictures import described
from letterpress.manuscript.roll import disclosure, withdrawals
from letterpress.manuscript.roll import signatories as roll
from letterpress.manuscript.text import (
    adoption,
    parity,
    phrases,
    posters,
    press_texts,
    prose,
    unwritten,
)
from letterpress.manuscript.text.press import house, judged, quotes
from letterpress.manuscript.text.structure import opened
from letterpress.manuscript.yaml import declared, tree
from letterpress.manuscript.yaml.shapes import Report, Values
from letterpress.manuscript.yaml.tree import Node, Scalar, Sequence
from letterpress.remembered import keeping

# what a file says, and where each part of it stands
PhraseFile = tuple[Mapping[str, PhraseValue], Mapping[str, Place]]
PosterFile = tuple[PosterTexts, opened.Places, OpenedOf]
Value = TypeVar('Value')
_STEPS: dict[Hashable, tuple[Any, tuple[Finding, ...]]] = {}  # what steps gave and found
_MOST = 100


def read(
    files: Mapping[str, bytes],
    release: bool = False,
    now: datetime | None = None,
    marks: withdrawals.Marks | None = None,
    press: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[Campaign | None, tuple[Finding, ...]]:
    """Return the campaign, or None where there is an error, and every finding of the run, sorted.

    `files`: POSIX paths relative to the project to their bytes; those outside content/ are not
    looked at. With `release` stale translations, placeholders and an unsaid embargo are errors, and
    an embargo past at `now` is a warning. `marks` makes the fingerprints of names, or remembers
    them. `press` are the names of press texts that layouts read for themselves, each with the
    layouts that do. Codes: LP1xx, LP2xx.
    """
    reader = _Reader(files, release, now, marks, press)
    campaign = reader.read()
    findings = ordered(reader.report.findings)
    return (None if errors(findings) else campaign), findings


class _Reader:
    """One reading: the files, and the report that every step adds to."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        release: bool,
        now: datetime | None,
        marks: withdrawals.Marks | None,
        press: Mapping[str, Collection[str]],
    ):
        self.marks = marks
        self.press = press  # narrowed to those of layouts that are made, once they are known
        self.press_due = False  # whether all of them must be there
        self.files = {path: data for path, data in files.items() if path.startswith('content/')}
        self.release, self.now = release, now
        self.report = Report()
        self.names: tuple[str, ...] | None = None  # of the source letter's front matter
        self.foreign: tuple[str, ...] = ()
        self.bodies: tuple[Scalar, ...] = ()  # filing: bodies: of campaign.yaml
        self.copies_line = 1  # where campaign.yaml says who gets copies
        self.misnamed: set[str] = set()  # files that a finding has told to rename

    def read(self) -> Campaign | None:
        known, languages = self._facts()
        own = self._brand()
        if own is not None and known is not None:
            self.report.findings += brand.spoken(own, known.languages)
        source = self.report.source_language
        if known is not None and known.layouts:
            made = set(known.layouts)
            self.press = {name: by for name, by in self.press.items() if made & set(by)}
            self.press_due = True
        letters: dict[str, Letter] = {}
        phrase_files: dict[str, PhraseFile] = {}
        poster_files: dict[str, PosterFile] = {}
        releases: dict[str, Release] = {}
        press: dict[str, dict[str, PressText]] = {}
        quoted: dict[str, tuple[Quote, ...]] = {}
        # the source first
        for language in sorted(languages, key=lambda language: language != source):
            _put(letters, language, self._letter(language, language == source))
            _put(phrase_files, language, self._again(self._phrases, 'phrases', language))
            _put(poster_files, language, self._again(self._posters, 'posters', language))
            own_texts = self._again(self._press_texts, 'press', language, source, languages)
            _put(quoted, language, own_texts[0])
            _put(releases, language, own_texts[1])
            press[language] = own_texts[2]
        self._compare(source, letters, phrase_files, poster_files)
        people = self._roll()
        for language, ours in press.items():
            for name in (house.FACTS, house.QUESTIONS) if language != source else ():
                if name in ours and name in press.get(source, {}):
                    self.report.findings += house.parity(ours[name], press[source][name])
        said = {language: own for language, (own, _) in phrase_files.items()}
        self.report.findings += judged.judge(quoted, source, letters, said, releases, people)
        if self.release and source in quoted:
            self.report.findings += judged.few(quoted[source], source)
        withdrawn = withdrawals.read(self.files, self.report, self.marks)
        self.report.findings += withdrawals.back_again(people, withdrawn)
        home = known.filing.country if known is not None else ''
        addressees = self._again(self._addressees, 'recipients', home, languages)
        if known is not None:
            self.report.findings += copies.check(
                known.copies,
                Place(facts.PATH, self.copies_line),
                {one.id for one in addressees},
                phrase_files,
            )
        profiles = filing_profiles.read(self.files, self._tree, self.report)
        self.report.findings += filing_profiles.unknown(self.bodies, self.files)
        print_shops.read(self.files, self._tree, self.report)
        pictures = described.read(self.files, self._tree, self.report, languages, self.release)
        local = groups.read(self.files, self._tree, self.report, languages, self.release)
        if known is None:
            return None
        self._surplus((*known.languages, *known.waiting))
        self.report.findings += adoption.too_late(letters.values(), known.date)
        campaign = Campaign(
            facts=known,
            letters=MappingProxyType(letters),
            phrases=_frozen(
                {
                    language: {**phrases.common(language), **ours}
                    for language, (ours, _) in phrase_files.items()
                }
            ),
            posters=_frozen({language: ours for language, (ours, *_) in poster_files.items()}),
            opened=_frozen(
                {language: dict(shown) for language, (*_, shown) in poster_files.items()}
            ),
            releases=MappingProxyType(releases),
            roll=people,
            recipients=addressees,
            filing_profiles=profiles,
            changes=disclosure.changes(known, people, withdrawn.tombstones),
            press=_frozen(press),
            brand=own,
            quotes=MappingProxyType(quoted),
            pictures=pictures,
            groups=local,
        )
        self.report.findings += (
            *census.undecided(campaign, self.release),
            *census.lacking(campaign),
            *census.misnamed(campaign, self.files),
        )
        return campaign

    def _again(self, step: Callable[..., Value], folder: str, *given: Hashable) -> Value:
        """Take a step, or repeat what it gave and found when it was taken with the same files.

        It reads files of this folder of content/ whose name is the first of what is given, or which
        lie below it; that of the addressees all of theirs. It changes nothing but the report.
        """
        if not keeping():
            return step(*given)
        folders = ('recipients', 'forms') if folder == 'recipients' else (folder,)
        files = tuple(
            (path, data)
            for path, data in self.files.items()
            if (parts := path.split('/'))[1] in folders
            and (folder == 'recipients' or parts[2].partition('.')[0] == given[0])
        )
        press = tuple((name, *by) for name, by in self.press.items())
        known = tuple(path for path in self.files if path.startswith('content/press/'))
        key = (folder, given, files, press, self.press_due, self.release, known)
        if key not in _STEPS:
            before, named = len(self.report.findings), set(self.misnamed)
            value = step(*given)
            if named != self.misnamed:  # more than the report has changed
                return value
            while len(_STEPS) >= _MOST:
                del _STEPS[next(iter(_STEPS))]
            _STEPS[key] = value, tuple(self.report.findings[before:])
            return value
        value, found = _STEPS[key] = _STEPS.pop(key)
        self.report.findings += found
        return value

    # ---- one file --------------------------------------------------------------------------------

    def _text(self, path: str) -> str | None:
        """Return the text of a file, or None after reporting that it is missing or no text."""
        if path not in self.files:
            folder = path.rpartition('/')[0] + '/'
            other = near(
                path,
                (
                    name
                    for name in self.files
                    if name.startswith(folder)
                    and name.rpartition('.')[0] == path.rpartition('.')[0]
                ),
            )
            self.misnamed.add(other)
            self.report.add(
                Place(path),
                'LP120',
                'the file is missing',
                f'there is {other}: rename it'
                if other
                else _how_to_write(path, self.report.source_language)
                if path.count('/') > 1
                else 'write it, or start a new project with letterpress init',
            )
            return None
        try:
            text = decoding.decode(self.files[path], path)
        except Rejected as rejected:
            self.report.findings += rejected.findings
            return None
        self.report.findings += characters.disguised(text, path)
        if path.endswith('.yaml'):  # prose looks for itself
            self.report.findings += characters.two_apostrophes(text, path)
        return text

    def _tree(self, path: str) -> Node | None:
        text = self._text(path)
        try:
            return None if text is None else tree.parse(text, path)
        except Rejected as rejected:
            self.report.findings += rejected.findings
            return None

    # ---- what stands in content/ -----------------------------------------------------------------

    def _facts(self) -> tuple[Facts | None, tuple[str, ...]]:
        """Return the facts and the languages to read.

        Where campaign.yaml is wrong, those that it seems to mean.
        """
        node = self._tree(facts.PATH)
        known = None
        if node is not None:
            known = facts.read(node, self.report, self.now)
            self.report.findings += unwritten.in_tree(node, self.release)
            for name, said in unwritten.scalars(node, ''):
                if facts.is_printed(name):
                    self.report.findings += prose.check_line(said.value, said.place)
            self.report.findings += facts.unsaid(node, self.release)
            self.bodies = filing_profiles.named(node)
            listed = node.get('copies') if isinstance(node, tree.Mapping) else None
            self.copies_line = listed.place.line if listed is not None else 1
        if known is not None:
            known = self._without_waiting(known, node)
            return known, known.languages
        listed = node.get('languages') if isinstance(node, tree.Mapping) else None
        if isinstance(listed, Sequence):
            meant = [item.value for item in listed.items if isinstance(item, Scalar)]
        else:
            meant = [
                path[len('content/letter/') : -len('.md')]
                for path in self.files
                if path.startswith('content/letter/') and path.endswith('.md')
            ]
        return None, tuple(
            dict.fromkeys(code for code in meant if f'content/letter/{code}.md' in self.files)
        )

    def _brand(self) -> brand.Brand | None:
        """Return the brand, None where the campaign has none: the house's look stays."""
        self.report.findings += brand.misnamed(self.files)
        node = self._tree(brand.PATH) if brand.PATH in self.files else None
        return None if node is None else brand.read(node, self.report, self.files)

    def _without_waiting(self, known: Facts, node: Node | None) -> Facts:
        """Return the facts without the languages in which a text still waits (LP740)."""
        waits = waiting.findings(self.files, node, known.languages, known.source_language)
        self.report.findings += waits.values()
        return replace(
            known,
            languages=tuple(code for code in known.languages if code not in waits),
            waiting=tuple(waits),
        )

    def _letter(self, language: str, is_source: bool) -> Letter | None:
        path = f'content/letter/{language}.md'
        text = self._text(path)
        if text is None:
            return None
        try:
            node, body, line = tree.front_matter(text, path)
        except Rejected as rejected:
            self.report.findings += rejected.findings
            return None
        if node is None:
            self.report.add(
                Place(path, 1),
                'LP111',
                'the letter has no front matter',
                'begin the file with ---, the lines title: and status:, and --- again',
            )
            return None
        head = declared.LETTER.read(node, self.report)
        foreign = press_texts.declared(head['foreign']) if head is not None else ()
        found, wrong = prose.blocks(body, path, line, foreign)
        self.report.findings += wrong
        if head is not None:
            self.report.findings += prose.check_line(head['title'], head.where('title'))
            self.report.findings += unwritten.in_text(
                head['title'], head.where('title'), self.release
            )
        for block in spread(found):
            # “What we ask for” is the scaffold's title, and anybody's heading
            if block.kind != 'heading':
                self.report.findings += unwritten.in_text(block.text, block.place, self.release)
        if not found and not any(one.code == 'LP149' for one in wrong):
            self.report.add(
                Place(path, line),
                'LP147',
                'the letter has no text',
                'write it below the front matter',
            )
        if head is None or not found:
            return None
        if is_source:
            self._source(head, language)
            self.foreign = tuple(
                words.text
                for words in foreign
                if any(words.text in block.text for block in spread(found))
            )
        self.report.findings += adoption.check(head)
        errata = tuple(
            Erratum(entry['block'], entry['from'], entry['to'], entry.place)
            for entry in head['errata']
        )
        self.report.findings += prose.check_errata(found, errata)
        return Letter(
            language,
            head['title'],
            head['status'],
            head['translator'],
            head['source_hash'],
            errata,
            found,
            prose.letter_hash(found),
            Place(path, 1),
            head['adopted_by'],
            head['adopted_on'],
        )

    def _source(self, head: Values, language: str) -> None:
        self.names = head['names']
        if head['status'] != 'source':
            self.report.add(
                head.where('status'),
                'LP175',
                f'the letter in the source language ({language}) must have the status source, not '
                f'{head["status"]}',
                f'write status: source, or change source_language in {facts.PATH}',
            )

    def _phrases(self, language: str) -> PhraseFile | None:
        node = self._tree(phrases.path_of(language))
        found = None if node is None else declared.PHRASES.read(node, self.report)
        if found is None or not isinstance(node, tree.Mapping):
            return None
        places = {key.value: key.place for key, _ in node.entries}
        for key, value in found.items():
            self.report.findings += phrases.check(value, key, places[key], language)
            for text in phrases.texts(value):
                self.report.findings += prose.check_line(text, places[key])
                self.report.findings += unwritten.in_phrase(key, text, places[key], self.release)
        return found, places

    def _posters(self, language: str) -> PosterFile | None:
        node = self._tree(posters.path_of(language))
        found = None if node is None else declared.POSTERS.read(node, self.report)
        if found is None or not isinstance(node, tree.Mapping):
            return None
        places: dict[tuple[str, ...], Place] = {}
        self.report.findings += unwritten.in_tree(node, self.release)
        for layout, slots in node.entries:
            places[layout.value,] = layout.place
            if layout.value == 'event':
                self.report.findings += posters.unheard(found[layout.value], layout.place)
            for slot, value in slots.entries if isinstance(slots, tree.Mapping) else ():
                places[layout.value, slot.value] = slot.place
                for line in value.items if isinstance(value, Sequence) else (value,):
                    if isinstance(line, Scalar):
                        press_texts.check_placeholders(line.value, line.place, self.report)
                        self.report.findings += posters.check(line.value, line.place)
        texts, sentences, wrong = opened.apart(found, places)
        self.report.findings += wrong
        return texts, places, sentences

    def _press_texts(
        self, language: str, source: str, languages: tuple[str, ...]
    ) -> tuple[tuple[Quote, ...] | None, Release | None, dict[str, PressText]]:
        """Return the quotations of a language, its release, and its other press texts."""
        texts = {
            name: text
            for name in press_texts.FILES
            if (text := self._text(press_texts.path_of(language, name))) is not None
        }
        said = self._quotes(language, source)
        release = press_texts.read(texts, language, self.report, self.release, said)
        return said, release, self._press(language, languages)

    def _addressees(self, home: str, languages: tuple[str, ...]) -> tuple[Recipient, ...]:
        return recipients.read(self.files, languages, self.report, home)

    def _press(self, language: str, languages: Collection[str]) -> dict[str, PressText]:
        """Return the press texts of the house, and those that layouts read for themselves, by name.

        They may be missing, but for those of layouts that campaign.yaml names; where one language
        has one, each language has it.
        """
        found: dict[str, PressText] = {}
        for name in dict.fromkeys((*house.NAMES, *self.press)):
            due = self.press_due and name in self.press
            if not due and not any(
                press_texts.path_of(code, name) in self.files for code in languages
            ):
                continue
            text = self._text(press_texts.path_of(language, name))
            if text is not None:
                read = press_texts.read_own(text, language, name, self.report, self.release)
                if read is not None:
                    self.report.findings += house.check(read, self.release)
                _put(found, name, read)
        return found

    def _quotes(self, language: str, source: str) -> tuple[Quote, ...] | None:
        """Return the quotations of a language, none where neither it nor the source has a file."""
        path = quotes.path_of(language)
        if path not in self.files and quotes.path_of(source) not in self.files:
            return ()
        node = self._tree(path)
        found = node and quotes.read(node, language, self.report, self.release)
        for one in found or ():
            for text in (one.text, one.who, one.role, one.organisation):
                press_texts.check_placeholders(text, one.place, self.report)
        return found or None

    def _compare(
        self,
        source: str,
        letters: Mapping[str, Letter],
        phrase_files: Mapping[str, PhraseFile],
        poster_files: Mapping[str, PosterFile],
    ) -> None:
        add = self.report.findings.extend
        for language, letter in letters.items():
            if language != source and source in letters:
                add(parity.letter(letter, letters[source], self.names, self.foreign, self.release))
        for language, (ours, places) in phrase_files.items():
            if language != source and source in phrase_files:
                add(parity.phrase_file(ours, phrase_files[source][0], places, language))
        for language, (words, stand, shown) in poster_files.items():
            path = posters.path_of(language)
            if language in letters:
                own = letters[language]
                add(opened.check(shown, own.blocks, language, own.place.path))
            if language != source and source in poster_files:
                texts, _, open_there = poster_files[source]
                add(parity.posters(words, texts, stand, path))
                add(opened.parity(shown, open_there, stand, path))

    def _roll(self) -> tuple[Signatory, ...]:
        people, wrong = roll.read(self.files)
        self.report.findings += wrong
        if any(path.startswith(roll.IMPORTS) for path in self.files):
            from letterpress.manuscript.roll.lists import forms  # late: few letters have any

            forms.read(self.files, self.report)
        self.report.findings += unwritten.in_names(
            ((one.name, one.place) for one in people), self.release
        )
        return people

    def _surplus(self, languages: tuple[str, ...]) -> None:
        """Report files of content/ that nothing prints: their language or name is not known."""
        due = {path for language in languages for path in _due(language, self.press)}
        for path in self.files:
            parts = path.split('/')
            if (
                parts[1] not in ('letter', 'phrases', 'posters', 'press')
                or path in due | self.misnamed
            ):
                continue
            if any(part.startswith(('.', 'README')) for part in parts):
                continue
            lacking = due - set(self.files)
            closest = near(path, (one for one in lacking if one.split('/')[1] == parts[1]))
            self.report.add(
                Place(path),
                'LP137',
                'nothing reads this file',
                f'did you mean {closest}?'
                if closest
                else f'list its language under languages in {facts.PATH}, or remove it',
            )


def _how_to_write(path: str, source: str) -> str:
    """Return what to do about a missing file of a language: there is one to look at, or is not."""
    _, folder, name, *rest = path.split('/')
    if source not in (name, name.partition('.')[0]):
        return 'write it; the file of the source language shows what belongs in it'
    if folder == 'press' and rest[0].partition('.')[0] not in press_texts.FILES:
        return 'write it; the other languages follow that of the source language'
    return 'write it; letterpress init in another folder shows what belongs in it'


def _due(language: str, press: Collection[str]) -> Iterator[str]:
    yield f'content/letter/{language}.md'
    yield phrases.path_of(language)
    yield f'content/posters/{language}.yaml'
    yield quotes.path_of(language)
    for name in (*press_texts.FILES, *house.NAMES, *press):
        yield press_texts.path_of(language, name)


def _put(table: dict[str, Value], key: str, value: Value | None) -> None:
    if value is not None:
        table[key] = value


def _frozen(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(
        {key: _frozen(value) if isinstance(value, dict) else value for key, value in table.items()}
    )
