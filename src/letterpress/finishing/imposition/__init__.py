"""Imposition: pages of a finished PDF come in, sheets for a printer go out.

`placing` holds the values: a sheet, what lies on it and where, all in millimetres from its lower
left corner. `tiles` cuts a poster into sheets, `assembly` says how they are put together; both are
pure. `source` reads the PDF and refuses what cannot be imposed: a sealed one above all, whose every
byte must stay. `sheets` writes: each page once, as one form that all sheets share, vectors as they
were, no tags (the order of reading is that of the PDF it was made from), the title and the language
kept, and printers told to scale nothing. `lettering` sets what stands beside the pages.
"""
