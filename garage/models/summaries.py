"""Summaries of a month or a year, and the measures that are still to be taken."""

from peewee import BlobField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from garage.models.complaints import Complaint
from garage.models.database import Document
from garage.models.staff import Staff


class Summary(Document):
    """小结/总结: drafted from the figures, edited by a person, then filed as it was printed (G7)."""

    no = CharField(unique=True)
    state = CharField()
    kind = CharField()
    first_on = DateField()
    last_on = DateField()
    language = CharField()
    figures = BlobField()
    review = TextField(default="")
    problems = TextField(default="")
    plan = TextField(default="")
    opinion = TextField(default="")
    filed_at = DateTimeField(null=True)
    filed_by = IntegerField(null=True)

    class Meta:
        """One a period."""

        indexes = ((("kind", "first_on"), True),)


class Measure(Document):
    """措施: what a summary or a complaint asks for, who does it and until when; open until done or dropped."""

    summary = ForeignKeyField(Summary, null=True, lazy_load=False)
    complaint = ForeignKeyField(Complaint, null=True, lazy_load=False)
    state = CharField()
    text = TextField()
    staff = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    due_on = DateField(null=True)
    done_at = DateTimeField(null=True)
    done_by = IntegerField(null=True)
    result = TextField(default="")

    class Meta:
        """Open ones by the day they are due."""

        indexes = ((("state", "due_on"), False),)
