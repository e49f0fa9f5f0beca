"""Who does the work of a build: tasks as values, and the executors that do them.

Tasks come in, each the name of a module's function, its arguments, and the digests of what it reads
from the depot; outcomes go out. `local` does them in warm forked processes of this machine, where
forked memory is a mere cache of the depot. `cluster` has them done by Dask workers: `courier` is
the one process that talks to Dask, `remote` is what it calls in a Dask worker, `foreman` is the
process beside that worker in which the engine runs, and `values` takes in what comes back. What a
key is needed for stays on this machine.
"""
