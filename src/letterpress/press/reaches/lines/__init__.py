"""The lines of a paragraph: read, chosen together, set by the engine as they were chosen.

A line box of the engine comes in with its styles; its lines go out where `chosen_lines` has them
end. `paragraphs` reads where they may end, by `patterns` and `address_breaks`, and `widths` how
wide all of it is; `remembered_lines` answers what the engine asks again, `answers` keeps what later
builds would ask; `line_ends` and `hyphenation` mend what it does at the end of a line.
"""
