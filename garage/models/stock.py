"""The append-only stock ledger and the documents that write it."""

from peewee import BigIntegerField, BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField

from garage.models.database import Document, Row
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.staff import Staff


class StockMovement(Row):
    """One entry of the ledger: signed quantity and value, and the balance after it; never changed."""

    part = ForeignKeyField(Part, index=False, lazy_load=False)
    kind = CharField()
    qty_milli = BigIntegerField()
    value_fen = BigIntegerField()
    balance_milli = BigIntegerField()
    balance_fen = BigIntegerField()
    document = CharField()
    order_line = ForeignKeyField(OrderLine, null=True, lazy_load=False)
    reversal_of = ForeignKeyField("self", null=True, unique=True, lazy_load=False)
    moved_at = DateTimeField()
    moved_by = IntegerField()
    reason = CharField(default="")

    class Meta:
        """The card of one part reads newest first."""

        indexes = ((("part", "id"), False),)


class GoodsReceipt(Document):
    """入库单: goods that came in from a supplier, or opening stock."""

    no = CharField(unique=True)
    kind = CharField()
    supplier = ForeignKeyField(Supplier, null=True, lazy_load=False)
    delivery_no = CharField(default="")
    received_at = DateTimeField()
    note = CharField(default="")
    reversed_at = DateTimeField(null=True)
    reverse_reason = CharField(default="")


class GoodsReceiptLine(Row):
    """One part of a goods receipt; cost is for the whole quantity."""

    receipt = ForeignKeyField(GoodsReceipt, backref="lines")
    position = IntegerField()
    part = ForeignKeyField(Part, lazy_load=False)
    qty_milli = BigIntegerField()
    cost_fen = BigIntegerField()


class GoodsIssue(Document):
    """领料单 or 退料单: parts that went to an order or came back from it."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, backref="issues")
    is_return = BooleanField(default=False)
    issued_by = ForeignKeyField(Staff, index=False, lazy_load=False)
    received_by = ForeignKeyField(Staff, index=False, lazy_load=False)
    issued_at = DateTimeField()
    note = CharField(default="")
