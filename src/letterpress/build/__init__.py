"""What must be made, what is fresh, who makes it, where it goes.

A project and the wishes of the command line come in; artefacts in build/ and findings go out.
`plan` says what there is to make, `freshness` whether anything is to be done at all, `cache` keeps
what was made. `printing` and `mailing` decide what to have made, `stages` are the functions that
make it, `workers` the executors that call them, on this machine or on others. `bundling`, `mailed`
and `filing` add what goes with the documents. `run` is the way through all of them.
"""
