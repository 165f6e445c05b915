"""What was said with customers: every call and visit, what they thought of us, what they still want to know."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from garage.models.campaigns import CampaignTarget
from garage.models.complaints import Complaint
from garage.models.customers import Customer
from garage.models.database import Document, Row
from garage.models.followups import FollowUp
from garage.models.orders import WorkOrder
from garage.models.reminders import Reminder
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle


class ContactLog(Document):
    """通话记录: one call or visit, in or out, with its outcome and what to talk about next time (G2).

    An attempt at a follow-up, a reminder or a campaign's call is a row that names it; who asks without being known has no customer.
    """

    customer = ForeignKeyField(Customer, null=True, index=False, lazy_load=False)
    vehicle = ForeignKeyField(Vehicle, null=True, lazy_load=False)
    order = ForeignKeyField(WorkOrder, null=True, lazy_load=False)
    follow_up = ForeignKeyField(FollowUp, null=True, lazy_load=False)
    reminder = ForeignKeyField(Reminder, null=True, lazy_load=False)
    complaint = ForeignKeyField(Complaint, null=True, lazy_load=False)
    target = ForeignKeyField(CampaignTarget, null=True, lazy_load=False)
    direction = CharField()
    channel = CharField()
    at = DateTimeField(index=True)
    staff = ForeignKeyField(Staff, index=False, lazy_load=False)
    outcome = CharField()
    phone = CharField(default="")
    spoke_with = CharField(default="")
    car_use = TextField(default="")
    opinion = TextField(default="")
    needs = TextField(default="")
    advice = TextField(default="")
    next_topic = TextField(default="")
    call_back_at = DateTimeField(null=True)
    note = TextField(default="")

    class Meta:
        """A customer's talks read newest first."""

        indexes = ((("customer", "id"), False),)


class ContactScore(Row):
    """Satisfaction with one topic, 1 to 5, as told in one call."""

    contact = ForeignKeyField(ContactLog, backref="scores", lazy_load=False)
    topic = CharField()
    score = IntegerField()


class Question(Document):
    """What a customer asked and nobody could answer at once: to the manager in two days, told the day it is known (G3)."""

    contact = ForeignKeyField(ContactLog, lazy_load=False)
    customer = ForeignKeyField(Customer, null=True, lazy_load=False)
    vehicle = ForeignKeyField(Vehicle, null=True, index=False, lazy_load=False)
    order = ForeignKeyField(WorkOrder, null=True, index=False, lazy_load=False)
    state = CharField()
    text = TextField()
    asked_at = DateTimeField()
    due_on = DateField()
    escalated_at = DateTimeField(null=True)
    escalated_to = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    answer = TextField(default="")
    answered_at = DateTimeField(null=True)
    answered_by = IntegerField(null=True)
    told_at = DateTimeField(null=True)
    told_by = IntegerField(null=True)
    told_how = CharField(default="")
    closed_reason = CharField(default="")

    class Meta:
        """Open questions read by when they are due."""

        indexes = ((("state", "due_on"), False),)


class Absence(Document):
    """Days on which a person is away, and who stands in; without a deputy the garage's own does."""

    staff = ForeignKeyField(Staff, lazy_load=False)
    first_on = DateField()
    last_on = DateField(index=True)
    deputy = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    note = CharField(default="")
    ended_reason = CharField(default="")
