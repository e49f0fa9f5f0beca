"""Pictures made of type alone: a letter as black bars, words as people who stand in a row.

Measured ink and widths of words come in; boxes, paths and places in mm go out.
"""
