"""A verdict for people, in the reader's own language: on the terminal and as a page to keep.

A `Checked` file comes in; sentences (`answers`) and one page of HTML (`report`) go out.
"""
