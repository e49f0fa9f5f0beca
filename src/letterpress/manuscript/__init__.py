"""The manuscript: what is said, and whether it may be printed.

In come the bytes of content/ (paths to bytes), out come one checked, frozen `Campaign`, the
`Edition` that one language sees of it, and every `Finding` on the way. `yaml` reads the files,
`text` what is said, `roll` who says it, `filing` to whom; `model` has the values, `reading` puts
them together, `census` counts; `schemas` tells editors what each file may hold. Pure: no file,
clock, environment or process is touched here, and nothing of how a page looks is known. Third
parties: PyYAML (events only), markdown-it-py, Babel, pyuca.
"""
