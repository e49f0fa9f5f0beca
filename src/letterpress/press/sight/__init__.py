"""What a reader of the pages would miss or not see.

What was laid out and drawn comes in (`seen`, `stretches`); findings go out: text that is on no page
(`lost`), over other text (`overlaps`), in the colour of its ground (`contrast`), out of its frame
(`overset`). `reader` makes the one walk.
"""
