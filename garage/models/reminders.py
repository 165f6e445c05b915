"""What a vehicle falls due for."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from garage.models.customers import Customer
from garage.models.database import Document
from garage.models.orders import WorkOrder
from garage.models.vehicles import Vehicle


class Reminder(Document):
    """Something a vehicle falls due for, by date or by kilometres."""

    vehicle = ForeignKeyField(Vehicle, backref="reminders")
    customer = ForeignKeyField(Customer, lazy_load=False)
    order = ForeignKeyField(WorkOrder, null=True, lazy_load=False)
    kind = CharField()
    due_on = DateField(null=True, index=True)
    due_km = IntegerField(null=True)
    state = CharField()
