"""The declaration of every YAML file and front matter: the one place that says which keys exist.

The roll, the withdrawals and the profiles of filing declare their own files, beside the rules that
go with them; `schemas` has all of them.
"""

from __future__ import annotations

from letterpress.manuscript.model import LETTER_NAMES, STATUSES, WINDOWS
from letterpress.manuscript.yaml.measures import MEASURES
from letterpress.manuscript.yaml.shapes import (
    Besides,
    Choice,
    Country,
    Date,
    Decimal,
    Either,
    Email,
    Field,
    Flag,
    Integer,
    Language,
    List,
    Local,
    MomentOrNone,
    Record,
    Sha256,
    SiteUrl,
    Slug,
    Table,
    Text,
    Typed,
    Url,
    matching,
    optional,
)

PLURALS = ('zero', 'one', 'two', 'few', 'many', 'other')  # CLDR, in its order

_PRINTER = {'printer': Text(), 'address': Text()}

CAMPAIGN = Record(
    {
        'title': Field(Local(), about='what the letter asks for, in a few words'),
        'edition': Record(
            {
                'number': Integer(1),
                'date': Field(Date, about='the date printed on this edition'),
                'previous': optional(
                    Record({'number': Integer(1), 'date': Date}),
                    None,
                    'the edition before; the cover of the packet then says what changed',
                ),
            }
        ),
        'place': Field(Local(), about='where the letter is issued'),
        'source_language': Field(Language, about='the language of the letter that counts'),
        'languages': Field(
            List(Language, 1, 200, distinct=True),
            about='all languages to print, the source among them',
        ),
        'publisher': Record({'name': Local(), 'url': Url}),
        'site_url': optional(
            SiteUrl,
            '',
            'where the kit will stand on the web, https alone: its pages then say so to search '
            'engines and to who shares them, and it has a feed',
        ),
        'contact': Record(
            {'name': Local(), 'email': Email, 'phone': Text()}, 'whom the press may ask'
        ),
        'imprint': optional(
            Record({**_PRINTER, 'by_country': optional(Table(Country, Record(_PRINTER)), {})}),
            None,
            'who prints the posters: the law of many countries wants it on the sheet; while nobody '
            'is named, they have a line to write on',
        ),
        'embargo': optional(MomentOrNone, None, 'until when nothing may be published, or none'),
        'licence': Field(Local(), about='what others may do with the texts and posters'),
        'addressee': Record(
            {'lang': Language, 'lines': List(Text(), 1, 8)},
            'the lines of the address, in its language',
        ),
        'letter_names': optional(
            Choice(LETTER_NAMES),
            '',
            'whom the letter names: all who signed, or the organisations; persons then '
            'stand in the annex of the packet',
        ),
        'layouts': optional(
            List(Slug, 1, distinct=True),
            (),
            'the layouts that documents are made of; without it, all',
        ),
        'copies': optional(
            List(Slug, distinct=True),
            (),
            'ids of the addressees who get copies, in the order of letter.copies_to',
        ),
        'filing': optional(
            Record(
                {
                    'reference': optional(
                        Text(), '', "the coalition's own reference, printed on the cover"
                    ),
                    'signed_by': optional(
                        Record(
                            {
                                'name': optional(Text(), ''),
                                'capacity': Local(),
                                'nationality': optional(
                                    Country, '', 'for bodies that ask for it; printed on the cover'
                                ),
                                'address': optional(
                                    List(Text(), 1, 8),
                                    (),
                                    'its lines, for bodies that ask for it; printed on the cover',
                                ),
                                'email': optional(
                                    Email, '', 'for bodies that ask for it; printed on the cover'
                                ),
                            }
                        ),
                        None,
                        'who signs the letter, and in which capacity',
                    ),
                    'bodies': optional(
                        List(Slug, distinct=True),
                        None,
                        'the profiles of content/filing/ to judge by; without it, all',
                    ),
                    'country': optional(
                        Country,
                        '',
                        'in which the letters are posted: addresses there name no country',
                    ),
                    'window': optional(
                        Choice(WINDOWS),
                        '',
                        "the side of the envelope's window; without it that of the country",
                    ),
                }
            ),
            None,
            'what the cover of the filing packet says',
        ),
        'seal': optional(
            Record({'trusted_sha256': List(Sha256)}),
            None,
            'the certificates that this campaign seals with: a build with another key says so',
        ),
    },
    'the facts of the campaign that the letter does not state',
)

# a translator writes `pending` while the source is still being edited; it counts as not said
_SOURCE_HASH = Typed(
    lambda value: '' if value == 'pending' else Sha256.parse(value),
    Sha256.code,
    Sha256.expected,
    'write its 64 hexadecimal digits (letterpress check prints them), or pending',
    {'type': 'string'},
)

_FOREIGN = optional(
    List(Record({'text': Text(), 'lang': Language})), (), 'words of another language in this text'
)

