"""Prints every table: what the claims about speed rest on."""

from __future__ import annotations

from benchmarks import reading

TABLES = (reading,)


def main() -> None:
    for table in TABLES:
        print(table.__doc__)
        for name, result in table.rows():
            print(f"  {name:<40} {result}")


main()
