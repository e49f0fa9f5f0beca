"""Start the command line: `letterpress` and `python -m letterpress`."""

import gc
import os
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line and leave with its exit code."""
    # a run is short: at Python's own pace the collector of garbage takes a tenth of it
    gc.set_threshold(100_000, 20, 100)
    try:
        from letterpress.cli.main import run

        code = run(sys.argv[1:])
        with suppress(OSError):
            sys.stderr.flush()
        # `run` has flushed stdout; to take down what was imported would take a seventh of a second
        os._exit(code)
    except KeyboardInterrupt:  # while importing, or a second time while clearing up
        print('interrupted', file=sys.stderr)
        code = 130
    sys.exit(code)


if __name__ == '__main__':
    main()
