"""People of the garage, their roles and what they were taught."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

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


class Training(Document):
    """A course one person took part in: of `hours_centi`, good until `valid_until`; never deleted, at most void."""

    staff = ForeignKeyField(Staff, lazy_load=False)
    held_on = DateField()
    subject = CharField()
    hours_centi = IntegerField(default=0)
    trainer = CharField(default="")
    result = CharField()
    certificate_no = CharField(default="")
    valid_until = DateField(null=True, index=True)
    note = TextField(default="")
    void_reason = CharField(default="")
