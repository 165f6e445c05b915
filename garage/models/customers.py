"""Customers and their phones."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from garage.models.database import Document, Row


class Customer(Document):
    """Someone who brings cars and pays: a person or an organisation.

    `file_complete` is set once nothing was found missing; whoever changes the file clears it, never the other way.
    """

    kind = CharField()
    name = CharField()
    contact = CharField(default="")
    address = CharField(default="")
    uscc = CharField(default="")
    preferred_call_time = CharField(default="")
    needs = TextField(default="")
    note = TextField(default="")
    first_contact_on = DateField()
    file_due_on = DateField(index=True)
    file_complete = BooleanField(default=False)
    marketing_ok = BooleanField(default=True)
    credit_limit_fen = BigIntegerField(default=0)
    credit_days = IntegerField(default=30)
    member_level = CharField(default="")
    no_calls = BooleanField(default=False)
    no_calls_reason = CharField(default="")
    points = IntegerField(default=0)
    merged_into = ForeignKeyField("self", null=True, lazy_load=False)


class Phone(Row):
    """A phone number in normal form; `position` 0 is the one to call first, `dead_on` since when nobody answers."""

    customer = ForeignKeyField(Customer, backref="phone_rows", on_delete="CASCADE")
    number = CharField(index=True)
    position = IntegerField()
    dead_on = DateField(null=True)
