"""What a release quotes: quotations as data, each with who says it.

quotes.yaml of a language comes in; out come `Quote`s and the blocks of the release in which they
are placed (`quotes`), what is wrong with them, by the letter among others (`judged`), and the marks
around them as the language has them (`quotation_marks`).
"""
