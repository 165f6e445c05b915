"""Service packages: operations and parts sold together; and dated prices of operations and packages."""

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
from garage.models.operations import Operation
from garage.models.parts import Part


class OperationPrice(Document):
    """Hours and price of an operation from a day on."""

    operation = ForeignKeyField(Operation, backref="prices", lazy_load=False)
    starts_on = DateField()
    hours_centi = IntegerField()
    fixed_price_fen = BigIntegerField(null=True)
    member_price_fen = BigIntegerField(null=True)
    applied = BooleanField(default=False)
    reason = CharField(default="")
    withdrawn_at = DateTimeField(null=True)

    class Meta:
        """What waits for its day is read each minute."""

        indexes = ((("applied", "starts_on"), False),)


class ServicePackage(Document):
    """服务套餐: what drops into an estimate in one step; a price of its own or the sum of its lines."""

    code = CharField(unique=True)
    name = CharField()
    note = CharField(default="")
    price_fen = BigIntegerField(null=True)
    member_price_fen = BigIntegerField(null=True)
    active = BooleanField(default=True)


class PackageLine(Row):
    """An operation, a part or another fee of a package; without a price of its own it costs the list price."""

    package = ForeignKeyField(ServicePackage, backref="lines", lazy_load=False)
    position = IntegerField()
    kind = CharField()
    name = CharField(default="")
    operation = ForeignKeyField(Operation, null=True, lazy_load=False)
    part = ForeignKeyField(Part, null=True, lazy_load=False)
    qty_milli = BigIntegerField(default=1000)
    hours_centi = IntegerField(null=True)
    unit_price_fen = BigIntegerField(null=True)


class PackagePrice(Document):
    """The price of a whole package from a day on; without one it costs the sum of its lines."""

    package = ForeignKeyField(ServicePackage, backref="prices", lazy_load=False)
    starts_on = DateField()
    price_fen = BigIntegerField(null=True)
    member_price_fen = BigIntegerField(null=True)
    applied = BooleanField(default=False)
    reason = CharField(default="")
    withdrawn_at = DateTimeField(null=True)

    class Meta:
        """What waits for its day is read each minute."""

        indexes = ((("applied", "starts_on"), False),)
