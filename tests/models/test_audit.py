"""The log keeps its usual words and moments shortly and gives them back whole."""

from datetime import datetime

from garage.models.audit import BRIEF, FULL, AuditEntry
from garage.models.database import database

MOMENT = datetime(2026, 11, 21, 9, 30, 5)


def test_no_two_words_are_kept_alike_and_none_as_another_word() -> None:
    assert len(FULL) == len(BRIEF)
    assert not FULL.keys() & BRIEF.keys()


def test_an_entry_is_read_and_found_as_it_was_written(db: str) -> None:
    assert db
    for act, noun in (("create", "work_order"), ("polish", "bay"), ("FINISH_ESTIMATE", "order_line")):
        AuditEntry.create(at=MOMENT, staff_id=1, act=act, noun=noun, ref=7)
        [found] = AuditEntry.select().where((AuditEntry.act == act) & (AuditEntry.noun == noun))
        assert (found.act, found.noun, found.at) == (act, noun, MOMENT)
    assert AuditEntry.select().where(AuditEntry.at >= MOMENT, AuditEntry.act.in_(["create"])).count() == 1
    [kept] = database.execute_sql("SELECT act, noun, at FROM audit_entry ORDER BY id LIMIT 1").fetchall()
    assert kept == ("+", "wo", 1_795_253_405)
