"""The compositor's desk: what a template calls.

In come texts and markup, widths in mm and sizes of type; out go titles, lines, frames and columns
in their places, to be printed as they are. Each object is made for one document and holds its
ruler, language, faces and style: `type` is the Compositor (pages), `stick` the Stick (posters, on
the Galley, which sets running text), `panel` the sheet of a poster. How type is measured and lines
are chosen stands in layout/type; what belongs together on a page is put together here.
"""
