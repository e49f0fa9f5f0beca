"""What must be made, what is fresh, who makes it, where it goes.

A project and the wishes of the command line come in; artefacts in build/ and findings go out. `plan` says what there is to make,
`freshness` whether anything is to be done at all, `store` keeps what was made; `printing` and `mailing` make it in the
worker processes of `local`; `run` is the way through all of them.
"""
