"""Vehicles, who owned them when, and every odometer reading."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from garage.models.customers import Customer
from garage.models.database import Document


class Vehicle(Document):
    """A car; plate and VIN in normal form, empty text when unknown."""

    plate = CharField(index=True)
    plate_kind = CharField()
    vin = CharField(default="", index=True)
    vehicle_class = CharField(default="CAR")
    brand = CharField(default="")
    model = CharField(default="")
    colour = CharField(default="")
    engine_no = CharField(default="")
    fuel = CharField(default="PETROL")
    usage = CharField(default="PRIVATE")
    registered_on = DateField(null=True)
    odometer_km = IntegerField(null=True)
    odometer_on = DateField(null=True)
    service_days = IntegerField(null=True)
    service_km = IntegerField(null=True)
    next_service_on = DateField(null=True)
    next_service_km = IntegerField(null=True)
    insurance_until = DateField(null=True)
    inspection_until = DateField(null=True)
    factory_warranty_until = DateField(null=True)
    factory_warranty_km = IntegerField(null=True)
    note = TextField(default="")
    merged_into = ForeignKeyField("self", null=True, lazy_load=False)


class Ownership(Document):
    """Who owns a vehicle from when to when; one open row a vehicle (invariant 15)."""

    vehicle = ForeignKeyField(Vehicle, backref="ownerships")
    customer = ForeignKeyField(Customer, backref="ownerships")
    since = DateField()
    until = DateField(null=True)


class OdometerReading(Document):
    """One reading in kilometres; `reset_reason` tells why it is lower than the one before."""

    vehicle = ForeignKeyField(Vehicle, backref="readings")
    km = IntegerField()
    read_at = DateTimeField()
    source = CharField()
    order_id = IntegerField(null=True)
    reset_reason = CharField(default="")
