"""Start the command line: `letterpress` and `python -m letterpress`."""
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from letterpress.cli import run
    sys.exit(run(sys.argv[1:]))


if __name__ == '__main__':
    main()
