"""People of the garage and their roles."""

from peewee import BooleanField, CharField, ForeignKeyField

from garage.models.database import Document, Row


class Staff(Document):
    """A person who works here; `trades` are WorkType values joined by commas."""

    name = CharField()
    phone = CharField(default="")
    team = CharField(default="")
    trades = CharField(default="")
    active = BooleanField(default=True)


class StaffRole(Row):
    """One role of one person."""

    staff = ForeignKeyField(Staff, backref="role_rows", on_delete="CASCADE")
    role = CharField()
