"""The lists that people bring: run-on text, tables of any form's, spreadsheets, rolls.

The bytes of a file come in; out come signatories without an id, why some of them are not public,
and a question for every line, column and cell that was not understood. `sources` finds text or rows
(`spreadsheets`) in the bytes; `vocabulary` knows headings and `columns` what follows, `forms` what
programs export; `cells` what a cell means, `rows` what follows for a row, `doubts` how it is said;
`table` and `plain_text` read a file, `imports` takes any of them and `merging` adds what it says to
the roll.
"""
