"""Setting type that must fit: arithmetic on ink that somebody else measured.

Texts, names and a ruler come in (`ink`); lines with sizes and places, columns and pages go out.
`breaking` says where lines end, for `titles`, `justify` and wood type (`wood`); `copyfit` and
`pages` find the size of running text, `columns` and `wall` place names, `grid` says where a line
stands in its lead. What a template calls is layout/desk.
"""
