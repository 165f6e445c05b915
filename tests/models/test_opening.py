"""A database is refused, copied, brought up to date, or ready: never half of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from garage.errors import MachineError
from garage.models import database, opening
from garage.models.migrations import STEPS
from garage.models.migrations.runner import Migration, stored_version
from garage.models.opening import open_database

NOW = datetime(2026, 11, 21, 9, 0)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    database.close()


def opened(path: Path, copies: Path) -> None:
    open_database(path, copies, NOW)
    database.close()


def test_a_missing_file_becomes_an_empty_shop(tmp_path: Path) -> None:
    open_database(tmp_path / "new.db", tmp_path / "copies", NOW)
    assert stored_version() == STEPS[-1].version
    assert not (tmp_path / "copies").exists()


def test_an_older_file_is_copied_before_it_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, copies = tmp_path / "shop.db", tmp_path / "copies"
    opened(path, copies)
    later = Migration(
        STEPS[-1].version + 1, lambda: database.database.execute_sql("CREATE TABLE fresh (id INTEGER)")
    )
    monkeypatch.setattr(opening, "STEPS", (*STEPS, later))
    opened(path, copies)
    (copy,) = copies.iterdir()
    assert copy.name == f"shop-v{STEPS[-1].version}-20261121-090000.db"
    with closing(sqlite3.connect(copy)) as before, closing(sqlite3.connect(path)) as after:
        named = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'fresh'"
        assert before.execute(named).fetchone() == (0,)
        assert after.execute(named).fetchone() == (1,)
        assert before.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_copy_that_cannot_be_written_stops_the_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, in_the_way = tmp_path / "shop.db", tmp_path / "copies"
    opened(path, in_the_way)
    in_the_way.write_text("a file where the folder should be")
    monkeypatch.setattr(opening, "STEPS", (*STEPS, Migration(STEPS[-1].version + 1, lambda: None)))
    with pytest.raises(MachineError, match="copy before the update"):
        open_database(path, in_the_way, NOW)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT MAX(version) FROM schema_version").fetchone() == (STEPS[-1].version,)


def test_a_newer_file_is_refused_and_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "shop.db"
    opened(path, tmp_path)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("INSERT INTO schema_version VALUES (99)")
    before = path.read_bytes()
    with pytest.raises(MachineError, match="newer version"):
        open_database(path, tmp_path, NOW)
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "music.db"
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE song (title TEXT)")
    with pytest.raises(MachineError, match=r"not a database of this program: music\.db"):
        open_database(path, tmp_path, NOW)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT name FROM sqlite_master").fetchall() == [("song",)]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear customer, " * 100)
    with pytest.raises(MachineError):
        open_database(path, tmp_path, NOW)
    assert path.read_text().startswith("Dear customer")


def test_a_file_that_another_program_locks_is_told_as_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.db"
    opened(path, tmp_path)
    monkeypatch.setitem(database.PRAGMAS, "busy_timeout", 50)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(MachineError, match="busy"):
            open_database(path, tmp_path, NOW)


def test_a_file_that_may_only_be_read_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.db"
    opened(path, tmp_path)
    monkeypatch.setitem(
        database.PRAGMAS, "query_only", 1
    )  # what the file's rights do to those who are not root
    with pytest.raises(MachineError, match="read-only"):
        open_database(path, tmp_path, NOW)


def test_a_server_that_is_away_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as caught:
        open_database("postgresql://garage:secret@127.0.0.1:1/garage", tmp_path, NOW)
    assert "secret" not in f"{caught.value} {caught.value.details}"
