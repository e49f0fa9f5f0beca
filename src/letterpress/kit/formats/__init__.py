"""The formats in which a text leaves the house beside PDF.

An `Edition` comes in; plain text and HTML go out: `texts` for the press texts and the letter's words, `twin` for the letter as
a web page.
"""
