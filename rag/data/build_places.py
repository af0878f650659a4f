"""Writes `places.tsv` from the package vietnamadminunits (MIT); run by hand when the table has to change.

The package is needed here only (development extra), never at run time: the product reads the table.

    python rag/data/build_places.py            # writes rag/data/places.tsv beside this file

Columns, separated by tabs: level, kind, name, province, successors and aliases (separated by "|").
The rows stand by level, communes last, so a reader who needs no communes stops before them.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

Row = tuple[str, str, str, str, str, str]

# The reports' own names: the package calls it Huế, its name since January 2025.
_RENAMED = {"Huế": "Thừa Thiên Huế"}

_PROVINCE_ALIASES = {
    "Hà Nội": ["Ha Noi City"],
    "Bắc Kạn": ["Bắc Cạn"],
    "Thừa Thiên Huế": ["Thừa Thiên - Huế", "TT-Huế", "TT Huế", "Huế", "Hue City"],
    "Hồ Chí Minh": ["HCM", "HCMC", "TPHCM", "Sài Gòn", "Saigon City", "Ho Chi Minh City"],
    "Bà Rịa - Vũng Tàu": ["BR-VT", "BRVT", "Bà Rịa Vũng Tàu", "BR - VT"],
    "Đắk Lắk": ["Đắc Lắc", "Đăk Lăk", "Đắc Lắk", "Đắk Lắc", "Daklak"],
    "Đắk Nông": ["Đắc Nông", "Đăk Nông", "Daknong"],
    "Kon Tum": ["Công Tum", "Kontum"],
    "Lạng Sơn": ["Lạng-Sơn"],
}
# Districts merged away or renamed between 2004 and 2025 that reports of those years still name.
_FORMER_DISTRICTS = """\
Cao Bằng|huyện|Thông Nông,Trà Lĩnh,Phục Hòa,Quảng Uyên
Quảng Ninh|huyện|Hoành Bồ
Quảng Ngãi|huyện|Tây Trà
Hồ Chí Minh|quận|Quận 2,Quận 9
Thừa Thiên Huế|thành phố|Huế
Thừa Thiên Huế|huyện|Nam Đông
Hòa Bình|huyện|Kỳ Sơn
Bắc Giang|huyện|Yên Dũng
Nam Định|huyện|Mỹ Lộc
Ninh Bình|thành phố|Ninh Bình
Thanh Hóa|huyện|Đông Sơn,Tĩnh Gia
Nghệ An|thị xã|Cửa Lò
Quảng Nam|huyện|Nông Sơn
Lâm Đồng|huyện|Cát Tiên,Đạ Tẻh
Bà Rịa - Vũng Tàu|huyện|Đất Đỏ,Long Điền
Hải Phòng|huyện|An Dương
Hà Nội|huyện|Từ Liêm,Mê Linh
Hà Nội|thị xã|Hà Đông
Yên Bái|thị xã|Nghĩa Lộ
"""
_DISTRICT_ALIASES = {
    "Quy Nhơn": ["Quinhon"],
    "Pleiku": ["Plei Ku", "Plây Ku"],
    "Buôn Ma Thuột": ["Ban Mê Thuột", "Buôn Mê Thuột", "BMT"],
    "Phan Rang - Tháp Chàm": ["Phan Rang"],
    "M'Đrắk": ["Ma Đrắk"],
}
# Provinces of 1975 to 2008 with those of before July 2025 that they were divided into or went to.
_FORMER_PROVINCES = {
    "Hà Tây": "Hà Nội",
    "Hà Nam Ninh": "Hà Nam|Nam Định|Ninh Bình",
    "Hà Bắc": "Bắc Giang|Bắc Ninh",
    "Nghệ Tĩnh": "Nghệ An|Hà Tĩnh",
    "Bình Trị Thiên": "Quảng Bình|Quảng Trị|Thừa Thiên Huế",
    "Hà Sơn Bình": "Hà Nội|Hòa Bình",
    "Hoàng Liên Sơn": "Lào Cai|Yên Bái",
    "Bắc Thái": "Bắc Kạn|Thái Nguyên",
    "Vĩnh Phú": "Vĩnh Phúc|Phú Thọ",
    "Hải Hưng": "Hải Dương|Hưng Yên",
    "Hà Tuyên": "Hà Giang|Tuyên Quang",
    "Cao Lạng": "Cao Bằng|Lạng Sơn",
    "Nghĩa Bình": "Quảng Ngãi|Bình Định",
    "Phú Khánh": "Phú Yên|Khánh Hòa",
    "Thuận Hải": "Ninh Thuận|Bình Thuận",
    "Sông Bé": "Bình Dương|Bình Phước",
    "Cửu Long": "Vĩnh Long|Trà Vinh",
    "Minh Hải": "Bạc Liêu|Cà Mau",
    "Tân Sơn Nhất": "",  # the airport, no province, but it hides Tân Sơn
}


def _data_folder() -> Path:
    found = find_spec("vietnamadminunits")
    if found is None or found.origin is None:
        sys.exit('needs the development extra: pip install -e ".[dev]"')
    return Path(found.origin).parent / "data"


def _bare(name: str) -> str:
    """The name without the package's disambiguation: "Kỳ Anh (Huyện)" is Kỳ Anh."""
    return re.sub(r"\s*\([^)]*\)", "", name).strip()


def _successors(folder: Path) -> dict[str, str]:
    """The province of today for the package's key of each province of before July 2025."""
    mapping = json.loads((folder / "converter_2025.json").read_text("utf-8"))["DICT_PROVINCE"]
    return {old: new for new, olds in mapping.items() for old in olds}


def rows() -> Iterator[Row]:
    """All rows of the table, provinces first, communes last."""
    folder = _data_folder()
    with sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True) as database:
        units = database.execute(
            "select distinct provinceKey, province, provinceShort, districtType, districtShort, wardType,"
            " wardShort from admin_units_legacy"
        ).fetchall()
    name_of = {unit[0]: _RENAMED.get(unit[2], unit[2]) for unit in units}
    successor = _successors(folder)
    provinces: dict[str, Row] = {}
    districts: set[Row] = set()
    communes: set[Row] = set()
    for key, full, short, district_type, district, ward_type, ward in units:
        province = name_of[key]
        kind = "tỉnh" if full.startswith("Tỉnh") or short in _RENAMED else "thành phố"
        provinces[province] = (
            "province",
            kind,
            province,
            province,
            name_of[successor[key]],
            "|".join(_PROVINCE_ALIASES.get(province, [])),
        )
        if district:
            name = _bare(district)
            districts.add(
                ("district", district_type.lower(), name, province, "", "|".join(_DISTRICT_ALIASES.get(name, [])))
            )
        if ward and not ward[-1].isdigit():
            communes.add(("commune", ward_type.lower(), _bare(ward), province, "", ""))
    for line in _FORMER_DISTRICTS.splitlines():
        province, kind, names = line.split("|")
        known = {row[2:4] for row in districts}
        districts |= {
            ("district", kind, name, province, "", "") for name in names.split(",") if (name, province) not in known
        }
    yield from sorted(provinces.values())
    for name, now in sorted(_FORMER_PROVINCES.items()):
        yield ("former", "tỉnh", name, name, now, "")
    yield from sorted(districts)
    yield from sorted(communes)


if __name__ == "__main__":
    target = Path(__file__).with_name("places.tsv")
    lines = ["\t".join(row) for row in rows()]
    target.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{target}: {len(lines)} rows")
