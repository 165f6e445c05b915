"""Inspections with their items, and recommended work."""

from peewee import (
    BlobField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from garage.models.database import Document
from garage.models.orders import WorkOrder
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle


class Inspection(Document):
    """One inspection of one stage; `round` counts how often this stage was done on the order.

    `items` holds the answers as `domain.inspections.write_answers` writes them.
    """

    order = ForeignKeyField(WorkOrder, backref="inspections")
    stage = CharField()
    round = IntegerField()
    result = CharField()
    inspector = ForeignKeyField(Staff, index=False, lazy_load=False)
    inspected_at = DateTimeField()
    remark = TextField(default="")
    road_test_km = IntegerField(null=True)
    items = TextField(default="")


class Recommendation(Document):
    """Work recommended for a vehicle; `closed_at` when it was done or dropped."""

    vehicle = ForeignKeyField(Vehicle, backref="recommendations")
    order = ForeignKeyField(WorkOrder, backref="recommendations")
    text = CharField()
    safety = BooleanField(default=False)
    declined = BooleanField(default=False)
    due_on = DateField(null=True)
    due_km = IntegerField(null=True)
    closed_at = DateTimeField(null=True)
    closed_reason = CharField(default="")
    consequence = CharField(default="")
    declined_at = DateTimeField(null=True)
    signed_by = CharField(default="")


class Certificate(Document):
    """竣工出厂合格证: one live an order; `snapshot` is the paper for every reprint (B6)."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, backref="certificates")
    inspection = ForeignKeyField(Inspection, index=False, lazy_load=False)
    issued_at = DateTimeField()
    snapshot = BlobField()
    voided_at = DateTimeField(null=True)
    void_reason = CharField(default="")
