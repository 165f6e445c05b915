"""Parts and suppliers."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from garage.models.database import Document


class Supplier(Document):
    """Where parts come from; `payable_fen` is the last balance of its account, kept with it."""

    name = CharField()
    contact = CharField(default="")
    phone = CharField(default="")
    note = TextField(default="")
    active = BooleanField(default=True)
    address = CharField(default="")
    uscc = CharField(default="")
    email = CharField(default="")
    bank_account = CharField(default="")
    payment_days = IntegerField(default=0)
    lead_days = IntegerField(default=0)
    return_policy = TextField(default="")
    payable_fen = BigIntegerField(default=0)


class Part(Document):
    """A spare part; `on_hand_milli` and `value_fen` are the ledger's last balance, kept with it.

    `price_fen` is today's price: of a price list with a later day `services.price_lists` makes it so.
    """

    code = CharField(unique=True)
    oe_no = CharField(default="", index=True)
    barcode = CharField(default="", index=True)
    name = CharField()
    brand = CharField(default="")
    spec = CharField(default="")
    unit = CharField(default="")
    grade = CharField()
    price_fen = BigIntegerField(default=0)
    min_qty_milli = BigIntegerField(default=0)
    bin = CharField(default="")
    supplier = ForeignKeyField(Supplier, null=True, lazy_load=False)
    old_part_back = BooleanField(default=False)
    shelf_life_days = IntegerField(null=True)
    fits = TextField(default="")
    note = TextField(default="")
    active = BooleanField(default=True)
    on_hand_milli = BigIntegerField(default=0)
    value_fen = BigIntegerField(default=0)
    group = CharField(column_name="part_group", default="", index=True)
    serial_tracked = BooleanField(default=False)
    max_qty_milli = BigIntegerField(default=0)
    member_price_fen = BigIntegerField(null=True)
    price_basis = CharField(default="FIXED")
    markup_bp = IntegerField(default=0)
    last_cost_fen = BigIntegerField(null=True)
    last_in_at = DateTimeField(null=True)
    last_out_at = DateTimeField(null=True)
    counted_at = DateTimeField(null=True)
    warranty_months = IntegerField(default=0)
    warranty_km = IntegerField(null=True)
    hazard = CharField(default="")
    second_bin = CharField(default="")
    life_months = IntegerField(null=True)
    life_km = IntegerField(null=True)
