"""The connection: its log does not grow without bound, its file is its own, rows can be bound elsewhere for a moment."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import peewee
import pytest

from garage.errors import MachineError
from garage.models import database
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate, stored_version

PAGES = database.PRAGMAS["wal_autocheckpoint"] * 4096


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "garage.db"
    database.connect(path)
    migrate(STEPS)
    yield path
    database.close()


def log_of(path: Path) -> int:
    return path.with_name(f"{path.name}-wal").stat().st_size


def test_the_log_stays_small_even_when_nobody_ever_pauses(place: Path) -> None:
    database.database.execute_sql("CREATE TABLE filler (note BLOB)")
    for _act in range(60):
        with database.transaction():
            database.database.execute_sql("INSERT INTO filler VALUES (zeroblob(1000000))")
    assert log_of(place) < 1.2 * PAGES


def test_an_idle_moment_moves_the_log_into_the_file(place: Path) -> None:
    assert log_of(place) > 0
    assert database.checkpoint()
    assert database.checkpoint(everything=True)
    assert log_of(place) == 0


def test_the_log_is_left_alone_inside_an_act_and_when_nothing_is_open(place: Path) -> None:
    with database.transaction():
        assert not database.checkpoint()
    database.close()
    assert not database.checkpoint()


def test_a_file_that_was_moved_and_brought_back_goes_on(place: Path) -> None:
    place.rename(place.with_suffix(".away"))
    with pytest.raises(MachineError) as told, database.transaction():
        pass
    assert told.value.code == "gone"
    place.with_suffix(".away").rename(place)
    with database.transaction():
        pass


def test_a_file_that_was_replaced_is_not_written_past(place: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(b"something else")
    other.replace(place)
    with pytest.raises(MachineError) as told, database.transaction():
        pass
    assert told.value.code == "replaced"
    assert place.read_bytes() == b"something else"


def test_a_closed_database_is_not_made_anew_by_the_next_question(place: Path) -> None:
    database.close()
    place.unlink()
    with pytest.raises(peewee.InterfaceError):
        stored_version()
    assert not place.exists()


def test_rows_can_be_bound_to_another_file_for_a_moment(place: Path, tmp_path: Path) -> None:
    with database.aside(tmp_path / "blank.db"):
        assert stored_version() == 0
        migrate(STEPS)
    assert stored_version() == STEPS[-1].version
    assert database.file() == place


def test_a_window_on_a_file_loads_no_driver_of_a_server() -> None:
    told = "import sys, garage.app; print('psycopg' in sys.modules, 'reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
