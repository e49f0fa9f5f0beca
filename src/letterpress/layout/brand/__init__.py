"""How a campaign looks: what its content/brand.yaml makes of roles that layouts name.

In comes a `Brand`, out comes a `Look`: a colour for each role, stacks of typefaces, the logo as a
`Picture` that is safe to place, and which device is drawn.
"""
