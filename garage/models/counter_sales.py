"""Parts sold over the counter, without a work order."""

from peewee import BigIntegerField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from garage.models.customers import Customer
from garage.models.database import Document, Row
from garage.models.parts import Part


class CounterSale(Document):
    """配件销售单, or the return of goods from one (`return_of`); `owed_fen` is what is open of a sale on account."""

    no = CharField(unique=True)
    customer = ForeignKeyField(Customer, null=True, lazy_load=False)
    buyer = CharField(default="")
    phone = CharField(default="")
    sold_at = DateTimeField(index=True)
    gross_fen = BigIntegerField()
    discount_fen = BigIntegerField(default=0)
    rounding_off_fen = BigIntegerField(default=0)
    payable_fen = BigIntegerField()
    tax_bp = IntegerField()
    owed_fen = BigIntegerField(default=0, index=True)
    return_of = ForeignKeyField("self", null=True, lazy_load=False)
    discount_reason = CharField(default="")
    discount_by = IntegerField(null=True)
    on_account_by = IntegerField(null=True)
    credit_override = CharField(default="")
    due_on = DateField(null=True)
    note = CharField(default="")
    voided_at = DateTimeField(null=True)
    void_reason = CharField(default="")


class CounterSaleLine(Row):
    """One part of a counter sale; `value_fen` is what it cost the shop; a line of a return names its sale's line."""

    sale = ForeignKeyField(CounterSale, backref="lines", lazy_load=False)
    position = IntegerField()
    part = ForeignKeyField(Part, lazy_load=False)
    qty_milli = BigIntegerField()
    unit_price_fen = BigIntegerField()
    gross_fen = BigIntegerField()
    discount_fen = BigIntegerField(default=0)
    value_fen = BigIntegerField()
    returned_milli = BigIntegerField(default=0)
    line_of = ForeignKeyField("self", null=True, lazy_load=False)
