"""The audit log, and the versions of areas that other seats poll."""

from peewee import CharField, DateTimeField, IntegerField, TextField

from garage.models.database import Row


class AuditEntry(Row):
    """Who did what to which row, when, from what to what, why; never changed."""

    at = DateTimeField()
    staff_id = IntegerField()
    act = CharField()
    noun = CharField()
    ref = IntegerField()
    before = TextField(default="")
    after = TextField(default="")
    reason = CharField(default="")

    class Meta:
        """The history of one row reads in order."""

        table_name = "audit_entry"
        indexes = ((("noun", "ref"), False),)


class AreaVersion(Row):
    """Counter a second seat polls to see that an area changed."""

    area = CharField(unique=True)
    version = IntegerField()
