"""Colour: a finished PDF in other inks, without laying it out again.

A print comes in (PDF bytes, RGB) with a `Paint` for each of its colours; the same print comes out
in those paints (`recolour`). `content` reads the operators of a page, `drawn` says what they draw
and in which state, `rewriting` writes them anew, `document` finds and replaces the streams of a
file. Pure: bytes and values in, bytes out.
"""
