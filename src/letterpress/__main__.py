"""Start the command line: `letterpress` and `python -m letterpress`."""

import gc
import os
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(
        100_000, 20, 100
    )  # a run is short: at Python's pace the collector takes a tenth of it
    try:
        from letterpress.cli import run

        code = run(sys.argv[1:])
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(
            code
        )  # `run` has flushed stdout. To take down what was imported would take a seventh of a second
    except KeyboardInterrupt:  # while importing, or a second time while clearing up
        print('interrupted', file=sys.stderr)
        code = 130
    sys.exit(code)


if __name__ == '__main__':
    main()
