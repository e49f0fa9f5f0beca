"""What is drawn, not set: pictures made from the roll and from geometry.

Values come in, SVG goes out. `device` is the device of the house: a stroke for each signatory.
"""
