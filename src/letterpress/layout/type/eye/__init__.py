"""The eye: a pupil, and everybody who signed around it.

In come the names as they are measured and the room there is (`frame`); out come rays, each with its
turn, its place and its size (`rays`), or, of more than a sheet can name, a stroke for each
(`strokes`). Lengths in mm, widths of names in em, turns in radians: 0 points to the right, and they
grow clockwise, as y grows downwards.
"""
