"""Files of customers and cars that were one and the same, or were taken for it."""

from peewee import CharField, DateTimeField, IntegerField, TextField

from garage.models.database import Document


class FileMerge(Document):
    """合并: which rows moved from the file that went to the one that stayed, so that it can be undone (A11).

    `moved` is JSON of table and column to ids, `filled` JSON of what the kept file took over, with what stood there.
    Two files that somebody looked at and found to be of two customers or cars are a row as well, in state DISTINCT.
    """

    kind = CharField()
    state = CharField()
    kept_id = IntegerField()
    gone_id = IntegerField()
    kept_name = CharField()
    gone_name = CharField()
    reason = CharField(default="")
    moved = TextField()
    filled = TextField()
    undone_at = DateTimeField(null=True)
    undone_by = IntegerField(null=True)
    undo_reason = CharField(default="")

    class Meta:
        """Found from either side."""

        indexes = ((("kind", "kept_id"), False), (("kind", "gone_id"), False))
