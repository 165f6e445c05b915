"""Repair warranty of each line, from the day the car left."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from garage.models.database import Document
from garage.models.orders import OrderLine, WorkOrder
from garage.models.vehicles import Vehicle


class RepairWarranty(Document):
    """Promise on one line from the day the car left (D1); `part_…` is the longer one of the part itself (E9)."""

    line = ForeignKeyField(OrderLine, unique=True)
    order = ForeignKeyField(WorkOrder, backref="warranties")
    vehicle = ForeignKeyField(Vehicle, index=False, lazy_load=False)
    category = CharField()
    start_on = DateField()
    start_km = IntegerField()
    days = IntegerField()
    km = IntegerField()
    expires_on = DateField()
    expires_km = IntegerField()
    attempts = IntegerField(default=0)
    part_expires_on = DateField(null=True)
    part_expires_km = IntegerField(null=True)

    class Meta:
        """Reception asks for one vehicle's promises that have not run out."""

        indexes = ((("vehicle", "expires_on"), False),)
