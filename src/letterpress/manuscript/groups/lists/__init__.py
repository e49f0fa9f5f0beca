"""Lists of groups that a coalition keeps: tables of any form's, in any of the house's languages.

In come the rows of a table, out come groups as their files will be read, and for each row that is
not understood a question to a person. Nothing here is guessed, and nobody is listed unasked.
"""
