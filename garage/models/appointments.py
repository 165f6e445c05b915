"""Cars that are expected: when, where, for whom, and what became of it."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from garage.models.customers import Customer
from garage.models.database import Document
from garage.models.orders import WorkOrder
from garage.models.reminders import Reminder
from garage.models.shop import Bay
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle


class Appointment(Document):
    """预约: a time in the shop, from `planned_at` until before `ends_at`, on a bay and with a mechanic or on none (A1).

    A caller who is not known yet stands in `name`, `phone` and `plate` alone.
    """

    no = CharField(unique=True)
    state = CharField()
    planned_at = DateTimeField()
    ends_at = DateTimeField()
    hours_centi = IntegerField(default=0)
    bay = ForeignKeyField(Bay, null=True, index=False, lazy_load=False)
    mechanic = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    advisor = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    customer = ForeignKeyField(Customer, null=True, lazy_load=False)
    vehicle = ForeignKeyField(Vehicle, null=True, lazy_load=False)
    plate = CharField(default="")
    name = CharField(default="")
    phone = CharField(default="")
    request = TextField(default="")
    channel = CharField()
    note = TextField(default="")
    moved = IntegerField(default=0)
    remind_on = DateField(null=True)
    confirmed_at = DateTimeField(null=True)
    reminder = ForeignKeyField(Reminder, null=True, lazy_load=False)
    order = ForeignKeyField(WorkOrder, null=True, lazy_load=False)
    closed_at = DateTimeField(null=True)
    closed_reason = CharField(default="")

    class Meta:
        """Days read in the order of time; what is open is looked for by state."""

        indexes = ((("planned_at",), False), (("state", "planned_at"), False))
