"""Start the web demo: the same as `hoibaocao serve`."""

from __future__ import annotations

import sys


def main() -> int:
    """Serve the page at http://127.0.0.1:7860 over the user's library."""
    from rag.cli import main as command_line

    return command_line(["serve", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
