"""A car that comes back: the counter's verdict on earlier work, and the case of a repair that did not hold."""

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

from garage.models.customers import Customer
from garage.models.database import Document
from garage.models.orders import OrderLine, WorkOrder
from garage.models.vehicles import Vehicle


class WarrantyVerdict(Document):
    """What the counter said about one warranty of this car at this visit, with the figures it was said on (A5)."""

    order = ForeignKeyField(WorkOrder, lazy_load=False)
    vehicle = ForeignKeyField(Vehicle, lazy_load=False)
    source = CharField()
    subject = CharField()
    original_line = ForeignKeyField(OrderLine, null=True, lazy_load=False)
    verdict = CharField()
    line = ForeignKeyField(OrderLine, null=True, lazy_load=False)
    odometer_km = IntegerField(null=True)
    days_left = IntegerField(null=True)
    km_left = IntegerField(null=True)
    decided_at = DateTimeField()
    decided_by = IntegerField()
    note = CharField(default="")


class ReworkCase(Document):
    """返修: earlier work that the customer says did not hold; its clock, evidence, decision, referral (D2–D4)."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, lazy_load=False)
    vehicle = ForeignKeyField(Vehicle, lazy_load=False)
    customer = ForeignKeyField(Customer, lazy_load=False)
    original_line = ForeignKeyField(OrderLine, lazy_load=False)
    line = ForeignKeyField(OrderLine, null=True, lazy_load=False)
    state = CharField()
    fault = TextField()
    undrivable = BooleanField(default=False)
    attempt = IntegerField()
    opened_at = DateTimeField(index=True)
    evidence_due_on = DateField()
    cause = CharField(default="")
    evidence = TextField(default="")
    evidence_at = DateTimeField(null=True)
    evidence_by = IntegerField(null=True)
    decided_at = DateTimeField(null=True)
    decided_by = IntegerField(null=True)
    reason = CharField(default="")
    referred_to = CharField(default="")
    referred_at = DateTimeField(null=True)
    referral_cost_fen = BigIntegerField(default=0)
    referral_result = CharField(default="")
    referral_back_at = DateTimeField(null=True)
    closed_at = DateTimeField(null=True)
    note = CharField(default="")

    class Meta:
        """Cases read newest first, within a state or over all."""

        indexes = ((("state", "id"), False),)
