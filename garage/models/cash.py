"""Money of the till beside the bills: one payment for several bills, cash in and out, and the counting of each day."""

from peewee import BigIntegerField, CharField, DateTimeField, ForeignKeyField, IntegerField, TextField

from garage.models.customers import Customer
from garage.models.database import Document, Row
from garage.models.staff import Staff


class AccountPayment(Document):
    """One sum that a customer, or an insurer, paid on several bills at once: its receipts name it (C3)."""

    no = CharField(unique=True)
    customer = ForeignKeyField(Customer, null=True, lazy_load=False)
    insurer = CharField(default="")
    paid_at = DateTimeField()
    total_fen = BigIntegerField()
    given_fen = BigIntegerField()
    change_fen = BigIntegerField()
    note = CharField(default="")


class CashUp(Document):
    """日结: what lay in the till and in the accounts, against what was booked since the one before (C3)."""

    no = CharField(unique=True)
    from_at = DateTimeField(null=True)
    until_at = DateTimeField(index=True)
    counted_by = ForeignKeyField(Staff, index=False, lazy_load=False)
    approved_by = IntegerField(null=True)
    left_fen = BigIntegerField()
    taken_fen = BigIntegerField(default=0)
    taken_to = CharField(default="")
    notes = TextField(default="")
    note = TextField(default="")
    voided_at = DateTimeField(null=True)
    void_reason = CharField(default="")


class CashUpLine(Row):
    """One method of payment at a cash-up: what the books say, what was counted, and why they differ."""

    cash_up = ForeignKeyField(CashUp, backref="lines", lazy_load=False)
    method = CharField()
    booked_fen = BigIntegerField()
    counted_fen = BigIntegerField()
    reason = CharField(default="")


class CashEntry(Document):
    """Cash that belongs to no bill: change put in, petty expenses, scrap sold, money taken to the bank; void by reversal."""

    no = CharField(unique=True)
    kind = CharField()
    method = CharField()
    amount_fen = BigIntegerField()
    at = DateTimeField(index=True)
    text = CharField()
    document = CharField(default="", index=True)
    cash_up = ForeignKeyField(CashUp, null=True, lazy_load=False)
    reversal_of = ForeignKeyField("self", null=True, unique=True, lazy_load=False)
    reason = CharField(default="")
