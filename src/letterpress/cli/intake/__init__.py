"""Commands that take something into content/: a letter, signatories, addressees.

In: a file that somebody sent. Out: what was understood of it, for a person to look at, and then the
project's own file.
"""
