"""The table of reaches: every name of a third party that it does not promise to keep.

Under each module its names, one a line: the name, what for, and which of our modules do it.
`Page()._page_box` is a field that the class gives to its instances. A name is replaced (our
function stands in its place), overridden, watched (ours calls it and looks on), called, read,
changed or made. pypdf is used by what it documents alone, so it does not stand here.
"""

from __future__ import annotations

import importlib
import re
from functools import cache

from letterpress.values import dataclass

_TABLE = """
weasyprint.layout
    LayoutContext._update_footnote_area  replaced: an empty foot  press/reaches/positioned
    LayoutContext.layout_footnote  replaced: notes stay        press/reaches/positioned
    LayoutContext.unlayout_footnote  replaced: notes stay      press/reaches/positioned
    LayoutContext.report_footnote  replaced: notes stay        press/reaches/positioned
    make_all_pages            replaced: notes of every page    press/reaches/positioned
    make_margin_boxes         replaced: none, or of all pages  press/ruler press/leaves/folios
weasyprint.layout.inline
    split_first_line          replaced: known lines            press/reaches/lines/remembered_lines
    split_text_box            replaced: addresses, chosen lines  press/reaches/lines/address_breaks
    split_inline_box          replaced: chosen lines           press/reaches/lines/chosen_lines
    text_align                replaced: chosen lines           press/reaches/lines/chosen_lines
    justify_line              called: chosen lines             press/reaches/lines/chosen_lines
    iter_line_boxes           called: chosen lines             press/reaches/lines/chosen_lines
    handle_leader             called: chosen lines             press/reaches/lines/chosen_lines
    resolve_percentages       called: chosen lines             press/reaches/lines/chosen_lines
    resolve_one_percentage    called: chosen lines             press/reaches/lines/chosen_lines
    add_word_spacing          replaced: addresses, other blanks  press/reaches/lines/address_breaks
    count_expandable_spaces   called: blanks of a line         press/reaches/lines/address_breaks
    remove_last_whitespace    replaced: right to left          press/reaches/lines/line_ends
    get_next_linebox          watched: blanks at line ends     press/tags/blanks
weasyprint.layout.block
    iter_line_boxes           replaced: chosen lines           press/reaches/lines/chosen_lines
    find_earlier_page_break   replaced: no hyphen at its end   press/reaches/lines/chosen_lines
    remove_placeholders       called: lines that go            press/reaches/lines/chosen_lines
weasyprint.layout.preferred
    split_first_line          replaced: known lines            press/reaches/lines/remembered_lines
weasyprint.layout.absolute
    absolute_box_layout       replaced: boxes are whole        press/reaches/positioned
    AbsolutePlaceholder()._box  read: the box it stands for    press/reaches/boxes
weasyprint.text.line_break
    split_first_line          called: lines                    press/slots
    Layout.set_text           replaced: addresses              press/reaches/lines/address_breaks
    Layout.get_first_line     called: ink, widths              press/ruler press/sight/seen
    Layout.reactivate         called: ink                      press/slots press/sight/seen
    Layout.deactivate         called: ink                      press/slots press/sight/seen
    create_layout             called: ink, widths of a paragraph  press/ruler
    get_log_attrs             called: where a line may end     press/reaches/lines/paragraphs
    font_features             called: addresses unkerned       press/reaches/lines/address_breaks
    FROM_UNITS                read: widths of a paragraph      press/reaches/lines/widths
    strut                     called: ink, height of a line    press/ruler
    line_size                 called: ink, justified lines     press/ruler
weasyprint.text.ffi
    ffi                       called: ink, widths              press/ruler press/sight/seen
    pango                     called: ink, kerning, glyphs     press/ruler press/slots
    FROM_UNITS                read: ink                        press/sight/seen
weasyprint.formatting_structure.boxes
    BlockBox                  read: entries of a list          press/leaves/model
    BlockContainerBox         read: the block of a text        press/sight/stretches
    BlockLevelBox             read: paragraphs                 press/slots press/tags/tree
    FootnoteAreaBox           read: the height of notes        press/ruler
    InlineBlockBox            read: what hangs beside a line   press/ruler
    InlineBox                 read: words in a line            press/tags/tree
    LineBox                   read: lines                      press/ruler press/slots
    MarginBox                 read: page numbers               press/tags/tagging
    PageBox                   read: the page                   press/sight/stretches
    ParentBox                 read: what has boxes in it       press/sight/stretches
    ReplacedBox               read: pictures                   press/tags/claims
    TableBox                  read: tables                     press/tags/claims press/tags/tables
    TableCellBox              read: tables  press/tags/claims press/tags/tables press/tags/tree
    TableRowBox               read: tables                     press/tags/claims press/tags/tree
    TableRowGroupBox          read: heads of tables            press/tags/tables press/tags/tree
    TextBox                   read: texts                      press/ruler press/tags/tagging
    TextBox.copy_with_text    called: ink, a part of a text    press/ruler
weasyprint.css
    CSS                       replaced: known stylesheets      press/reaches/stylesheets
    get_all_computed_styles   called: is it displayed          press/sight/lost
weasyprint.css.targets
    TargetCollector           made: is it displayed            press/sight/lost
weasyprint.document
    draw_page                 watched: what is seen            press/sight/seen
    Page()._page_box          read: the boxes of a page        press/tags/tagging press/ruler
weasyprint.draw
    draw_background           watched: what is seen            press/sight/seen
weasyprint.draw.text
    draw_first_line           watched, called: lines           press/sight/seen press/slots
weasyprint.matrix
    Matrix                    made: where it is drawn          press/sight/seen press/slots
weasyprint.text.fonts
    get_hb_object_data        called: names of a long roll     press/leaves/shaping
    get_pango_font_hb_face    called: names of a long roll     press/leaves/shaping
weasyprint.pdf
    add_tags                  watched: words of the tags       press/tags/tagging
    build_fonts_dictionary    watched: what glyphs say         press/tags/tagging
weasyprint.pdf.tags
    _build_box_tree           watched: boxes of the tags       press/tags/tagging
weasyprint.pdf.fonts
    Font().to_unicode         changed: what glyphs say         press/tags/spelling
weasyprint.pdf.stream
    Stream.marked             replaced: decoration             press/tags/tagging
    Stream.ctm                read: where it is drawn          press/sight/seen
    Stream.clone              called: lines                    press/slots
    Stream()._tags            read: words of the tags          press/tags/tagging
pydyf
    Object                    read: operations                 press/leaves/pens
    PDF.page_references       read: pages                      press/tags/seal_field
    PDF().objects             read, changed: objects           press/tags/tree
    PDF().catalog             changed: claims, seal            press/tags/steps
    Stream().stream           changed: what is drawn           press/tags/blanks press/merge
    Stream().extra            changed: pictures                press/tags/steps
    Stream.begin_marked_content  called: decoration            press/tags/tagging
    Stream.end_marked_content  called: decoration              press/tags/tagging
pyphen
    HyphDict                  replaced: patterns when asked    press/reaches/lines/patterns
    AlternativeParser         called: patterns                 press/reaches/lines/patterns
    parse                     called: patterns                 press/reaches/lines/patterns
    parse_hex                 called: patterns                 press/reaches/lines/patterns
    ignored                   read: patterns                   press/reaches/lines/patterns
PIL.ImageFile
    LOAD_TRUNCATED_IMAGES     changed: whole pictures only     press/pictures
cffi
    FFI                       replaced: known declarations     press/reaches/quick_import
    FFI.cdef                  replaced: known declarations     press/reaches/quick_import
markdown_it
    MarkdownIt.validateLink   replaced: no link is dropped     manuscript/text/markdown
    MarkdownIt.normalizeLinkText  replaced: links as typed     manuscript/text/markdown
markdown_it.rules_block
    StateBlock.getLines       called: notes                    manuscript/text/structure/notes
    StateBlock.isEmpty        called: notes                    manuscript/text/structure/notes
    StateBlock.is_code_block  called: notes                    manuscript/text/structure/notes
markdown_it.rules_inline
    autolink                  watched: where it ends           manuscript/text/markdown
    backtick                  watched: where it ends           manuscript/text/markdown
    escape                    watched: where it ends           manuscript/text/markdown
    html_inline               watched: where it ends           manuscript/text/markdown
    image                     watched: where it ends           manuscript/text/markdown
    link                      watched: where it ends           manuscript/text/markdown
    newline                   watched: where it ends           manuscript/text/markdown
    StateInline.scanDelims    called: emphasis                 manuscript/text/markdown
markdown_it.rules_inline.state_inline
    Delimiter                 made: emphasis                   manuscript/text/markdown
pyuca.collator
    COLL_ELEMENT_PATTERN      read: rows                       manuscript/roll/order/collation
    Collator_10_0_0.load      overridden: few rows             manuscript/roll/order/collation
    Collator_10_0_0().table   changed: few rows                manuscript/roll/order/collation
    Collator_10_0_0().implicit_weights  changed: few rows      manuscript/roll/order/collation
pyuca.utils
    hexstrings2int            called: rows                     manuscript/roll/order/collation
jinja2.runtime
    Undefined._undefined_message  overridden: plain words      layout/environment
    Undefined._undefined_hint  read: plain words               layout/environment
    Undefined._undefined_obj  read: plain words                layout/environment
    Undefined._undefined_name  read: plain words               layout/environment
jinja2.utils
    missing                   read: plain words                layout/environment
pyhanko.pdf_utils.incremental_writer
    IncrementalPdfFileWriter._update_meta  overridden: no dates  finishing/sealing/appending
    IncrementalPdfFileWriter._handle_id  overridden: no chance  finishing/sealing/appending
pyhanko.pdf_utils.generic
    PdfObject.write_to_stream  overridden: room for the seal   finishing/sealing/appending
"""


