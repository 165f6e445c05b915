"""Counting what is on the shelf, writing off what is spoilt, and closing the day."""

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

from garage.models.database import Document, Row
from garage.models.parts import Part


class Stocktake(Document):
    """盘点单: which parts are counted, from the snapshot to the posting; codes nobody knows, each with how often."""

    no = CharField(unique=True)
    scope = CharField()
    scope_text = CharField(default="")
    blind = BooleanField(default=False)
    state = CharField(index=True)
    snapshot_at = DateTimeField()
    reviewed_at = DateTimeField(null=True)
    reviewed_by = IntegerField(null=True)
    approved_by = IntegerField(null=True)
    posted_at = DateTimeField(null=True)
    note = CharField(default="")
    cancel_reason = CharField(default="")
    unknown_scans = TextField(default="")


class StocktakeLine(Row):
    """One part of a stocktake: in the books at the snapshot, and counted when, by whom, against which balance."""

    stocktake = ForeignKeyField(Stocktake, backref="lines", lazy_load=False)
    position = IntegerField()
    part = ForeignKeyField(Part, lazy_load=False)
    bin = CharField(default="")
    book_milli = BigIntegerField()
    book_fen = BigIntegerField()
    counted_milli = BigIntegerField(null=True)
    counted_at = DateTimeField(null=True)
    counted_by = IntegerField(null=True)
    expected_milli = BigIntegerField(null=True)
    difference_milli = BigIntegerField(default=0)
    difference_fen = BigIntegerField(default=0)
    reason = CharField(default="")

    class Meta:
        """Each part once."""

        indexes = ((("stocktake", "part"), True),)


class WriteOff(Document):
    """报损单: goods that are spoilt, lost or too old."""

    no = CharField(unique=True)
    written_off_at = DateTimeField()
    reason = CharField()
    approved_by = IntegerField(null=True)
    note = CharField(default="")
    reversed_at = DateTimeField(null=True)
    reverse_reason = CharField(default="")


class WriteOffLine(Row):
    """One part of a write-off, at what it was worth."""

    write_off = ForeignKeyField(WriteOff, backref="lines", lazy_load=False)
    position = IntegerField()
    part = ForeignKeyField(Part, lazy_load=False)
    qty_milli = BigIntegerField()
    value_fen = BigIntegerField()


class DayClose(Document):
    """日结: the stock as somebody closed it on a day, up to a movement; later ones belong to a later close."""

    on = DateField(column_name="closed_on", index=True)
    closed_at = DateTimeField()
    last_movement_id = IntegerField()
    movements = IntegerField()
    in_fen = BigIntegerField()
    out_fen = BigIntegerField()
    value_fen = BigIntegerField()
    note = CharField(default="")
