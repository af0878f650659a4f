"""What an encoder is: the seam between retrieval and whatever turns text into vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into unit vectors whose dot product says how near a passage is to a query."""

    @property
    def name(self) -> str:
        """Model and hash of its weights: vectors are only comparable under the same name."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors (n, dimension) of questions, in the order given."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors (n, dimension) of passages, in the order given.

        Args:
            texts: passages; what exceeds the model's window is cut off.
            progress: called with the number of passages done so far.
        """
        ...


def token_batches(lengths: Sequence[int], budget: int = 4096, step: int = 16) -> list[list[int]]:
    """Indices grouped into batches of like length, each at most `budget` tokens after padding (or a single text).

    Args:
        lengths: tokens of each text.
        budget: tokens a batch may hold; about what keeps two cores busy.
        step: lengths are padded up to a multiple of it, for engines that prepare kernels per shape.
    """
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        padded = -(-lengths[index] // step) * step
        if batches and padded * (len(batches[-1]) + 1) <= budget:
            batches[-1].append(index)
        else:
            batches.append([index])
    return batches
