"""Follow-up calls that fall due after a visit."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from garage.models.customers import Customer
from garage.models.database import Document
from garage.models.orders import WorkOrder
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle


class FollowUp(Document):
    """A call that falls due; round 2 is `provisional` until the first call has actually been made.

    `next_at` is when the customer wants to be called, or when to try again; `topic` what to talk about.
    """

    order = ForeignKeyField(WorkOrder, null=True, backref="follow_ups")
    vehicle = ForeignKeyField(Vehicle, null=True, lazy_load=False)
    customer = ForeignKeyField(Customer, lazy_load=False)
    purpose = CharField(default="REPAIR")
    round = IntegerField()
    due_on = DateField()
    late_after = DateField()
    provisional = BooleanField(default=False)
    state = CharField()
    call_time = CharField(default="")
    caller = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    attempts = IntegerField(default=0)
    next_at = DateTimeField(null=True)
    done_at = DateTimeField(null=True)
    topic = TextField(default="")
    closed_reason = CharField(default="")

    class Meta:
        """The call list reads by state and day."""

        indexes = ((("state", "due_on"), False),)
