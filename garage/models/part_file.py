"""What belongs to the file of a part besides the part itself: further numbers, substitutes, dated prices."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
)

from garage.models.database import Document, Row
from garage.models.parts import Part


class PartNumber(Row):
    """A further barcode or OE number of a part; the first of each stands on the part."""

    part = ForeignKeyField(Part, backref="numbers", lazy_load=False)
    kind = CharField()
    code = CharField(index=True)


class PartSubstitute(Row):
    """A part that may be fitted instead of another."""

    part = ForeignKeyField(Part, backref="substitutes", lazy_load=False)
    substitute = ForeignKeyField(Part, lazy_load=False)
    note = CharField(default="")

    class Meta:
        """Each pair once."""

        indexes = ((("part", "substitute"), True),)


class PartPrice(Document):
    """A selling price from a day on; `applied` once it became the price on the part."""

    part = ForeignKeyField(Part, backref="prices", lazy_load=False)
    starts_on = DateField()
    price_fen = BigIntegerField()
    member_price_fen = BigIntegerField(null=True)
    basis = CharField()
    markup_bp = IntegerField(default=0)
    applied = BooleanField(default=False)
    reason = CharField(default="")
    withdrawn_at = DateTimeField(null=True)

    class Meta:
        """What waits for its day is read each minute."""

        indexes = ((("applied", "starts_on"), False),)
