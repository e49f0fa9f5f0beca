"""Long rolls: from about a thousand names on, lines are measured here and written by the press.

Names in their order come in, pages of columns go out (`filling`), every name in the lines that it
is set in (`rows`); `leaves` are what the press gets beside the composition: the markup of a
document shows a page that goes on like the one before once, with an empty place for its names.
"""
