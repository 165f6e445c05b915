"""Acts: one transaction, one notice, one line in the log; a stale form is told who was first."""

import psycopg
import pytest

from garage.domain.numbers import Series
from garage.errors import FieldError, MachineError, RuleError, StaleError
from garage.models.audit import AuditEntry
from garage.models.orders import WorkOrder
from garage.models.shop import Bay
from garage.services import numbers, orders, shop
from garage.services.command import Area, By, area_versions, command, create, subscribe, update
from tests.services.road import Road


def test_the_areas_of_nested_acts_are_told_once_after_the_commit(boss: By) -> None:
    heard: list[frozenset[Area]] = []
    stop = subscribe(heard.append)

    @command(Area.ORDERS)
    def outer() -> None:
        shop.save_bay(boss, name="2")
        assert heard == []

    outer()
    stop()
    shop.save_bay(boss, name="3")
    assert heard == [frozenset({Area.ORDERS, Area.SHOP})]


def test_a_refused_act_leaves_no_trace_and_tells_nobody(boss: By) -> None:
    heard: list[frozenset[Area]] = []
    stop = subscribe(heard.append)
    before = (area_versions(), AuditEntry.select().count(), Bay.select().count())

    @command(Area.SHOP)
    def half() -> None:
        shop.save_bay(boss, name="2")
        numbers.take(boss, Series.ORDER)
        raise FieldError("name", "no")

    with pytest.raises(FieldError):
        half()
    stop()
    assert (area_versions(), AuditEntry.select().count(), Bay.select().count()) == before
    assert heard == []
    assert numbers.take(boss, Series.ORDER) == "WO-2026-00001"


def test_a_row_that_went_with_a_restored_backup_is_told_in_words(road: Road) -> None:
    with pytest.raises(RuleError) as error:
        orders.cancel(road.boss, 4711, "客户取消")
    [reason] = error.value.reasons
    assert reason.code == "gone"
    assert reason.text


def test_another_seat_sees_that_an_area_changed(boss: By) -> None:
    before = area_versions().get("SHOP", 0)
    shop.save_bay(boss, name="2")
    assert area_versions()["SHOP"] == before + 1


def test_saving_what_someone_else_saved_says_who_and_what(boss: By, mechanic: int) -> None:
    bay = create(boss, Bay, name="1")
    update(By(mechanic, boss.at), bay, 1, name="一号工位")
    with pytest.raises(StaleError) as error:
        update(boss, Bay.get_by_id(bay.id), 1, name="举升机")
    assert error.value.by == "李师傅"
    assert [(one.column, one.before, one.after) for one in error.value.changes] == [("name", "1", "一号工位")]
    assert Bay.get_by_id(bay.id).name == "一号工位"


def test_the_log_keeps_what_changed_and_leaves_out_what_was_empty_or_the_entry_says(
    boss: By, road: Road
) -> None:
    road.receive()
    order = WorkOrder.get_by_id(road.order)
    update(boss, order, order.version, estimated_at=None)
    why = "配件没到"
    parked = {"parking_spot": "B2", "cancel_reason": why}
    update(boss, order, order.version, parked, act="park", reason=why, estimated_at=boss.at)
    update(boss, order, order.version, parking_spot="", wash=True)
    first, second = AuditEntry.select().order_by(AuditEntry.id.desc()).limit(2)[::-1]
    assert (first.before, first.after, first.reason) == ("", '{"parking_spot":"B2"}', why)
    assert (second.before, second.after) == ('{"parking_spot":"B2"}', '{"wash":true}')


def test_a_new_document_is_logged_without_a_second_copy_of_its_row(boss: By) -> None:
    bay = create(boss, Bay, name="1")
    [entry] = AuditEntry.select().where((AuditEntry.noun == "bay") & (AuditEntry.ref == bay.id))
    assert (entry.act, entry.before, entry.after) == ("create", "", "")


def test_saving_nothing_new_writes_nothing(boss: By) -> None:
    bay = create(boss, Bay, name="1")
    logged = AuditEntry.select().count()
    assert update(boss, bay, 1, name="1") is False
    assert AuditEntry.select().count() == logged
    assert Bay.get_by_id(bay.id).version == 1


def test_numbers_are_gapless_per_series_and_year(boss: By) -> None:
    new_year = By(boss.staff_id, boss.at.replace(year=2027, month=1, day=1))
    taken = [numbers.take(boss, Series.ORDER) for _ in range(3)] + [numbers.take(new_year, Series.ORDER)]
    assert taken == ["WO-2026-00001", "WO-2026-00002", "WO-2026-00003", "WO-2027-00001"]
    assert numbers.take(boss, Series.PAYMENT) == "RC-2026-00001"


def test_a_locked_sqlite_file_is_said_in_words(boss: By, db: str) -> None:
    if db.startswith("postgresql"):
        return
    import sqlite3

    from garage.models.database import database

    database.execute_sql("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(MachineError) as error:
            shop.save_bay(boss, name="2")
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert error.value.text
    assert error.value.advice
    shop.save_bay(boss, name="2")


def test_seats_write_one_after_another_and_a_busy_database_is_said_in_words(boss: By, db: str) -> None:
    if not db.startswith("postgresql"):
        return
    from garage.models.database import database

    database.execute_sql("SET lock_timeout = '50ms'")
    with psycopg.connect(db) as other:
        other.execute("UPDATE area_version SET version = version + 1")
        with pytest.raises(MachineError) as error:
            shop.save_bay(boss, name="2")
        other.rollback()
    assert error.value.text == "The database is busy."
    shop.save_bay(boss, name="2")


def test_a_picture_of_the_same_size_is_another_picture(boss: By) -> None:
    first, second = b"\x89PNG1", b"\x89PNG2"
    shop.change_profile(boss, shop.profile().version, logo=first)
    shop.change_profile(boss, shop.profile().version, logo=second)
    assert shop.profile().logo == second
