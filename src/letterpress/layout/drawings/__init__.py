"""What is drawn, not set: pictures made from the roll and from geometry.

Values come in, SVG goes out. `device` is the device of the house: a stroke for each signatory;
`code` is that of an address, `face` a ring for the poster of a bar. `pictures` is what a template
draws with, `addresses` finds what a document names.
"""
