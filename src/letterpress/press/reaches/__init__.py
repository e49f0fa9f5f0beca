"""Where the house reaches into the engine's private parts, and changes or hastens what it does.

Every name that is reached for stands in base/reaches/table.py, with those of the other libraries;
all are checked before the first patch is laid on (`quick_import`, press/engine).

Modules of WeasyPrint and pyphen come in and are patched once, when the engine is imported; nothing
goes out but the same pages, earlier or better broken. What the engine would do again and again is
done once (`remembered_lines`, `stylesheets`, `patterns`, `quick_import`); what it does wrongly is
mended (`hyphenation`, `address_breaks`, `footnotes`, `line_ends`, `positioned`). `boxes` walks what
was laid out.
"""
