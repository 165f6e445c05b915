"""Campaigns and who they are for."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from garage.models.customers import Customer
from garage.models.database import Document
from garage.models.orders import WorkOrder
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle


class Campaign(Document):
    """联谊/优惠活动: who is invited to what and when (G4); `rule` is the choice of its targets as JSON."""

    no = CharField(unique=True)
    state = CharField()
    kind = CharField()
    title = CharField()
    starts_on = DateField()
    ends_on = DateField()
    place = CharField(default="")
    content = TextField(default="")
    call_by = DateField()
    caller = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    rule = TextField(default="")
    letter_kind = CharField(default="")
    letter_subject = CharField(default="")
    letter_text = TextField(default="")
    approved_at = DateTimeField(null=True)
    approved_by = IntegerField(null=True)
    closed_at = DateTimeField(null=True)
    closed_by = IntegerField(null=True)
    closed_reason = TextField(default="")

    class Meta:
        """Open ones by the day by which everybody is called."""

        indexes = ((("state", "call_by"), False),)


class CampaignTarget(Document):
    """A customer whom a campaign is for: called first, written to after, and whether he came."""

    campaign = ForeignKeyField(Campaign, index=False, lazy_load=False)
    customer = ForeignKeyField(Customer, lazy_load=False)
    vehicle = ForeignKeyField(Vehicle, null=True, lazy_load=False)
    why = TextField(default="")
    state = CharField()
    caller = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    attempts = IntegerField(default=0)
    next_at = DateTimeField(null=True)
    called_at = DateTimeField(null=True)
    answer = CharField(default="")
    note = TextField(default="")
    letter_due_on = DateField(null=True)
    came_on = DateField(null=True)
    order = ForeignKeyField(WorkOrder, null=True, lazy_load=False)
    dropped_reason = CharField(default="")

    class Meta:
        """One place a customer in a campaign; those whose letter is due."""

        indexes = ((("campaign", "customer"), True), (("state", "letter_due_on"), False))
