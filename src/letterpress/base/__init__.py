"""What every room may use and nothing of letters: lengths, tables of cells, characters, directions.

Values and texts come in, values, texts and findings go out. Pure, and the lowest room: it imports
nothing of the house but `findings`. `lengths` has millimetres, points and papers; `tables` reads
and writes CSV, `codepages` guesses (for people) what a file is encoded in; `nearest` offers the
known word that was meant, `visible` shows what hides in a stranger's; `characters` says which
characters a text may hold; `bidi` and `bidi_runs` hold together what runs against a text; `unswept`
spares work of many small values the collector of circles; `reaches` has every private part of a
third party that the house uses, and checks that it is there.
"""
