"""What regular customers are given: levels, points, coupons, dated offers."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
)

from garage.models.campaigns import Campaign
from garage.models.customers import Customer
from garage.models.database import Document, Row
from garage.models.operations import Operation
from garage.models.packages import ServicePackage
from garage.models.settlements import Settlement


class MemberLevel(Document):
    """会员等级: the higher its `place` the better; reached by spend and visits, 0 and 0 by an owner's word alone (C8)."""

    name = CharField(unique=True)
    place = IntegerField(default=0)
    min_spend_fen = BigIntegerField(default=0)
    min_visits = IntegerField(default=0)
    points_per_100_yuan = IntegerField(default=0)
    active = BooleanField(default=True)


class Offer(Document):
    """限时优惠: less to pay from a day until a day, on all or on labour, parts, a package, an operation."""

    name = CharField()
    from_on = DateField()
    until_on = DateField(index=True)
    scope = CharField()
    package = ForeignKeyField(ServicePackage, null=True, index=False, lazy_load=False)
    operation = ForeignKeyField(Operation, null=True, index=False, lazy_load=False)
    off_bp = IntegerField(default=0)
    off_fen = BigIntegerField(default=0)
    min_spend_fen = BigIntegerField(default=0)
    members_only = BooleanField(default=False)
    once = BooleanField(default=False)
    campaign = ForeignKeyField(Campaign, null=True, lazy_load=False)
    withdrawn_reason = CharField(default="")


class Coupon(Document):
    """优惠券: one paper, one use; without a customer it belongs to whoever brings it."""

    no = CharField(unique=True)
    state = CharField()
    title = CharField()
    customer = ForeignKeyField(Customer, null=True, lazy_load=False)
    campaign = ForeignKeyField(Campaign, null=True, lazy_load=False)
    off_fen = BigIntegerField(default=0)
    off_bp = IntegerField(default=0)
    min_spend_fen = BigIntegerField(default=0)
    valid_from = DateField()
    valid_until = DateField()
    settlement = ForeignKeyField(Settlement, null=True, lazy_load=False)
    used_at = DateTimeField(null=True)
    void_reason = CharField(default="")

    class Meta:
        """Those that can still be used, by the day they end."""

        indexes = ((("state", "valid_until"), False),)


class PointEntry(Document):
    """积分: points earned, redeemed or corrected; append-only, `customer.points` is their sum.

    `base_fen` and `rate` say of how much money, at how many points a hundred yuan, they were earned.
    """

    customer = ForeignKeyField(Customer, index=False, lazy_load=False)
    at = DateTimeField()
    kind = CharField()
    points = IntegerField()
    base_fen = BigIntegerField(default=0)
    rate = IntegerField(default=0)
    settlement = ForeignKeyField(Settlement, null=True, lazy_load=False)
    reversal_of = ForeignKeyField("self", null=True, unique=True, lazy_load=False)
    reason = CharField(default="")

    class Meta:
        """Those of a customer in their order."""

        indexes = ((("customer", "id"), False),)


class Benefit(Row):
    """What a bill is less by points, a coupon or an offer; their sum is `settlement.benefits_fen`."""

    settlement = ForeignKeyField(Settlement, lazy_load=False)
    kind = CharField()
    amount_fen = BigIntegerField()
    points = IntegerField(default=0)
    coupon = ForeignKeyField(Coupon, null=True, lazy_load=False)
    offer = ForeignKeyField(Offer, null=True, lazy_load=False)
    words = CharField()
