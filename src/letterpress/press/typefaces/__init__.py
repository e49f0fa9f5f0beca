"""The typefaces: which families there are, and whether their files can set what will be printed.

The bytes of fonts/ and a campaign come in; families, font stacks, the configuration of fontconfig
and findings go out. `manifest` reads and proves each family.yaml, `glyphs` reads a font file,
`passages` lists every text that will be printed, `coverage` finds what no face can set, before
anything is laid out.
"""
