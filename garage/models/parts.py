"""Parts and suppliers."""

from peewee import BigIntegerField, BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from garage.models.database import Document


class Supplier(Document):
    """Where parts come from."""

    name = CharField()
    contact = CharField(default="")
    phone = CharField(default="")
    note = TextField(default="")
    active = BooleanField(default=True)


class Part(Document):
    """A spare part; `on_hand_milli` and `value_fen` are the ledger's last balance, kept with it."""

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
