"""`python -m narrate` and the `narrate` command."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the process ends with its exit code."""
    from narrate.cli import run

    run()


if __name__ == "__main__":
    main()
