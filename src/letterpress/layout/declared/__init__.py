"""What a layout declares that needs more than a word of layout.yaml.

In come a layout, the editions and the files of layouts/; out come the points of the axes at which
it is made (`axes`), and the phrases that it brings along (`own_phrases`). `contradictions` finds
what a layout.yaml cannot mean; each of the other modules reads a declaration of its name.
"""
