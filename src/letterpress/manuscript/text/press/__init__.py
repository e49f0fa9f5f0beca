"""What the press gets beside the release: fact sheet, questions and answers, quotations.

Their files of a language come in. Out come what is wrong with the texts (`house`); `Quote`s and the
blocks of the release in which they are placed (`quotes`), what is wrong with those, by the letter
among others (`judged`), and the marks around them as the language has them (`quotation_marks`).
"""
