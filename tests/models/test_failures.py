"""What a database says becomes a sentence with a way out; the place tells which."""

import os
import sqlite3
from pathlib import Path

import peewee
import pytest

from garage.models import failures
from garage.models.failures import explain


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("database is locked", "busy"),
        ("database or disk is full", "full"),
        ("attempt to write a readonly database", "read_only"),
        ("cannot execute INSERT in a read-only transaction", "read_only"),
        ("database disk image is malformed", "damaged"),
        ("disk I/O error", "io"),
        ("server closed the connection unexpectedly", "away"),
        ("terminating connection due to administrator command", "away"),
        ("FATAL: the database system is starting up", "away"),
        ("could not extend file: No space left on device", "full"),
        ("canceling statement due to lock timeout", "busy"),
    ],
)
def test_each_trouble_has_its_own_words(said: str, code: str) -> None:
    told = explain(peewee.OperationalError(said))
    assert told is not None
    assert told.code == code
    assert told.text
    assert told.advice


def test_a_fault_of_ours_is_not_the_machines() -> None:
    assert explain(peewee.IntegrityError("UNIQUE constraint failed: vehicle.vin is locked")) is None
    assert explain(peewee.OperationalError("no such table: garage")) is None


def code_of(place: Path, said: str = "unable to open database file") -> str:
    told = explain(sqlite3.OperationalError(said), place)
    assert told is not None
    return told.code


def test_a_file_that_cannot_be_opened_is_told_by_what_lies_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shop.db").write_bytes(b"")
    assert code_of(tmp_path) == "folder"
    assert code_of(tmp_path / "gone" / "shop.db") == "no_folder"
    assert code_of(tmp_path / "none.db") == "cannot_open"
    monkeypatch.setattr(os, "access", lambda _path, mode: mode == os.R_OK)
    assert code_of(tmp_path / "shop.db") == "read_only"
    assert code_of(tmp_path / "none.db") == "read_only"
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert code_of(tmp_path / "shop.db") == "forbidden"


def test_a_write_error_on_a_full_disk_is_told_as_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert code_of(tmp_path / "shop.db", "disk I/O error") == "io"
    usage = failures.shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(failures.shutil, "disk_usage", lambda _path: usage)
    assert code_of(tmp_path / "shop.db", "disk I/O error") == "full"
