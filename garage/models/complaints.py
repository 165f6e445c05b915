"""Complaints, from the first word to the closed loop."""

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
from garage.models.orders import WorkOrder
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle


class Complaint(Document):
    """投诉: what a customer is unhappy with, or may become so (`potential`), and the clocks of its present round (G5)."""

    no = CharField(unique=True)
    state = CharField()
    received_at = DateTimeField(index=True)
    channel = CharField()
    category = CharField(default="")
    level = CharField()
    potential = BooleanField(default=False)
    customer = ForeignKeyField(Customer, null=True, lazy_load=False)
    vehicle = ForeignKeyField(Vehicle, null=True, lazy_load=False)
    order = ForeignKeyField(WorkOrder, null=True, lazy_load=False)
    complainant = CharField(default="")
    phone = CharField(default="")
    content = TextField()
    demand = TextField(default="")
    round = IntegerField(default=1)
    assigned_to = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    verify_due_at = DateTimeField()
    result_due_on = DateField()
    escalated_at = DateTimeField(null=True)
    escalated_to = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    closed_at = DateTimeField(null=True)
    closed_by = IntegerField(null=True)
    closed_reason = CharField(default="")

    class Meta:
        """Open ones read by their clock."""

        indexes = ((("state", "result_due_on"), False),)


class ComplaintRound(Document):
    """One turn of the loop: what was found, done and told; an unhappy customer opens the next one."""

    complaint = ForeignKeyField(Complaint, index=False, lazy_load=False)
    round = IntegerField()
    opened_at = DateTimeField()
    reopen_reason = TextField(default="")
    verify_due_at = DateTimeField()
    result_due_on = DateField()
    assigned_at = DateTimeField(null=True)
    verified_at = DateTimeField(null=True)
    verified_by = IntegerField(null=True)
    findings = TextField(default="")
    our_fault = BooleanField(null=True)
    responsible = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    cause = TextField(default="")
    measures = TextField(default="")
    measures_at = DateTimeField(null=True)
    measures_by = IntegerField(null=True)
    compensation_fen = BigIntegerField(default=0)
    implemented_at = DateTimeField(null=True)
    implemented_by = IntegerField(null=True)
    implemented_note = TextField(default="")
    informed_at = DateTimeField(null=True)
    informed_by = IntegerField(null=True)
    informed_who = CharField(default="")
    informed_how = CharField(default="")
    revisited_at = DateTimeField(null=True)
    revisited_by = IntegerField(null=True)
    satisfied = BooleanField(null=True)
    revisit_note = TextField(default="")

    class Meta:
        """A round comes once."""

        indexes = ((("complaint", "round"), True),)
