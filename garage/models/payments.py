"""Receipts and the payments in them."""

from peewee import BigIntegerField, CharField, DateTimeField, ForeignKeyField

from garage.models.cash import AccountPayment
from garage.models.counter_sales import CounterSale
from garage.models.database import Document, Row
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement


class Receipt(Document):
    """收款收据: money of an order or a counter sale, taken or paid back at one moment.

    Void by a reversing receipt; numbers stay.
    """

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, null=True, backref="receipts")
    sale = ForeignKeyField(CounterSale, null=True, backref="receipts", lazy_load=False)
    settlement = ForeignKeyField(Settlement, null=True, backref="receipts", lazy_load=False)
    account_payment = ForeignKeyField(AccountPayment, null=True, lazy_load=False)
    kind = CharField(default="PAYMENT")
    payer = CharField()
    received_at = DateTimeField(index=True)
    total_fen = BigIntegerField()
    given_fen = BigIntegerField()
    change_fen = BigIntegerField()
    balance_fen = BigIntegerField()
    reversal_of = ForeignKeyField("self", null=True, unique=True, lazy_load=False)
    reason = CharField(default="")


class Payment(Row):
    """Part of a receipt by one method; negative on a reversing receipt."""

    receipt = ForeignKeyField(Receipt, backref="payments")
    method = CharField()
    amount_fen = BigIntegerField()
