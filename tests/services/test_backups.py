"""Backups on either engine: made, proved, listed; restoring one keeps what was there, or changes nothing."""

import gzip
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from garage import paths
from garage.domain.staff import Role
from garage.errors import MachineError
from garage.models import database, server_copies
from garage.models.audit import AuditEntry
from garage.models.copying import Quiet
from garage.models.opening import open_database
from garage.models.schema import TABLES
from garage.services import backups, books, customers, orders, seats, shop, staff
from garage.services.backups import Backup, Kind, Restoring
from garage.services.command import Area, By
from garage.services.customers import CustomerData
from tests.services.road import Road


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folder, where backups of a server go."""
    monkeypatch.setattr(paths, "backup_folder", lambda: tmp_path / "home")
    return tmp_path / "home"


def make(by: By, kind: Kind = Kind.DAILY) -> Backup:
    return backups.start(kind, by.at)(Quiet())


def restore(backup: Backup, db: str, by: By) -> Restoring:
    """As the program does it: no window is open when the records are replaced."""
    restoring = Restoring(backup, db, by.at)
    restoring.prepare(Quiet())
    restoring.take_over()
    restoring.replace(Quiet())
    open_database(db, backups.folder(db), by.at)
    return restoring


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Everything that is kept, but the counters other seats look at."""
    every = {}
    for model in TABLES:
        name = model._meta.table_name
        if name != "area_version":
            every[name] = sorted(model.select().tuples(), key=repr)
    return every


def test_a_backup_holds_all_rows_on_either_engine(road: Road, db: str) -> None:
    road.to_ready()
    road.settle()
    backup = make(road.boss)
    inside = backups.look_into(backup)
    assert (inside.orders, inside.customers, inside.fault) == (1, 1, "")
    assert inside.last_order == orders.open_page(road.order).no
    here = rows()
    database.connect(backup.path)  # one portable file, whatever it was made from
    assert rows() == here
    assert books.check() == []


def test_restoring_brings_back_every_row_and_keeps_what_was_there(road: Road, db: str) -> None:
    road.receive()
    then, backup = rows(), make(road.boss)
    road.authorise()
    road.dispatch()
    road.forward(hours=1)
    restoring = restore(backup, db, road.boss)
    logged = ("audit_entry", AuditEntry.select().order_by(AuditEntry.id.desc()).tuples().first())
    assert {name: [one for one in kept if (name, one) != logged] for name, kept in rows().items()} == then
    assert restoring.kept == restoring.will_keep
    assert backups.look_into(Backup(restoring.kept, Kind.BEFORE_RESTORE, road.boss.at, 0)).orders == 1
    road.authorise()
    road.dispatch()
    assert books.check() == []
    restore(next(one for one in backups.listed(db) if one.path == restoring.kept), db, road.boss)


def test_the_restored_records_say_who_brought_them_back_when_and_why(road: Road, db: str) -> None:
    backup = make(road.boss)
    road.forward(hours=2)
    newcomer = staff.person(staff.add(road.boss, name="小刘", roles={Role.CASHIER}))
    for who, acting in ((staff.person(road.mechanic), road.mechanic), (newcomer, road.boss.staff_id)):
        restoring = Restoring(backup, db, road.boss.at)
        restoring.sign(who, "导错了客户名单")
        restoring.prepare(Quiet())
        restoring.take_over()
        restoring.replace(Quiet())
        open_database(db, backups.folder(db), road.boss.at)
        [entry] = AuditEntry.select().where(AuditEntry.act == "restore")
        assert (entry.staff_id, entry.at, entry.reason) == (acting, road.boss.at, "导错了客户名单")
        told = json.loads(entry.after)
        assert (told["who"], told["file"]) == (who.name, backup.path.name)


def test_new_rows_get_new_ids_and_numbers_go_on_after_a_restore(road: Road, db: str) -> None:
    road.receive()
    backup = make(road.boss)
    restore(backup, db, road.boss)
    added = customers.add(road.boss, CustomerData(name="李先生", phones=("13900139000",)))
    assert added > road.customer
    assert books.check() == []


def test_a_day_has_one_daily_backup_and_those_by_hand_beside_it(boss: By, db: str) -> None:
    assert backups.is_due(boss.today)
    make(boss)
    make(boss)
    assert not backups.is_due(boss.today)
    assert backups.is_due(boss.today + timedelta(days=1))
    make(boss, Kind.BY_HAND)
    assert [one.kind for one in backups.proved()].count(Kind.DAILY) == 1
    assert len(backups.listed()) == 2


def test_a_backup_that_cannot_be_restored_changes_nothing(boss: By, db: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"rubbish" * 1000)
    with pytest.raises(MachineError) as told:
        Restoring(Backup(bad, Kind.BY_HAND, boss.at, 0), db, boss.at).prepare(Quiet())
    assert told.value.code == "backup"
    assert shop.profile().name == "诚信汽修"
    assert backups.listed() == []


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_a_damaged_file_is_replaced_by_its_newest_backup_and_kept(boss: By, db: str) -> None:
    make(boss)
    database.close()
    Path(db).write_bytes(b"rubbish" * 5000)
    with pytest.raises(MachineError):
        open_database(db, backups.folder(db), boss.at)
    newest = backups.newest(db)
    assert newest is not None
    restoring = restore(newest, db, boss)
    assert shop.profile().name == "诚信汽修"
    assert restoring.kept is not None
    assert restoring.kept.read_bytes().startswith(b"rubbish")


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_a_newest_backup_that_rotted_is_passed_over(boss: By, db: str) -> None:
    good = make(boss)
    later = backups.start(Kind.BY_HAND, boss.at + timedelta(hours=5))(Quiet())
    later.path.write_bytes(b"rubbish")
    assert [one.path for one in backups.proved()] == [later.path, good.path]
    newest = backups.newest(db)
    assert newest is not None
    assert newest.path == good.path


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
def test_an_older_backup_is_brought_to_the_schema_of_today(road: Road, db: str, tmp_path: Path) -> None:
    kept = Path(__file__).parents[1] / "fixtures" / "schema-1.db.gz"
    older = tmp_path / "older.db"
    older.write_bytes(gzip.decompress(kept.read_bytes()))
    restore(Backup(older, Kind.BY_HAND, road.boss.at, 0), db, road.boss)
    assert books.check() == []


