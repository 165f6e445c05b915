"""Letters that go out."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from garage.models.campaigns import Campaign, CampaignTarget
from garage.models.complaints import Complaint
from garage.models.contacts import Question
from garage.models.customers import Customer
from garage.models.database import Document
from garage.models.vehicles import Vehicle


class Letter(Document):
    """信函: a notice, an invitation or an answer as it was written; never deleted, at most void."""

    no = CharField(unique=True)
    state = CharField()
    kind = CharField()
    customer = ForeignKeyField(Customer, null=True, lazy_load=False)
    vehicle = ForeignKeyField(Vehicle, null=True, lazy_load=False)
    campaign = ForeignKeyField(Campaign, null=True, lazy_load=False)
    target = ForeignKeyField(CampaignTarget, null=True, lazy_load=False)
    complaint = ForeignKeyField(Complaint, null=True, lazy_load=False)
    question = ForeignKeyField(Question, null=True, lazy_load=False)
    addressee = CharField()
    address = CharField(default="")
    subject = CharField()
    body = TextField()
    language = CharField()
    written_on = DateField(index=True)
    due_on = DateField(null=True)
    sent_on = DateField(null=True)
    sent_by = IntegerField(null=True)
    sent_how = CharField(default="")
    reply_on = DateField(null=True)
    reply = TextField(default="")
    returned_on = DateField(null=True)
    void_reason = CharField(default="")

    class Meta:
        """Those that wait to be sent by the day they are due."""

        indexes = ((("state", "due_on"), False),)
