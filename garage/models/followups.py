"""Follow-up calls that fall due after a visit."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from garage.models.customers import Customer
from garage.models.database import Document
from garage.models.orders import WorkOrder
from garage.models.vehicles import Vehicle


class FollowUp(Document):
    """A call that falls due; round 2 is `provisional` until the first call has actually been made."""

    order = ForeignKeyField(WorkOrder, backref="follow_ups")
    vehicle = ForeignKeyField(Vehicle, lazy_load=False)
    customer = ForeignKeyField(Customer, lazy_load=False)
    round = IntegerField()
    due_on = DateField()
    late_after = DateField()
    provisional = BooleanField(default=False)
    state = CharField()
    call_time = CharField(default="")

    class Meta:
        """The call list reads by state and day."""

        indexes = ((("state", "due_on"), False),)
