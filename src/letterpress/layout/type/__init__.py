"""Setting type that must fit: arithmetic on ink that somebody else measured.

Texts, names and a ruler come in; lines with sizes and places, columns and pages go out. `setting`, `titles`, `copyfit` and
`justify` break lines, `columns` and `wall` place names, `pages` asks how many pages a letter takes, `grid` says where a line
stands in its lead. `stick` is what a template calls.
"""
