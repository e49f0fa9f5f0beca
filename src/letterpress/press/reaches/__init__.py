"""Where the house reaches into the engine's private parts, and changes or hastens what it does.

Every name that is reached for stands in base/reaches/table.py, with those of the other libraries;
all are checked before the first patch is laid on (`quick_import`, press/engine).

Modules of WeasyPrint and pyphen come in and are patched once, when the engine is imported; nothing
goes out but the same pages, earlier or better broken. `lines` is about the lines of paragraphs.
What the engine would do again and again is done once (`stylesheets`, `declarations`,
`quick_import`); what it does wrongly at a page's foot is mended (`positioned`). `boxes` walks what
was laid out.
"""
