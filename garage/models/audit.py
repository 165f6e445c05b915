"""The audit log, and the versions of areas that other seats poll."""

from datetime import datetime, timedelta
from typing import Any

from peewee import BigIntegerField, CharField, IntegerField, TextField

from garage.models.database import Row

BRIEF = {
    "authorisation": "au",
    "exit_pass": "ep",
    "goods_issue": "gi",
    "inspection": "in",
    "order_line": "ol",
    "receipt": "rc",
    "settlement": "st",
    "vehicle": "ve",
    "work_order": "wo",
    "create": "+",
    "reception": "re",
    "lines": "li",
    "FINISH_ESTIMATE": "FE",
    "AUTHORISE": "AU",
    "assign": "as",
    "shares": "sh",
    "DISPATCH": "DI",
    "start": "sa",
    "START": "SA",
    "finish": "fi",
    "SELF_PASS": "SP",
    "LEADER_PASS": "LP",
    "FINAL_PASS": "FP",
    "MAKE_READY": "MR",
    "handover": "ha",
    "SETTLE": "SE",
    "pay": "pa",
    "LEAVE": "LE",
    "use": "us",
    "warranty": "wa",
    "next service": "ns",
}
"""What the log calls the tables and acts of every visit: it is as large as all other tables together.

Another word needs a migration of the entries that have it in full.
"""
FULL = {brief: word for word, brief in BRIEF.items()}
EPOCH, SECOND = datetime(1970, 1, 1), timedelta(seconds=1)


class _Word(CharField):
    """A table or an act, kept as BRIEF has it or else as it is."""

    def db_value(self, value: Any) -> Any:
        return BRIEF.get(value, value)

    def python_value(self, value: Any) -> Any:
        return FULL.get(value, value)


class _Seconds(BigIntegerField):
    """A local moment as seconds since 1970: a fifth of its text."""

    def db_value(self, value: Any) -> Any:
        return (value - EPOCH) // SECOND if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> Any:
        return None if value is None else EPOCH + timedelta(seconds=value)


class AuditEntry(Row):
    """Who did what to which row, when, from what to what, why; never changed."""

    at = _Seconds()
    staff_id = IntegerField()
    act = _Word()
    noun = _Word()
    ref = IntegerField(index=True)
    before = TextField(default="")
    after = TextField(default="")
    reason = CharField(default="")

    class Meta:
        """Few tables have a row of the same id with a long history: `ref` alone finds it quickly enough."""

        table_name = "audit_entry"


class AreaVersion(Row):
    """Counter a second seat polls to see that an area changed."""

    area = CharField(unique=True)
    version = IntegerField()