# A file that was taken away


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)
@pytest.mark.parametrize("how", ["deleted", "moved", "folder", "replaced"])
def test_records_whose_file_was_taken_away_are_put_back_in_their_place(
    boss: By, tmp_path: Path, how: str
) -> None:
    place = tmp_path / "desk" / "garage.db"
    place.parent.mkdir()
    database.close()
    open_database(place, place.parent / "backups", boss.at)
    by = By(shop.set_up(boss.at, shop_name="老张汽修", owner_name="张三"), boss.at)
    customers.add(by, CustomerData(name="王女士", phones=("13800138000",)))
    match how:
        case "deleted":
            place.unlink()
        case "moved":
            place.rename(tmp_path / "elsewhere.db")
        case "folder":
            place.parent.rename(tmp_path / "attic")
        case "replaced":
            stranger = tmp_path / "other.db"
            stranger.write_bytes(b"another file")
            stranger.replace(place)
    with pytest.raises(MachineError) as told:
        shop.save_bay(by, name="举升机 1")
    assert told.value.code == ("replaced" if how == "replaced" else "gone")
    kept, moved = backups.put_back(by.at)
    assert kept.exists()
    shop.save_bay(by, name="举升机 1")
    assert shop.profile().name == "老张汽修"
    assert books.check() == []
    database.close()
    open_database(place, place.parent / "backups", boss.at)
    assert "举升机 1" in [name for _id, _version, name, _active in shop.bays()]
    assert (moved.read_bytes() if moved else b"another file") == b"another file"
    assert (moved is not None) == (how == "replaced")


# A server


only_server = pytest.mark.parametrize("db", ["postgresql"], indirect=True)


@only_server
def test_other_seats_see_news_in_every_area_after_a_restore(road: Road, db: str) -> None:
    road.receive()
    backup = make(road.boss)
    watch = seats.Watch()
    assert watch.restored() is None
    restore(backup, db, road.boss)
    assert {Area.ORDERS, Area.CUSTOMERS, Area.STAFF, Area.SHOP} <= watch.news()
    found = watch.restored()
    assert found is not None
    assert found.made == backup.at
    watch.close()
    watch = seats.Watch()
    assert watch.restored() is None, "a window that began afterwards knows these records alone"
    road.forward(minutes=1)
    restore(backup, db, road.boss)
    assert watch.restored() is not None
    watch.close()


@only_server
def test_foreign_keys_and_the_append_only_log_are_as_before_after_a_restore(boss: By, db: str) -> None:
    def guards() -> list[tuple[str, ...]]:
        with psycopg.connect(db) as server:
            links = server.execute(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
            ).fetchall()
            triggers = server.execute(
                "SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger"
            )
            return links + sorted(row for row in triggers if not row[1].startswith("RI_"))

    before = guards()
    restore(make(boss), db, boss)
    assert guards() == before


@only_server
def test_a_restore_that_fails_in_the_middle_leaves_the_server_as_it_was(
    road: Road, db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = make(road.boss)
    road.receive()
    before = rows()

    def fail(*_args: object) -> None:
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    restoring = Restoring(backup, db, road.boss.at)
    restoring.prepare(Quiet())
    restoring.take_over()
    monkeypatch.setattr(server_copies, "_go_on_counting", fail)
    with pytest.raises(MachineError) as told:
        restoring.replace(Quiet())
    assert told.value.code == "away"
    open_database(db, backups.folder(db), road.boss.at)
    assert rows() == before


@only_server
def test_one_row_that_differs_from_the_servers_is_found(
    road: Road, db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = server_copies._compare

    def spoil(server: object, file: sqlite3.Connection, *rest: object) -> None:
        file.execute("UPDATE part SET name = '后刹车片'")
        compare(server, file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(server_copies, "_compare", spoil)
    with pytest.raises(MachineError) as told:
        make(road.boss)
    assert told.value.code == "different"
    assert backups.listed() == []


@only_server
def test_a_server_that_is_away_is_told_and_leaves_no_half_backup(boss: By, db: str, home: Path) -> None:
    work = backups.start(Kind.DAILY, boss.at)
    with psycopg.connect(db.rpartition("/")[0] + "/postgres", autocommit=True) as other:
        other.execute("ALTER DATABASE garage_test ALLOW_CONNECTIONS false")
        try:
            with pytest.raises(MachineError) as told:
                work(Quiet())
        finally:
            other.execute("ALTER DATABASE garage_test ALLOW_CONNECTIONS true")
    assert told.value.code == "away"
    assert list(home.iterdir()) == []


def test_the_log_is_moved_into_the_file_when_nobody_works(boss: By, db: str) -> None:
    backups.tidy(everything=True)
    if database.file() is not None:
        assert Path(f"{db}-wal").stat().st_size == 0
        with closing(sqlite3.connect(db)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM shop").fetchone()
            shop.save_bay(boss, name="举升机 1")
            backups.tidy()  # somebody reads: nothing breaks and nothing is waited for
    assert shop.profile().name == "诚信汽修"
