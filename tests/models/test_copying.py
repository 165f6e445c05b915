"""A copy is the same as its source, cell by cell and whatever is saved meanwhile, or there is none."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from garage.errors import MachineError
from garage.models import copying
from garage.models.copying import Quiet, copy_file

ROWS = 3000


class StoppedError(Exception):
    """What a teller raises to stop the work."""


class Counting(Quiet):
    """Does something each time it is told how far the work is."""

    def __init__(self, act: object = None) -> None:
        self.act = act
        self.words: list[str] = []

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        self.words.append(text)
        if callable(self.act):
            self.act()


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Path]:
    """A database in use: its log holds rows that its file does not."""
    path = tmp_path / "shop's #1 %20.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("CREATE TABLE car (id INTEGER PRIMARY KEY AUTOINCREMENT, plate TEXT, note BLOB) STRICT")
        file.execute(
            "CREATE TABLE tail (kind TEXT, ref INTEGER, PRIMARY KEY (kind, ref)) STRICT, WITHOUT ROWID"
        )
        file.execute("CREATE TABLE version (version INTEGER)")
        file.execute("BEGIN")
        file.executemany("INSERT INTO car (plate, note) VALUES (?, ?)", [("粤B12345", b"\0" * 500)] * ROWS)
        file.executemany("INSERT INTO tail VALUES ('car', ?)", [(n,) for n in range(ROWS)])
        file.execute("INSERT INTO version VALUES (1), (2), (NULL)")
        file.execute("COMMIT")
        yield path


def count(path: Path, table: str = "car") -> int:
    with closing(sqlite3.connect(path)) as file:
        found: int = file.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        return found


def test_a_copy_holds_every_row_and_is_one_file(source: Path, tmp_path: Path) -> None:
    goal = tmp_path / "copies" / "copy.db"
    copy_file(source, goal, Quiet())
    assert count(goal) == ROWS
    assert [path.name for path in goal.parent.iterdir()] == ["copy.db"]
    with closing(sqlite3.connect(goal)) as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert file.execute("SELECT seq FROM sqlite_sequence").fetchone() == (ROWS,)


def test_what_is_saved_while_it_is_copied_raises_no_false_alarm(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "STEP_PAGES", 20)
    with closing(sqlite3.connect(source, isolation_level=None)) as other:

        def save() -> None:
            other.execute("INSERT INTO car (plate) VALUES ('京A12345')")
            other.execute("UPDATE car SET note = x'01' WHERE id = abs(random()) % 3000")
            other.execute("DELETE FROM tail WHERE ref = (SELECT max(ref) FROM tail)")
            other.execute("PRAGMA wal_checkpoint(PASSIVE)")

        teller = Counting(save)
        copy_file(source, tmp_path / "copy.db", teller)
    assert len(teller.words) > 20
    assert count(tmp_path / "copy.db") == ROWS
    assert count(tmp_path / "copy.db", "tail") == ROWS
    assert count(source) > ROWS


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE car SET plate = '粤B12346' WHERE id = 2999",
        "DELETE FROM tail WHERE ref = 7",
        "INSERT INTO version VALUES (3)",
        "UPDATE version SET version = 0 WHERE version IS NULL",
        "CREATE TABLE more (id INTEGER)",
    ],
)
def test_one_cell_that_differs_is_found_and_the_former_copy_stays(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    goal = tmp_path / "copy.db"
    goal.write_bytes(b"the former one")
    copy_pages = copying._copy_pages

    def spoil(reading: sqlite3.Connection, scratch: Path, teller: copying.Teller) -> None:
        copy_pages(reading, scratch, teller)
        with closing(sqlite3.connect(scratch, isolation_level=None)) as file:
            file.execute(change)

    monkeypatch.setattr(copying, "_copy_pages", spoil)
    with pytest.raises(MachineError) as told:
        copy_file(source, goal, Quiet())
    assert told.value.code == "different"
    assert goal.read_bytes() == b"the former one"
    assert not list(tmp_path.glob("*.writing*"))


def test_a_page_of_zeros_in_the_middle_is_found_when_it_is_copied(source: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(source, isolation_level=None)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(source.read_bytes())
    page = len(content) // 4096 // 2 * 4096
    content[page : page + 4096] = bytes(4096)
    source.write_bytes(content)
    with pytest.raises(MachineError) as told:
        copy_file(source, tmp_path / "copy.db", Quiet())
    assert told.value.code == "damaged"
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_can_be_stopped_and_leaves_nothing(source: Path, tmp_path: Path) -> None:
    def stop() -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        copy_file(source, tmp_path / "copy.db", Counting(stop))
    assert [path for path in tmp_path.iterdir() if "copy" in path.name] == []


def test_the_comparison_can_be_stopped_too(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "INSTRUCTIONS", 10)
    teller = Counting()

    def heed() -> None:
        if teller.words[-1] != teller.words[0]:
            if teller.cancelled:
                raise StoppedError
            teller.cancelled = True

    teller.act = heed
    with pytest.raises(StoppedError):
        copy_file(source, tmp_path / "copy.db", teller)
    assert not (tmp_path / "copy.db").exists()


def test_a_disk_without_room_is_told_before_anything_is_written(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = copying.shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(copying.shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(MachineError) as told:
        copy_file(source, tmp_path / "copy.db", Quiet())
    assert told.value.code == "full"


def test_a_folder_that_cannot_be_is_told(source: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file where the folder should be")
    with pytest.raises(MachineError, match="could not be written"):
        copy_file(source, tmp_path / "folder" / "copy.db", Quiet())


def test_a_source_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(MachineError):
        copy_file(tmp_path / "nothing.db", tmp_path / "copy.db", Quiet())
    assert not (tmp_path / "nothing.db").exists()
