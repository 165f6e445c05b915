"""The append-only stock ledger and the documents that write it."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
)

from garage.models.counter_sales import CounterSaleLine
from garage.models.database import Document, Row
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.purchasing import PurchaseOrder, PurchaseOrderLine, SupplierInvoice
from garage.models.staff import Staff


class StockMovement(Row):
    """One entry of the ledger: signed quantity and value, and the balance after it; never changed.

    `line_id` is the line of the document that wrote it, in the table that the kind names.
    """

    part = ForeignKeyField(Part, index=False, lazy_load=False)
    kind = CharField()
    qty_milli = BigIntegerField()
    value_fen = BigIntegerField()
    balance_milli = BigIntegerField()
    balance_fen = BigIntegerField()
    document = CharField()
    order_line = ForeignKeyField(OrderLine, null=True, lazy_load=False)
    reversal_of = ForeignKeyField("self", null=True, unique=True, lazy_load=False)
    moved_at = DateTimeField(index=True)
    moved_by = IntegerField()
    reason = CharField(default="")
    line_id = IntegerField(null=True)

    class Meta:
        """The card of one part reads newest first."""

        indexes = ((("part", "id"), False),)


class GoodsReceipt(Document):
    """入库单: goods that came in from a supplier, or opening stock; `spot` when bought outside for a job."""

    no = CharField(unique=True)
    kind = CharField()
    supplier = ForeignKeyField(Supplier, null=True, lazy_load=False)
    delivery_no = CharField(default="")
    received_at = DateTimeField(index=True)
    note = CharField(default="")
    reversed_at = DateTimeField(null=True)
    reverse_reason = CharField(default="")
    purchase_order = ForeignKeyField(PurchaseOrder, null=True, lazy_load=False)
    invoice = ForeignKeyField(SupplierInvoice, null=True, lazy_load=False)
    freight_fen = BigIntegerField(default=0)
    inspected_by = IntegerField(null=True)
    spot = BooleanField(default=False)
    vendor = CharField(default="")
    bought_by = IntegerField(null=True)
    method = CharField(default="")


class GoodsReceiptLine(Row):
    """One part of a goods receipt; `cost_fen` is for the whole accepted quantity, its share of freight included.

    `difference_fen` is what the supplier's invoice asked more for `invoiced_milli` of it (0: all of it), `returned_milli`
    what went back to the supplier.
    """

    receipt = ForeignKeyField(GoodsReceipt, backref="lines")
    position = IntegerField()
    part = ForeignKeyField(Part, lazy_load=False)
    qty_milli = BigIntegerField()
    cost_fen = BigIntegerField()
    price_fen = BigIntegerField(default=0)
    freight_fen = BigIntegerField(default=0)
    purchase_line = ForeignKeyField(PurchaseOrderLine, null=True, lazy_load=False)
    order_line = ForeignKeyField(OrderLine, null=True, lazy_load=False)
    rejected_milli = BigIntegerField(default=0)
    finding = CharField(default="")
    returned_milli = BigIntegerField(default=0)
    difference_fen = BigIntegerField(default=0)
    invoiced_milli = BigIntegerField(default=0)
    expires_on = DateField(null=True)


class GoodsIssue(Document):
    """领料单 or 退料单: parts that went to an order or came back from it."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, backref="issues")
    is_return = BooleanField(default=False)
    issued_by = ForeignKeyField(Staff, index=False, lazy_load=False)
    received_by = ForeignKeyField(Staff, index=False, lazy_load=False)
    issued_at = DateTimeField()
    note = CharField(default="")


class LineSerial(Row):
    """Serial numbers of a tracked part that was fitted on an order line or sold, and of the one that came off.

    `back_document` is what it came back with, when it is `returned`; of a piece that went back to its supplier or
    was written off (neither line is set) the paper it went by, `returned` when that was reversed.
    """

    order_line = ForeignKeyField(OrderLine, null=True, lazy_load=False)
    part = ForeignKeyField(Part, lazy_load=False)
    issue = ForeignKeyField(GoodsIssue, null=True, lazy_load=False)
    new_serial = CharField(index=True)
    old_serial = CharField(default="", index=True)
    returned = BooleanField(default=False)
    sale_line = ForeignKeyField(CounterSaleLine, null=True, lazy_load=False)
    back_document = CharField(default="")


class OldPartDuty(Document):
    """暂挂账: whoever took a part owes the old one until it is booked in, or is charged for it (E3)."""

    order_line = ForeignKeyField(OrderLine, lazy_load=False)
    part = ForeignKeyField(Part, lazy_load=False)
    staff = ForeignKeyField(Staff, lazy_load=False)
    document = CharField()
    qty_milli = BigIntegerField()
    value_fen = BigIntegerField(default=0)
    state = CharField(index=True)
    opened_at = DateTimeField()
    closed_at = DateTimeField(null=True)
    closed_by = IntegerField(null=True)
    charge_fen = BigIntegerField(default=0)
    note = CharField(default="")
    old_part = ForeignKeyField(OldPart, null=True, lazy_load=False)
