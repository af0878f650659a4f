"""A log-log line plot of a benchmark's rows, as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Any

WIDTH, HEIGHT, MARGIN = 720, 420, 70
COLOURS = ("#1f6feb", "#d1242f", "#2da44e", "#9a6700", "#8250df")
COLUMNS = ("p50_ms", "p95_ms", "build_s", "rss_mb", "disk_mb")


def plot(rows: Sequence[dict[str, Any]], across: str = "passages", columns: Sequence[str] = COLUMNS) -> str:
    """Columns against another, both axes logarithmic.

    Args:
        rows: with numbers above zero.
        across: the column of the horizontal axis.
        columns: those drawn.
    """
    xs = [math.log10(row[across]) for row in rows]
    ys = [math.log10(max(row[name], 1e-3)) for row in rows for name in columns]
    left, right = math.floor(min(xs)), max(math.ceil(max(xs)), math.floor(min(xs)) + 1)
    low, high = math.floor(min(ys)), max(math.ceil(max(ys)), math.floor(min(ys)) + 1)

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            MARGIN + (x - left) / (right - left) * (WIDTH - 2 * MARGIN),
            HEIGHT - MARGIN - (y - low) / (high - low) * (HEIGHT - 2 * MARGIN),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in range(left, right + 1):
        (x, bottom), (_, top) = at(power, low), at(power, high)
        parts.append(f'<path d="M{x:.1f} {bottom:.1f}V{top:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 20:.1f}" text-anchor="middle">{10**power:,}</text>')
    for power in range(low, high + 1):
        (x, y), (end, _) = at(left, power), at(right, power)
        parts.append(f'<path d="M{x:.1f} {y:.1f}H{end:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>')
    for name, colour, number in zip(columns, COLOURS, range(len(columns)), strict=False):
        points = [at(x, math.log10(max(row[name], 1e-3))) for x, row in zip(xs, rows, strict=True)]
        parts.append(
            f'<polyline fill="none" stroke="{colour}" stroke-width="2" '
            f'points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        parts.append(f'<text x="{MARGIN + 110 * number}" y="30" fill="{colour}">{escape(name)}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 20}" text-anchor="middle">{escape(across)}</text></svg>')
    return "\n".join(parts)
