"""Backups are told by their names, kept in numbers, looked into, and put in place whole or not at all."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from garage.errors import MachineError
from garage.models import backups, copying
from garage.models.backups import KEPT_DAYS, KEPT_OTHERS, Kind
from garage.models.copying import Quiet

NOON = datetime(2026, 11, 21, 12, 0)


def make(folder: Path, kind: Kind, at: datetime, name: str = "garage") -> Path:
    path = backups.path_of(folder, name, kind, at)
    path.write_bytes(b"x")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def shop(path: Path, orders: int = 1, version: int = 2) -> Path:
    """A file that looks like ours."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("CREATE TABLE schema_version (version INTEGER)")
        file.execute("INSERT INTO schema_version VALUES (?)", (version,))
        file.execute("CREATE TABLE work_order (id INTEGER PRIMARY KEY, no TEXT, created_at TEXT)")
        file.execute("CREATE TABLE customer (id INTEGER PRIMARY KEY)")
        rows = [(f"WO-2026-{n + 1:05d}", "2026-11-20 18:30:00") for n in range(orders)]
        file.executemany("INSERT INTO work_order (no, created_at) VALUES (?, ?)", rows)
    return path


def test_names_say_the_file_the_day_and_why(tmp_path: Path) -> None:
    paths = [make(tmp_path, kind, NOON) for kind in Kind]
    assert {path.name for path in paths} == {
        "garage-2026-11-21.db",
        "garage-2026-11-21-120000-by-hand.db",
        "garage-2026-11-21-120000-before-update.db",
        "garage-2026-11-21-120000-before-restore.db",
        "garage-2026-11-21-120000-rescued.db",
        "garage-2026-11-21-120000-damaged.db",
    }
    found = backups.listed(tmp_path, "garage")
    assert {(one.kind, one.at) for one in found} == {(kind, NOON) for kind in Kind}


def test_only_the_backups_of_this_database_are_listed_newest_first(tmp_path: Path) -> None:
    newest = make(tmp_path, Kind.DAILY, NOON)
    oldest = make(tmp_path, Kind.BY_HAND, NOON - timedelta(days=3))
    make(tmp_path, Kind.DAILY, NOON, name="garage-old")
    make(tmp_path, Kind.DAILY, NOON, name="demo")
    (tmp_path / "garage-2026-13-99.db").write_bytes(b"")
    (tmp_path / "garage-2026-11-21-120000-nonsense.db").write_bytes(b"")
    (tmp_path / ".garage-2026-11-22.db.writing").write_bytes(b"")
    assert [one.path for one in backups.listed(tmp_path, "garage")] == [newest, oldest]
    assert backups.listed(tmp_path / "nowhere", "garage") == []


def test_thirty_daily_ones_are_kept_and_ten_of_each_other_kind(tmp_path: Path) -> None:
    for days in range(40):
        make(tmp_path, Kind.DAILY, NOON - timedelta(days=days))
    for hours in range(15):
        make(tmp_path, Kind.BEFORE_UPDATE, NOON - timedelta(hours=hours))
        make(tmp_path, Kind.BY_HAND, NOON - timedelta(hours=hours))
    backups.prune(backups.listed(tmp_path, "garage"))
    left = backups.listed(tmp_path, "garage")
    daily = [one.at for one in left if one.kind is Kind.DAILY]
    assert len(daily) == KEPT_DAYS
    assert min(daily) == NOON - timedelta(days=29)
    assert len(left) == KEPT_DAYS + 2 * KEPT_OTHERS


def test_the_backups_of_a_file_lie_beside_it_and_those_of_a_server_at_home(tmp_path: Path) -> None:
    assert backups.folder_of("/mnt/stick/shop.db", tmp_path) == Path("/mnt/stick/backups")
    assert backups.folder_of("postgresql://u:secret@shop.local/g", tmp_path) == tmp_path
    assert backups.name_of("postgresql://u:secret@shop.local/g") == "shop.local-g"


def test_what_is_in_a_backup_is_told_without_touching_it(tmp_path: Path) -> None:
    copying.copy_file(shop(tmp_path / "shop.db", orders=3), tmp_path / "copy.db", Quiet())
    before = (tmp_path / "copy.db").read_bytes()
    inside = backups.contents(tmp_path / "copy.db", newest=2)
    assert (inside.orders, inside.customers, inside.last_order) == (3, 0, "WO-2026-00003")
    assert inside.last_at == datetime(2026, 11, 20, 18, 30)
    assert not inside.fault
    assert (tmp_path / "copy.db").read_bytes() == before


@pytest.mark.parametrize("spoilt", ["newer", "foreign", "rubbish", "empty", "gone"])
def test_a_backup_that_cannot_be_restored_says_why(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "copy.db"
    match spoilt:
        case "newer":
            shop(path, version=99)
        case "foreign":
            with closing(sqlite3.connect(path)) as file, file:
                file.execute("CREATE TABLE song (title TEXT)")
        case "rubbish":
            path.write_bytes(os.urandom(8192))
        case "empty":
            path.write_bytes(b"")
    assert backups.contents(path, newest=2).fault


def test_a_sound_file_is_kept_as_a_proved_copy_before_it_is_replaced(tmp_path: Path) -> None:
    kept = backups.keep_aside(shop(tmp_path / "garage.db"), tmp_path / "b", "garage", NOON, Quiet())
    assert kept == tmp_path / "b" / "garage-2026-11-21-120000-before-restore.db"
    assert backups.contents(kept, newest=2).orders == 1


def test_a_damaged_file_is_kept_as_it_lies_there(tmp_path: Path) -> None:
    (tmp_path / "garage.db").write_bytes(b"rubbish" * 1000)
    (tmp_path / "garage.db-wal").write_bytes(b"log")
    kept = backups.keep_aside(tmp_path / "garage.db", tmp_path / "b", "garage", NOON, Quiet())
    assert kept == tmp_path / "b" / "garage-2026-11-21-120000-damaged.db"
    assert kept.read_bytes() == b"rubbish" * 1000
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"log"


def test_nothing_is_kept_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert backups.keep_aside(tmp_path / "garage.db", tmp_path, "garage", NOON, Quiet()) is None


def test_the_log_of_the_former_file_is_not_played_into_the_new_one(tmp_path: Path) -> None:
    former, fresh = shop(tmp_path / "garage.db", orders=5), shop(tmp_path / "fresh.db", orders=2)
    log = tmp_path / "garage.db-wal"
    with closing(sqlite3.connect(former, isolation_level=None)) as file:
        file.execute("PRAGMA wal_autocheckpoint=0")
        file.execute("INSERT INTO work_order (no, created_at) VALUES ('WO-2026-00006', '')")
        left = log.read_bytes()
    log.write_bytes(left)  # as a killed process leaves it
    backups.install(fresh, former)
    assert backups.contents(former, newest=2).orders == 2
    assert not fresh.exists()


def test_a_file_that_another_program_writes_to_is_not_replaced(tmp_path: Path) -> None:
    former, fresh = shop(tmp_path / "garage.db", orders=5), shop(tmp_path / "fresh.db", orders=2)
    with closing(sqlite3.connect(former, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(MachineError) as told:
            backups.install(fresh, former)
        assert told.value.code == "busy"
        other.execute("ROLLBACK")
    assert backups.contents(former, newest=2).orders == 5