LETTER = Record(
    {
        'title': Field(Text(), about='the heading of the letter'),
        'status': Field(Choice(STATUSES), about='source, or how far this translation was checked'),
        'translator': optional(Text(), ''),
        'adopted_by': optional(Text(most=120), '', 'who adopted this translation, in its language'),
        'adopted_on': optional(Date, None, 'the day on which they adopted it'),
        'source_hash': optional(
            _SOURCE_HASH, '', 'the hash of the source letter that this text translates'
        ),
        'foreign': _FOREIGN,
        'names': optional(
            List(Text()), None, 'names and acronyms that every translation must keep as they are'
        ),
        'errata': optional(
            List(
                Record(
                    {
                        'block': Field(Integer(1, 10_000), about='number of the paragraph, from 1'),
                        'from': Field(Text(), about='as the quoted source has it'),
                        'to': Field(Text(), about='as it stands here'),
                    }
                )
            ),
            (),
            'declared corrections of the quoted source',
        ),
    }
)

RELEASE = Record(
    {
        'title': Text(),
        'standfirst': Field(Text(), about='the two lines under the headline'),
        'quote_by': optional(
            Text(), '', 'who says the quotations that are written in place, not in quotes.yaml'
        ),
        'foreign': _FOREIGN,
    }
)

QUOTES = List(
    Record(
        {
            'id': Field(Slug, about='by which {quote:id} in release.md places it'),
            'text': Field(
                Text(most=1500), about='the words; the quotation marks come by themselves'
            ),
            'from': optional(Choice(('letter',)), '', 'letter: these are words of the letter'),
            'who': optional(Text(most=120), '', 'the person who says it'),
            'role': optional(Text(most=160), '', 'the office or profession of this person'),
            'organisation': optional(
                Text(most=160), '', 'the id of a signatory, or the name of an organisation'
            ),
        },
        'a quotation of the press texts, and whose it is',
    ),
    1,
    100,
)

PRESS_TEXT = Record(
    {'title': optional(Text(), '', 'the heading of the text'), 'foreign': _FOREIGN},
    'of a press text that a layout reads for itself',
)

_PHRASE_KEY = Typed(
    matching(r'[a-z][a-z0-9_]*(\.[a-z0-9_]+)*'),
    'LP134',
    'a phrase key',
    'use small letters a to z, digits, underscores and points: letter.subject',
    {'type': 'string', 'pattern': r'^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$'},
)

PHRASES = Table(_PHRASE_KEY, Either(Text(empty=True), Table(Choice(PLURALS), Text())))

OPENED = Record(
    {
        'block': Field(Integer(1, 2000), about='of the letter, from 1'),
        'sentence': Field(Integer(1, 500), about='of this block, from 1'),
    },
    'a sentence of the letter that a sheet shows',
)

POSTERS = Table(Slug, Table(_PHRASE_KEY, Either(Text(), List(Either(Text(), OPENED), 1, 40))))

_SHELF = Record(
    {
        'heading': Field(Slug, about='the phrase kit.<heading> is its heading'),
        'rank': optional(Integer(1, 1000), 1000, 'its place below the heading'),
        'words': optional(
            _PHRASE_KEY, '', 'kit.<words> names it, kit.<words>_what says what it is'
        ),
    }
)

_PICTURE = Record(
    {
        'of': Field(Slug, about='the size that it is printed at'),
        'alt': optional(_PHRASE_KEY, '', 'kit.<alt>_alt says what is to be seen on it'),
        'says': optional(
            List(_PHRASE_KEY, distinct=True),
            (),
            'slots of content/posters that stand on it in large letters; without it its title',
        ),
        'also': optional(
            List(_PHRASE_KEY, distinct=True),
            (),
            'slots of content/posters that stand on it below those',
        ),
        'foot': optional(Flag(), True, 'whether the foot of posters stands on it'),
    }
)

_SHEET = Record({'width': Decimal(10, 5000), 'height': Decimal(10, 5000)})

_WAY_OUT = Record(
    {
        'what': Field(Text(most=120), about='what is done, after “is made”: “on A1”'),
        'measures': optional(MEASURES, {}, 'the measures that are different'),
        'sheet': optional(
            Table(Slug, _SHEET), {}, 'another sheet: its name, width and height in mm'
        ),
        'most_pages': optional(Integer(1, 1000), None, 'how many pages it may have'),
    },
    'it takes over what the ways before it changed',
)

SCHEMES = ('zine', 'booklet', 'two-up', 'four-up', 'placard')
_ROLE = Typed(
    matching(r'[a-z]+(?:_[a-z]+)*'),
    'LP134',
    'the name of a role',
    'use small letters a to z and single underscores',
    {'type': 'string', 'pattern': '^[a-z]+(_[a-z]+)*$'},
)
_TREATMENTS = ('none', 'line', 'white', 'type', 'accent', 'accent-text')

