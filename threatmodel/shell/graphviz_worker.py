"""DOT -> positions, in a process of its own: Graphviz is a C library, and a crash or a hang costs only this.

Started by path, not as a module, so that neither this package nor anything in the current folder is imported.
"""

import sys

NO_GRAPHVIZ = 3


def main() -> int:
    """Lay out the graphs on standard input, parted by blank lines; write their JSON to standard output."""
    try:
        import pygraphviz  # noqa: PLC0415 - may be missing, which is an answer
    except ImportError:
        return NO_GRAPHVIZ
    for text in sys.stdin.read().split("\n\n"):
        placed = pygraphviz.AGraph(string=text).draw(format="json0", prog="dot")
        sys.stdout.buffer.write(placed + b"\n")
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
