"""What a derived index on disk consists of, and whether its files are still as they were written."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from rag.search.lexical import Mark

FORMAT = 2
_NAME = "manifest.json"
_BLOCK = 1 << 20
_WHOLE = 256  # blocks; of a longer file every 64th is read: seconds instead of minutes for an index of gigabytes
_STEP = 64


@dataclass(frozen=True, slots=True)
class Manifest:
    """A part of the derived indexes.

    Args:
        folder: where it lies.
        mark: the state of the library that it was written for.
        encoder: whose vectors it holds, "" when none.
        files: size and checksum of each, by name.
    """

    folder: Path
    mark: Mark
    encoder: str
    files: Mapping[str, tuple[int, int]]

    def is_whole(self, quick: bool = False) -> bool:
        """Whether the files are as written.

        Args:
            quick: look at their sizes alone, when this process has checked them before.
        """
        try:
            found = {path.name: path for path in index_files(self.folder)}
            return found.keys() == self.files.keys() and all(
                (path.stat().st_size == self.files[name][0]) if quick else (_sum(path) == self.files[name])
                for name, path in found.items()
            )
        except (OSError, ValueError):
            return False


def read(folder: Path) -> Manifest | None:
    """The manifest of a folder; None when there is none that can be read."""
    try:
        told = json.loads((folder / _NAME).read_text("utf-8"))
        if told["format"] != FORMAT:
            return None
        files = {str(name): (int(size), int(crc)) for name, (size, crc) in told["files"].items()}
        return Manifest(folder, Mark(**told["mark"]), str(told["encoder"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write(folder: Path, mark: Mark, encoder: str, before: Manifest | None = None) -> Manifest:
    """Write the manifest of a folder as it is now, last of all and in one step.

    Args:
        before: an earlier one, known to be true: a file that it names is not read again, for no index changes a
            file under its name but tantivy's `meta.json`.
    """
    known = {} if before is None else {n: s for n, s in before.files.items() if n != "meta.json"}
    files = {path.name: known.get(path.name) or _sum(path) for path in index_files(folder)}
    told = {"format": FORMAT, "mark": asdict(mark), "encoder": encoder, "files": files}
    fresh = folder / f"{_NAME}.new"
    fresh.write_text(json.dumps(told), "utf-8")
    fresh.replace(folder / _NAME)
    return Manifest(folder, mark, encoder, files)


def index_files(folder: Path) -> list[Path]:
    """The files that make up an index. Of tantivy's, those that its `meta.json` names: others are left-overs."""
    files = [p for p in folder.iterdir() if p.is_file() and not p.name.startswith((_NAME, "."))]
    meta = folder / "meta.json"
    if meta not in files:
        return files
    named = {meta.name}
    for segment in json.loads(meta.read_text("utf-8"))["segments"]:
        stem = segment["segment_id"].replace("-", "")
        named |= {p.name for p in files if p.name.startswith(stem) and p.suffix != ".del"}
        if segment["deletes"]:
            named.add(f"{stem}.{segment['deletes']['opstamp']}.del")
    return [p for p in files if p.name in named]


def _sum(path: Path) -> tuple[int, int]:
    """Size and CRC-32 of a file; of a long one, of its first and last blocks and every 64th between."""
    size = path.stat().st_size
    blocks = -(-size // _BLOCK)
    wanted = range(blocks) if blocks <= _WHOLE else [*range(0, blocks - 1, _STEP), blocks - 1]
    value = 0
    with path.open("rb") as file:
        for block in wanted:
            file.seek(block * _BLOCK)
            value = zlib.crc32(file.read(_BLOCK), value)
    return size, value
