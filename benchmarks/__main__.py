"""Prints every table, or those that are named: what the claims about speed rest on."""

from __future__ import annotations

import sys
from typing import Final

from benchmarks import catalogue, engine, likelihood, planning, pytm, reading, starting
from benchmarks.rows import show

TABLES: Final = (starting, catalogue, reading, likelihood, planning, engine, pytm)


def main() -> int:
    """Return 1 when a limit does not hold, else 0."""
    names = {table.__name__.rpartition(".")[2]: table for table in TABLES}
    wanted = sys.argv[1:] or list(names)
    unknown = [name for name in wanted if name not in names]
    if unknown:
        print(f"no such table: {', '.join(unknown)}; there are {', '.join(names)}")
        return 2
    hold = [show(names[name].__doc__ or name, names[name].rows()) for name in wanted]
    return 0 if all(hold) else 1


if __name__ == "__main__":
    sys.exit(main())
