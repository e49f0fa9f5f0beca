"""Start the command line: `letterpress` and `python -m letterpress`."""
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from letterpress.cli import run
        code = run(sys.argv[1:])
    except KeyboardInterrupt:       # while importing, or a second time while clearing up
        print('interrupted', file=sys.stderr)
        code = 130
    sys.exit(code)


if __name__ == '__main__':
    main()
