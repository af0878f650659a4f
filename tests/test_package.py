"""The source distribution and the wheel made of it: whole, installable, and working outside the repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))


def _run(*command: str, cwd: Path, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env={**clean, **environment}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution, as `python -m build` does it."""
    out = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT), cwd=out)
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of a fresh environment with the wheel in it; what it depends on is borrowed from ours."""
    home = tmp_path_factory.mktemp("installed")
    _run(sys.executable, "-m", "venv", str(home), cwd=home)
    _run(str(home / "bin" / "python"), "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel), cwd=home)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return home / "bin"


def test_the_wheel_holds_all_that_it_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"rag/seeds/{name}" for name in SEEDS} <= names
    needed = [p for folder in ("rag", "embeddings") for p in (ROOT / folder).rglob("*") if p.is_file()]
    kept = {p.relative_to(ROOT).as_posix() for p in needed if "__pycache__" not in p.parts and "seeds" not in p.parts}
    assert kept - names == set()
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_it_runs_outside_the_repository(installed: Path, tmp_path: Path) -> None:
    where = "import rag, rag.storage.seeding as s; print(rag.__file__); print(s.seeds_directory())"
    package, seeds = _run(str(installed / "python"), "-c", where, cwd=tmp_path).splitlines()
    assert str(installed.parent) in package and str(installed.parent) in seeds
    assert sorted(path.name for path in Path(seeds).glob("*.txt")) == SEEDS
    assert "commands" in _run(str(installed / "hoibaocao"), "--help", cwd=tmp_path)
    assert (
        _run(str(installed / "hoibaocao"), "list", "--json", "--library", str(tmp_path / "l"), cwd=tmp_path) == "[]\n"
    )


def test_the_service_and_the_container_name_what_is_there() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    unit = (ROOT / "deploy" / "hoibaocao.service").read_text("utf-8")
    docker = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    assert "hoibaocao" in project["scripts"] and "/bin/hoibaocao serve" in unit and '"hoibaocao", "serve"' in docker
    code = "".join(path.read_text("utf-8") for path in (ROOT / "rag").rglob("*.py"))
    code += "".join(path.read_text("utf-8") for path in (ROOT / "embeddings").rglob("*.py"))
    for variable in set(re.findall(r"HOIBAOCAO_\w+", unit + docker)):
        assert variable in code