_STEP = Record(
    {'measures': Field(MEASURES, about='the measures that are different')},
    'it takes over what the steps before it changed',
)

SHARED = Record({'measures': MEASURES})

LAYOUT = Record(
    {
        'target': optional(Slug, '', 'the word of the command line that makes it'),
        'shelf': optional(Either(Slug, _SHELF), None, 'where the kit shows it'),
        'folder': optional(Slug, 'pdf', 'the folder of build/ in which its files lie'),
        'stem': Field(Slug, about='how the names of its files begin'),
        'by': optional(
            List(Text(), distinct=True),
            ('language', 'size'),
            'the axes of which it makes one document a point',
        ),
        'sizes': optional(
            Table(Slug, _SHEET, 1),
            {},
            'width and height in mm by name; a page for the browser has none',
        ),
        'pictures': optional(
            Table(Slug, Integer(16, 8000)),
            {},
            'of these sizes it is a picture for screens, so many pixels wide',
        ),
        'picture': optional(
            Either(Slug, _PICTURE),
            None,
            'of the print at which size there is a picture for screens, besides',
        ),
        'browser': optional(Flag(), False, 'it is a page for the browser, one file, and no PDF'),
        'kit': optional(
            List(Slug, 1, distinct=True),
            (),
            'the sizes that are made where nobody asks for one by its name (--size)',
        ),
        'scaled': optional(Table(Slug, Slug), {}, 'sizes that are another one made larger: a1: a2'),
        'versions': optional(
            Table(Slug, Table(_ROLE, Choice(_TREATMENTS), 0), 0),
            None,
            'it is printed in the roles of posters, so it can be coloured anew; what it treats '
            'otherwise than the house, by version and role',
        ),
        'imposed': optional(
            Table(Slug, Choice(SCHEMES)),
            {},
            'the sizes whose pages are placed on larger sheets, and how',
        ),
        'builds_on': optional(
            Slug, '', 'another layout whose template and style this one takes over'
        ),
        'shares': optional(
            Slug,
            '',
            'the file of layouts/_shared/ (without .yaml) whose measures it has, too',
        ),
        'measures': optional(MEASURES, {}, 'lengths in mm and sizes of type in points, by name'),
        'reads': optional(
            List(Text(), distinct=True), (), 'the parts of an edition that it prints'
        ),
        'most_pages': optional(Integer(1, 1000), None, 'how many pages it may have'),
        'ways_out': optional(
            List(_WAY_OUT, 1, 20), (), 'what is tried in turn where the text does not fit'
        ),
        'larger': optional(
            List(_STEP, 1, 20), (), 'what is larger, step by step, where the text leaves a hole'
        ),
        'copies': optional(
            List(Choice(('sealed', 'paper')), 1, distinct=True),
            ('sealed',),
            'which copies are made of what is sealed: paper is signed by hand',
        ),
        'encloses': optional(
            List(Text(), distinct=True), (), 'what its PDF holds as data: signatories'
        ),
        'groups': optional(
            Flag(), False, 'local groups may have it with their event, their logo, their imprint'
        ),
        'filed': optional(Flag(), False, 'it is filed with bodies, and judged by their rules'),
        'spoken': optional(
            Either(Flag(), List(_PHRASE_KEY, 1, distinct=True)),
            False,
            'made only where content/posters has words under its name; or these of them',
        ),
        'mailed': optional(
            Flag(), False, 'it is the letter that addressees get, when what is filed is made'
        ),
        'variant': optional(Choice(('pdf/a-3a',)), '', 'the archival form, if it takes one'),
        'ua': optional(Flag(), False, 'accessible: PDF/UA-1'),
        'seal': optional(
            Record(
                {
                    'anchor': Text(),
                    'co_signers': optional(
                        List(Slug, 1, 8, distinct=True),
                        (),
                        'ids of the elements for further seals, in their order; each field has '
                        'the name of its id',
                    ),
                }
            ),
            None,
            'the element that becomes the field of the seal',
        ),
    },
    gone={
        'kind': 'a layout has no kind any more: it says what it is for by target, shelf, by, reads '
        'and others; layouts/README.md describes them, layouts/letter shows them',
    },
)

_BY_CIVILITY = Table(Text(), Text())  # unsaid, and any civility of the language

CIVILITIES = Table(Text(), Text())

FORMS = Table(
    Slug,
    Record(
        {
            'call': Field(
                _BY_CIVILITY,
                about='the salutation, with the comma at its end; unsaid: for a seat without a '
                'name, or where the civility is not known',
            ),
            'title': optional(
                _BY_CIVILITY,
                None,
                'what {title} stands for in the column office; named: for a name without a '
                'civility; " /" begins a new line',
            ),
            'closing': Field(
                Either(Text(), _BY_CIVILITY),
                about='the closing formula; {call}: the bare salutation',
            ),
        }
    ),
)
FORMS_FILE = Besides({'civilities': CIVILITIES}, FORMS)
