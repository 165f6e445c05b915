"""Labour operations with flat-rate hours."""

from peewee import BigIntegerField, BooleanField, CharField, IntegerField

from garage.models.database import Document


class Operation(Document):
    """A labour operation (维修项目): flat-rate hours × labour rate, or a fixed price when one is set."""

    code = CharField(unique=True)
    name = CharField()
    trade = CharField()
    category = CharField()
    hours_centi = IntegerField()
    fixed_price_fen = BigIntegerField(null=True)
    active = BooleanField(default=True)
    member_price_fen = BigIntegerField(null=True)
