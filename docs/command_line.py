"""The command line reference of the READMEs, generated from the parser's own help texts.

python docs/command_line.py           print it
python docs/command_line.py --write   put it into README.md and README.vi.md
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from rag.commands import COMMANDS

ROOT = Path(__file__).parent.parent
READMES = (ROOT / "README.md", ROOT / "README.vi.md")
BLOCK = re.compile(
    r"(?<=<!-- command line: python docs/command_line\.py --write -->\n).*?"
    r"(?=<!-- end of command line -->)",
    re.DOTALL,
)


def reference() -> str:
    """Every command's usage and what it does, as a fenced block."""
    return "```text\n" + "".join(_usage(name) for name in COMMANDS) + "```\n"


def updated(readme: str) -> str:
    """The README's text with the reference of today in its place."""
    return BLOCK.sub(lambda _: reference(), readme)


def _usage(command: str) -> str:
    """The usage on one line and the description on the next, as `hoibaocao COMMAND --help` says them."""
    wide = {**os.environ, "COLUMNS": "1000"}
    asked = subprocess.run(
        [sys.executable, "-m", "rag", command, "--help"],
        cwd=ROOT,
        env=wide,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    usage, description = asked.stdout.split("\n\n")[:2]
    return f"{usage.removeprefix('usage: ').replace('[-h] ', '')}\n    {description.strip()}\n"


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        for path in READMES:
            path.write_text(updated(path.read_text("utf-8")), encoding="utf-8")
    else:
        print(reference(), end="")
