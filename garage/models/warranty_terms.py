"""Warranties that others give: the maker's on cars and their systems, a supplier's on its parts."""

from peewee import BigIntegerField, BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from garage.models.database import Document
from garage.models.parts import Supplier
from garage.models.vehicles import Vehicle


class FactoryTerm(Document):
    """整车与系统质保: months and kilometres from the first registration; a local rule wins over the maker's (E9).

    Empty `brand`, `fuels` (fuel values, comma between) and `part_group` mean any; `vehicle` is set for one car's own, `supplier`
    is whom to claim from.
    """

    name = CharField()
    brand = CharField(default="")
    fuels = CharField(default="")
    part_group = CharField(default="")
    vehicle = ForeignKeyField(Vehicle, null=True, lazy_load=False)
    supplier = ForeignKeyField(Supplier, null=True, lazy_load=False)
    months = IntegerField()
    km = IntegerField(null=True)
    local_rule = BooleanField(default=False)
    active = BooleanField(default=True)
    note = CharField(default="")


class ClaimTerms(Document):
    """What a supplier or maker asks of a claim, and what it pays (E4, E5)."""

    supplier = ForeignKeyField(Supplier, unique=True, lazy_load=False)
    months = IntegerField(default=0)
    km = IntegerField(null=True)
    claim_days = IntegerField(default=0)
    return_duty = CharField()
    price_basis = CharField()
    price_bp = IntegerField(default=0)
    labour_rate_fen = BigIntegerField(null=True)
    approval_first = BooleanField(default=False)
    reinspects = BooleanField(default=False)
    due_day = IntegerField(default=10)
    answer_days = IntegerField(default=2)
    settle_mode = CharField()
    contact = CharField(default="")
    phone = CharField(default="")
    email = CharField(default="")
    note = TextField(default="")
