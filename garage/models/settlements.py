"""Settlement slips."""

from peewee import (
    BigIntegerField,
    BlobField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
)

from garage.models.database import Document
from garage.models.orders import WorkOrder


class Settlement(Document):
    """结算清单: the bill of an order as it was confirmed; `snapshot` is the slip for every reprint."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, backref="settlements")
    state = CharField()
    settled_at = DateTimeField(index=True)
    labour_fen = BigIntegerField()
    parts_fen = BigIntegerField()
    other_fen = BigIntegerField()
    line_discount_fen = BigIntegerField()
    order_discount_fen = BigIntegerField()
    discount_reason = CharField(default="")
    rounding_off_fen = BigIntegerField()
    rounding = CharField(default="")
    payable_fen = BigIntegerField()
    next_service_on = DateField(null=True)
    next_service_km = IntegerField(null=True)
    call_time = CharField(default="")
    snapshot = BlobField()
    insurance_fen = BigIntegerField(default=0)
    tax_bp = IntegerField(null=True)
    tax_fen = BigIntegerField(default=0)
    discount_by = IntegerField(null=True)
    invoice_no = CharField(default="")
    credit_at = DateTimeField(null=True)
    credit_by = IntegerField(null=True)
    credit_due_on = DateField(null=True, index=True)
    credit_override = CharField(default="")
    debtor = CharField(default="")
    allowance_fen = BigIntegerField(default=0, index=True)
    allowance_reason = CharField(default="")
    allowance_by = IntegerField(null=True)
    voided_at = DateTimeField(null=True, index=True)
    void_reason = CharField(default="")
    benefits_fen = BigIntegerField(default=0)
