"""Setting type that must fit: arithmetic on ink that somebody else measured.

Texts, names and a ruler come in (`ink`); lines with sizes and places, columns and pages go out.
`breaking` says where lines end, for `titles` and wood type (`wood`), `total_fit` those of running
text; `copyfit` and `pages` find its size, `languages` what it asks of blanks and hyphens; `columns`
and `wall` place names, `grid` says where a line stands in its lead. What a template calls is
layout/desk.
"""
