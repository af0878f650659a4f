"""How much one file may cost: its size, what it unpacks to, its pages, rows and text, time and memory."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, fields, replace

from rag.errors import UsageError

VARIABLE = "HOIBAOCAO_LIMITS"
_MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost; whoever owns larger ones raises a limit by `HOIBAOCAO_LIMITS` ("pages=5000,seconds=600").

    Megabytes are of 2**20 bytes. `seconds` are of the processor; the clock may run four times as long, because the
    machine does other things too.
    """

    megabytes: int = 100  # the file
    unpacked: int = 500  # megabytes that an archive (docx, xlsx, pptx, ...) unpacks to
    pages: int = 3_000
    rows: int = 200_000  # of tables
    characters: int = 5_000_000  # of the text: some 1,500 dense pages
    seconds: int = 120
    memory: int = 2_048  # megabytes

    @property
    def patience(self) -> float:
        """Seconds by the clock after which a file is given up."""
        return 4.0 * self.seconds

    def to_text(self) -> str:
        """The limits as the variable gives them."""
        return ",".join(f"{name}={value}" for name, value in asdict(self).items())


def read_limits(written: str | None = None) -> Limits:
    """The limits in force.

    Args:
        written: "name=value,…", the environment's `HOIBAOCAO_LIMITS` by default; what it does not name stays.

    Raises:
        UsageError: limits_invalid.
    """
    written = os.environ.get(VARIABLE, "") if written is None else written
    names = {field.name for field in fields(Limits)}
    limits = Limits()
    for part in filter(None, (p.strip() for p in written.split(","))):
        name, _, value = part.partition("=")
        if name.strip() not in names or not value.strip().isascii() or not value.strip().isdigit() or not int(value):
            raise UsageError("limits_invalid", variable=VARIABLE, part=part, names=", ".join(sorted(names)))
        limits = replace(limits, **{name.strip(): int(value)})
    return limits
