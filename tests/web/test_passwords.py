"""The password is kept as a hash, by its owner alone; guesses are limited."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from rag.cli import main
from rag.errors import UsageError
from rag.web import passwords


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_only_the_hash_is_kept() -> None:
    assert passwords.current() is None
    file = passwords.keep("một mật khẩu dài")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "mật" not in file.read_text() and file.read_text().startswith("$argon2id$")
    kept = passwords.current()
    assert kept and passwords.matches(kept, "một mật khẩu dài") and not passwords.matches(kept, "khác")
    assert passwords.forget() and not passwords.forget() and passwords.current() is None


def test_the_environments_comes_first_and_may_be_a_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords.keep("the stored one")
    monkeypatch.setenv(passwords.VARIABLE, "the other one")
    kept = passwords.current()
    assert kept and passwords.matches(kept, "the other one")
    monkeypatch.setenv(passwords.VARIABLE, kept)
    assert passwords.current() == kept


def test_what_is_no_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="password_short"):
        passwords.keep("short")
    assert passwords.current() is None
    assert not passwords.matches("no hash at all", "x") and not passwords.matches("$argon2id$damaged", "x")


def test_failures_of_an_address_are_limited() -> None:
    now = [0.0]
    attempts = passwords.Attempts(lambda: now[0])
    for _ in range(5):
        assert attempts.wait("a") == 0
        attempts.failed("a")
        now[0] += 1
    assert attempts.wait("a") == 295 and attempts.wait("b") == 0
    now[0] = 301.0
    assert attempts.wait("a") == 0


def test_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a long enough one\n"))
    assert main(["password"]) == 0
    kept = passwords.current()
    assert kept and passwords.matches(kept, "a long enough one")
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert main(["password"]) == 2
    assert "8" in capsys.readouterr().err
    assert main(["password", "--remove"]) == 0 and passwords.current() is None


def test_a_key_needs_its_certificate(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["serve", "--key", str(tmp_path / "key"), "--library", str(tmp_path)]) == 2
    assert "--certificate" in capsys.readouterr().err
