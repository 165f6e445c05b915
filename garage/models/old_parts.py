"""Old parts: tagged when they come off, counted in, shelved, and where each one went."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from garage.models.database import Document, Row
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier


class Shipment(Document):
    """旧件发运单: old parts sent to a supplier, with the carrier and its receipt (E7)."""

    no = CharField(unique=True)
    supplier = ForeignKeyField(Supplier, lazy_load=False)
    state = CharField()
    sent_at = DateTimeField(null=True)
    carrier = CharField(default="")
    waybill_no = CharField(default="")
    packages = IntegerField(default=1)
    freight_fen = BigIntegerField(default=0)
    received_on = DateField(null=True)
    received_by = CharField(default="")
    received_note = CharField(default="")
    note = CharField(default="")
    voided_at = DateTimeField(null=True)
    void_reason = CharField(default="")


class Disposal(Document):
    """旧件处置单: old parts that were scrapped or given to a recycler, batteries and oil to a licensed one (E7)."""

    no = CharField(unique=True)
    kind = CharField()
    disposed_at = DateTimeField()
    taker = CharField()
    licence_no = CharField(default="")
    manifest_no = CharField(default="")
    weight_g = BigIntegerField(null=True)
    amount_fen = BigIntegerField(default=0)
    note = CharField(default="")
    voided_at = DateTimeField(null=True)
    void_reason = CharField(default="")


class OldPart(Document):
    """旧件: one tag, from the car to where it ended; code, name and unit as they were (E1, E2, E7)."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, lazy_load=False)
    line = ForeignKeyField(OrderLine, null=True, lazy_load=False)
    part = ForeignKeyField(Part, null=True, lazy_load=False)
    supplier = ForeignKeyField(Supplier, null=True, lazy_load=False)
    code = CharField(default="")
    name = CharField()
    unit = CharField(default="")
    qty_milli = BigIntegerField()
    serial = CharField(default="", index=True)
    fault = TextField(default="")
    odometer_km = IntegerField(null=True)
    removed_at = DateTimeField(index=True)
    removed_by = IntegerField(null=True)
    purpose = CharField()
    hazard = CharField(default="")
    intact = BooleanField(default=True)
    condition = CharField(default="")
    state = CharField()
    shelf = CharField(default="")
    counted_at = DateTimeField(null=True)
    counted_by = IntegerField(null=True)
    handed_to = CharField(default="")
    handed_at = DateTimeField(null=True)
    shipment = ForeignKeyField(Shipment, null=True, lazy_load=False)
    back_at = DateTimeField(null=True)
    back_note = CharField(default="")
    scrap_reason = CharField(default="")
    scrap_approved_by = IntegerField(null=True)
    scrap_approved_at = DateTimeField(null=True)
    disposal = ForeignKeyField(Disposal, null=True, lazy_load=False)
    void_reason = CharField(default="")

    class Meta:
        """The register reads newest first, within a state or over all."""

        indexes = ((("state", "id"), False),)


class ShipmentPart(Row):
    """What lies in a shipment: while it is packed, and for ever after, also when the part came back and went again."""

    shipment = ForeignKeyField(Shipment, backref="parts", lazy_load=False, index=False)
    old_part = ForeignKeyField(OldPart, lazy_load=False)

    class Meta:
        """A part lies in a shipment once."""

        indexes = ((("shipment", "old_part"), True),)
