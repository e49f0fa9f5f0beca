"""The lists that people bring: run-on text, tables with any form's headings, rolls.

The text of a file comes in; out come signatories without an id, why some of them are not public,
and a question for every line, column and cell that was not understood. `columns` knows headings,
`cells` what a cell means, `rows` what follows for a row; `table` and `plain_text` read a file,
`imports` takes any of them and adds what it says to the roll.
"""
