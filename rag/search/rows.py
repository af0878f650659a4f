"""What the vectors of an index stand for: for each, the database's row, the report and the span.

Plain arrays, so that millions of rows take some bytes each and can be read from disk as they lie there (mapped, not
loaded). Rows are ascending, and a report's rows stand together.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.documents.schema import Indexed

Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]
REPORT, NUMBER, START, END, PASSAGE = range(5)


@dataclass(frozen=True)
class Rows:
    """The rows of an index, by position.

    Args:
        ids: (n,) of the database, ascending.
        places: (n, 5) report (a position in `reports`), number, start, end, passage.
        reports: ids of the reports.
    """

    ids: NDArray[np.int64]
    places: NDArray[np.int32]
    reports: list[str]

    @classmethod
    def empty(cls) -> Rows:
        """No rows."""
        return cls(np.zeros(0, np.int64), np.zeros((0, 5), np.int32), [])

    @classmethod
    def read(cls, stem: Path) -> Rows:
        """The rows that `write` wrote, mapped. Raises ValueError or OSError when they are damaged."""
        reports = json.loads(stem.with_suffix(".reports.json").read_text("utf-8"))
        return cls(read_array(stem.with_suffix(".ids.npy")), read_array(stem.with_suffix(".places.npy")), reports)

    def write(self, stem: Path) -> None:
        """Write three files whose names begin with the stem's."""
        np.save(stem.with_suffix(".ids.npy"), self.ids)
        np.save(stem.with_suffix(".places.npy"), self.places)
        stem.with_suffix(".reports.json").write_text(json.dumps(self.reports), "utf-8")

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def ranges(self) -> dict[str, tuple[int, int]]:
        """Where each report's rows begin and end."""
        if not len(self):
            return {}
        report = np.ascontiguousarray(self.places[:, REPORT])
        begins = np.concatenate([[0], np.flatnonzero(np.diff(report)) + 1])
        ends = np.append(begins[1:], len(self))
        names = (self.reports[number] for number in report[begins].tolist())
        return dict(zip(names, zip(begins.tolist(), ends.tolist(), strict=True), strict=True))

    def positions(self, ids: Sequence[int] | NDArray[np.int64]) -> Positions:
        """The position of each row of the database, -1 for one that is not here."""
        wanted = np.asarray(ids, np.int64)
        if not len(self):
            return np.full(len(wanted), -1, np.int64)
        found = np.minimum(np.searchsorted(self.ids, wanted), len(self) - 1)
        return np.where(self.ids[found] == wanted, found, -1)

    def mask(self, reports: Iterable[str]) -> Mask:
        """Which rows belong to some reports, (n,)."""
        chosen = np.zeros(len(self), np.bool_)
        for one in reports:
            if (range_ := self.ranges.get(one)) is not None:
                chosen[slice(*range_)] = True
        return chosen

    def indexed(self, position: int) -> Indexed:
        """What stands at a position."""
        report, number, start, end, passage = self.places[position].tolist()
        return Indexed(int(self.ids[position]), self.reports[report], number, start, end, passage)

    def position_of(self, report_id: str, number: int) -> int:
        """Where a report's sentence or passage of a number stands, -1 when it is not here."""
        first, last = self.ranges.get(report_id, (0, 0))
        at = first + int(np.searchsorted(self.places[first:last, NUMBER], number))
        return at if at < last and self.places[at, NUMBER] == number else -1

    def joined(self, keep: Mask, others: Rows) -> Rows:
        """The rows kept of these, then the others, which are newer and so have higher ids."""
        reports = [*self.reports, *others.reports]
        moved = others.places.copy()
        moved[:, REPORT] += len(self.reports)
        ids, places = np.concatenate([self.ids[keep], others.ids]), np.concatenate([self.places[keep], moved])
        used = np.unique(places[:, REPORT])
        places[:, REPORT] = np.searchsorted(used, places[:, REPORT])
        return Rows(ids, places, [reports[number] for number in used.tolist()])

    def among(self, reports: Collection[str]) -> int:
        """How many rows belong to some reports."""
        return sum(end - begin for one in reports for begin, end in [self.ranges.get(one, (0, 0))])


def read_array(path: Path) -> Any:
    """An array of a file, mapped; an empty one cannot be and is loaded."""
    try:
        return np.load(path, mmap_mode="r", allow_pickle=False)
    except ValueError:
        return np.load(path, allow_pickle=False)
