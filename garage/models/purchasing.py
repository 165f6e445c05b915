"""Buying: purchase orders, and the account of each supplier with its invoices, payments and returns."""

from peewee import BigIntegerField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from garage.models.database import Document, Row
from garage.models.orders import OrderLine
from garage.models.parts import Part, Supplier


class PurchaseOrder(Document):
    """采购订单: what was ordered from one supplier."""

    no = CharField(unique=True)
    supplier = ForeignKeyField(Supplier, lazy_load=False)
    state = CharField(index=True)
    ordered_at = DateTimeField(null=True)
    expected_on = DateField(null=True)
    approved_by = IntegerField(null=True)
    approved_at = DateTimeField(null=True)
    note = CharField(default="")
    closed_at = DateTimeField(null=True)
    close_reason = CharField(default="")


class PurchaseOrderLine(Row):
    """One part of a purchase order; `order_line` when a job waits for it; dropped what will not come any more."""

    purchase_order = ForeignKeyField(PurchaseOrder, backref="lines", lazy_load=False)
    position = IntegerField()
    part = ForeignKeyField(Part, lazy_load=False)
    qty_milli = BigIntegerField()
    price_fen = BigIntegerField()
    received_milli = BigIntegerField(default=0)
    dropped_milli = BigIntegerField(default=0)
    order_line = ForeignKeyField(OrderLine, null=True, lazy_load=False)
    note = CharField(default="")


class SupplierInvoice(Document):
    """A supplier's invoice over goods that came in; `difference_fen` is what it asks more than they were booked at.

    `stock_fen` of that went into the stock's value, with what was still there.
    """

    supplier = ForeignKeyField(Supplier, lazy_load=False)
    invoice_no = CharField()
    invoiced_on = DateField()
    due_on = DateField()
    amount_fen = BigIntegerField()
    tax_fen = BigIntegerField(default=0)
    difference_fen = BigIntegerField(default=0)
    stock_fen = BigIntegerField(default=0)
    note = CharField(default="")
    voided_at = DateTimeField(null=True)
    void_reason = CharField(default="")


class SupplierPayment(Document):
    """付款单: money paid to a supplier, or paid back by it when negative; void by reversal."""

    no = CharField(unique=True)
    supplier = ForeignKeyField(Supplier, lazy_load=False)
    method = CharField()
    amount_fen = BigIntegerField()
    paid_at = DateTimeField(index=True)
    note = CharField(default="")
    reversal_of = ForeignKeyField("self", null=True, unique=True, lazy_load=False)
    reason = CharField(default="")


class SupplierEntry(Row):
    """One line of a supplier's account, positive when more is owed, with the balance after it; never changed."""

    supplier = ForeignKeyField(Supplier, index=False, lazy_load=False)
    kind = CharField()
    amount_fen = BigIntegerField()
    balance_fen = BigIntegerField()
    document = CharField(index=True)
    due_on = DateField(null=True)
    at = DateTimeField()
    who = IntegerField()
    note = CharField(default="")
    reversal_of = ForeignKeyField("self", null=True, unique=True, lazy_load=False)

    class Meta:
        """The account of one supplier reads newest first, what is owed by the day it is due."""

        indexes = ((("supplier", "id"), False), (("supplier", "due_on"), False))


class SupplierReturn(Document):
    """采购退货单: goods that went back to their supplier."""

    no = CharField(unique=True)
    supplier = ForeignKeyField(Supplier, lazy_load=False)
    returned_at = DateTimeField()
    reason = CharField()
    carrier = CharField(default="")
    note = CharField(default="")
    reversed_at = DateTimeField(null=True)
    reverse_reason = CharField(default="")


class SupplierReturnLine(Row):
    """One part that went back: what it was worth here, and what the supplier gives for it."""

    supplier_return = ForeignKeyField(SupplierReturn, backref="lines", lazy_load=False)
    position = IntegerField()
    part = ForeignKeyField(Part, lazy_load=False)
    qty_milli = BigIntegerField()
    value_fen = BigIntegerField()
    credit_fen = BigIntegerField()
    receipt_line_id = IntegerField(null=True, index=True)
