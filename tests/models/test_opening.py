"""A database is refused, copied, brought up to date, or ready: never half of it."""

import os
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
from garage.services import shop
from garage.services.command import By

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
    assert copy.name == "shop-2026-11-21-090000-before-update.db"
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
    before = path.read_bytes()
    with pytest.raises(MachineError, match=r"not a database of this program: music\.db"):
        open_database(path, tmp_path, NOW)
    assert path.read_bytes() == before


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


@pytest.mark.parametrize("place", ["shop.db", ""])
def test_a_file_or_folder_without_the_right_to_write_is_told_before_anything_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    path = tmp_path / "shop.db"
    opened(path, tmp_path)
    refused = tmp_path / place
    monkeypatch.setattr(os, "access", lambda where, mode: Path(where) != refused or mode == os.R_OK)
    with pytest.raises(MachineError, match="read-only") as told:
        open_database(path, tmp_path, NOW)
    assert told.value.details == {"place": str(refused)}
    assert [left.name for left in tmp_path.iterdir()] == ["shop.db"]


@pytest.mark.parametrize("kept", [0, 100, 20_000, -4096])
def test_a_file_that_was_cut_short_is_told_and_not_changed(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "shop.db"
    opened(path, tmp_path)
    content = path.read_bytes()[:kept]
    path.write_bytes(content)
    if not kept:  # nothing is left to be damaged: it is a new, empty file
        open_database(path, tmp_path, NOW)
        return
    with pytest.raises(MachineError):
        open_database(path, tmp_path, NOW)
    assert path.read_bytes() == content


def test_random_bytes_are_refused_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    content = os.urandom(50_000)
    path.write_bytes(content)
    with pytest.raises(MachineError) as told:
        open_database(path, tmp_path, NOW)
    assert told.value.code == "foreign"
    assert path.read_bytes() == content


def test_a_page_of_zeros_is_told_when_an_act_comes_upon_it(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    open_database(path, tmp_path, NOW)
    by = By(shop.set_up(NOW, shop_name="诚信汽修", owner_name="张三"), NOW)
    page = database.database.execute_sql("SELECT rootpage FROM sqlite_master WHERE name = 'bay'").fetchone()[
        0
    ]
    database.checkpoint(everything=True)
    database.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(content)
    open_database(path, tmp_path, NOW)
    with pytest.raises(MachineError, match="damaged") as told:
        shop.save_bay(by, name="举升机 1")
    assert told.value.code == "damaged"


def test_a_server_that_is_away_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as caught:
        open_database("postgresql://garage:secret@127.0.0.1:1/garage", tmp_path, NOW)
    assert "secret" not in f"{caught.value} {caught.value.details}"
