"""What a vehicle falls due for."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from garage.models.customers import Customer
from garage.models.database import Document
from garage.models.orders import WorkOrder
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle


class Reminder(Document):
    """Something a vehicle falls due for, by date or by kilometres.

    `predicted_on` is the day on which `due_km` is reached as the car is driven; from `remind_on` on the customer is
    to be told, which is the lead time before whichever comes first.
    """

    vehicle = ForeignKeyField(Vehicle, backref="reminders")
    customer = ForeignKeyField(Customer, lazy_load=False)
    order = ForeignKeyField(WorkOrder, null=True, lazy_load=False)
    kind = CharField()
    subject = CharField(default="")
    due_on = DateField(null=True, index=True)
    due_km = IntegerField(null=True)
    predicted_on = DateField(null=True)
    remind_on = DateField(null=True)
    state = CharField()
    caller = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    attempts = IntegerField(default=0)
    next_at = DateTimeField(null=True)
    contacted_at = DateTimeField(null=True)
    closed_at = DateTimeField(null=True)
    closed_reason = CharField(default="")

    class Meta:
        """The list of what is due reads by state and day."""

        indexes = ((("state", "remind_on"), False),)
