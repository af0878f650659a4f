"""Spreadsheet values as the sheet shows them, in Vietnamese notation: 1197 under "#,##0" is "1.197", 0.125 under
"0.0%" is "12,5%".

A workbook stores the value and a format code; the separators are the reader's own, so Vietnamese ones are shown:
the notation in which the rest of a report is written. Of the codes of ECMA-376 (part 1, 18.8.31) those that change
what a number says are followed: sections, thousands, decimals, scaling, percent, literals, dates.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<digits>[0#?](?:[0#?,. ]*[0#?])?,*|\.[0#?]+)|(?P<percent>%)|(?P<exponent>E[+-])|(?P<at>@)|(?P<other>.)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTERS = re.compile(r"[ymdhs]", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-\]]*)")
_SIGNIFICANT = 12  # digits, beyond which a stored binary fraction is noise


def shown(value: object, code: str = "General") -> str:
    """A cell's value as text.

    Args:
        value: as the workbook library gives it: number, date, bool, text or None.
        code: the cell's number format.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        return _day(value, code)
    if isinstance(value, int | float | Decimal):
        return _number(Decimal(str(value)), code)
    return str(value)


def is_date_code(code: str) -> bool:
    """Whether a number format shows a date or a time."""
    plain = _QUOTED.sub("", code.split(";")[0])
    return bool(_DATE_LETTERS.search(plain)) and "general" not in plain.lower()


def plain_number(value: Decimal) -> str:
    """A number without a format, in Vietnamese notation: no thousands separator, a decimal comma."""
    if not value.is_finite():
        return ""
    rounded = value.normalize() if value == value.to_integral() else +round(value, _digits_after(value))
    return f"{rounded:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{rounded:f}" else f"{rounded:f}"


def _digits_after(value: Decimal) -> int:
    """How many decimals hold `_SIGNIFICANT` digits in all."""
    return max(0, _SIGNIFICANT - 1 - value.adjusted())


def _number(value: Decimal, code: str) -> str:
    if not value.is_finite():
        return ""
    section, value = _section(value, code)
    if not section or section.strip().lower() in ("general", "@"):
        return plain_number(value)
    if is_date_code(section):
        return _serial_day(value, section)
    parts = list(_TOKEN.finditer(section))
    digits = [part for part in parts if part["digits"]]
    if not digits or any(part["exponent"] for part in parts) or "/" in _QUOTED.sub("", section):
        return plain_number(value) if digits else _literals(parts) or plain_number(value)
    value *= 100 ** sum(part["percent"] is not None for part in parts)
    pattern = "".join(part["digits"] for part in digits)
    written = _grouped(abs(value), pattern)
    out, placed = [], False
    for part in parts:
        if part["digits"]:
            out.append("" if placed else written)
            placed = True
        else:
            out.append(_literal(part))
    sign = "-" if value < 0 and any(c in "123456789" for c in written) else ""
    return sign + "".join(out).strip()


def _section(value: Decimal, code: str) -> tuple[str, Decimal]:
    """The section of the code that shows the value, and the value without the sign that the section says itself."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if len(sections) >= 3 and value == 0:
        return sections[2] or "General", value
    if len(sections) >= 2 and value < 0:
        shows_sign = "(" not in sections[1] and "-" not in sections[1]
        return sections[1], -abs(value) if shows_sign else abs(value)
    return sections[0], value


def _grouped(value: Decimal, pattern: str) -> str:
    """The digits of a value under a pattern such as "#,##0.0#", rounded as shown."""
    before, _, after = pattern.partition(".")
    scaled = len(pattern.rstrip()) - len(pattern.rstrip().rstrip(","))  # each comma at the end divides by a thousand
    value = value / (1000**scaled)
    after = after.rstrip(", ")
    most, least = len(re.findall(r"[0#?]", after)), after.count("0")
    rounded = f"{value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP):f}"
    whole, _, fraction = rounded.partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    whole = whole.zfill(before.count("0"))
    if not value and "0" not in before + after and after == "":
        return ""  # "#" and "?" show no lone zero: the dash beside them stands for it
    if "," in before.rstrip(","):
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    return f"{whole},{fraction}" if fraction else whole


def _literals(parts: list[re.Match[str]]) -> str:
    return "".join(_literal(part) for part in parts).strip()


def _literal(part: re.Match[str]) -> str:
    if part["bracket"] is not None:
        money = _CURRENCY.match(part["bracket"])
        return money[1] if money else ""
    return part["quoted"] or part["escaped"] or part["percent"] or part["other"] or ""


def _serial_day(value: Decimal, code: str) -> str:
    """A date stored as a count of days since 1899-12-30."""
    try:
        return _day(datetime(1899, 12, 30) + timedelta(days=float(value)), code)
    except OverflowError:
        return plain_number(value)


def _day(value: datetime | date | time | timedelta, code: str) -> str:
    """A date as Vietnamese write it; a month or year alone where the format shows no more."""
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    plain = _QUOTED.sub("", code).lower()
    clock = f" {value:%H:%M}" if isinstance(value, datetime) and value.time() != time() else ""
    if isinstance(value, datetime) and "h" in plain and not ("d" in plain or "y" in plain):
        return f"{value:%H:%M}"
    if "y" in plain and "d" not in plain:
        return f"{value.month}/{value.year}" if "m" in plain else f"{value.year}"
    return f"{value.day:02}/{value.month:02}/{value.year}" + (clock if "h" in plain else "")