@dataclass(frozen=True)
class Reach:
    """A name in a module of a third party: 'Layout.set_text' for what a class has."""

    module: str
    name: str
    why: str
    by: tuple[str, ...]  # modules of ours, from src/letterpress

    @property
    def package(self) -> str:
        """The package that the name is imported from."""
        return self.module.partition('.')[0]

    @property
    def path(self) -> str:
        """The name as one writes it, from its package on."""
        return f'{self.module}.{self.name}'

    def is_there(self) -> bool:
        """Say whether the package that is installed has the name. Imports its module."""
        owner, last = self.owner()
        if '()' in self.name:
            return last in _used_by(getattr(owner, '__init__', None))
        return hasattr(owner, last)

    def owner(self) -> tuple[object, str]:
        """Return the module or class that is to have the name, None without one, and the name."""
        *outer, last = self.name.replace('()', '').split('.')
        try:
            owner: object = importlib.import_module(self.module)
        except ImportError:
            return None, last
        for name in outer:
            owner = getattr(owner, name, None)
        return owner, last


def _used_by(function: object) -> set[object]:
    """Return the names and texts in a function's code: the fields that it sets are among them."""
    code = getattr(function, '__code__', None)
    return {*code.co_names, *code.co_consts} if code is not None else set()


@cache
def reaches() -> tuple[Reach, ...]:
    """Return all reaches, in the order of the table."""
    found, module = [], ''
    for line in _TABLE.strip().splitlines():
        if not line.startswith(' '):
            module = line
            continue
        name, why, by = re.split('  +', line.strip())
        found.append(Reach(module, name, why, tuple(by.split())))
    return tuple(found)
