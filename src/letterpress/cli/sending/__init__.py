"""The commands that make what a person sends: messages, ready to be opened.

In: which languages, and how. Out: paths of what was written; nothing is sent.
"""
