"""The command line: words come in, findings and paths go out.

A module a command holds its options and what it tells a person or, with --json, a machine; what is
done stands in `commands` and `build`, and is imported when a command runs: `--help` loads nothing
heavy. `main` is the way in and out, `shared` what several commands have in common.
"""
