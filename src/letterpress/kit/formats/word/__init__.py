"""A press text for an office: DOCX with real styles, notes, lists and tables.

A `Document` comes in, a file that every word processor opens goes out: `document` writes the body,
`text` runs and links, `package` gives the file its styles (styles.xml, numbering.xml), its pages,
and one possible form.
"""
