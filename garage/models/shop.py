"""The garage itself: profile, bays, dated labour rates and warranty promises, single settings."""

from peewee import BigIntegerField, BlobField, BooleanField, CharField, DateField, IntegerField, TextField

from garage.models.database import Document, Row


class Shop(Document):
    """The one row of the garage's profile and its choices."""

    name = CharField()
    contact = CharField(default="")
    address = CharField(default="")
    phone = CharField(default="")
    hotline = CharField(default="")
    uscc = CharField(default="")
    bank_name = CharField(default="")
    bank_account = CharField(default="")
    logo = BlobField(default=b"")
    hours_standard = CharField(default="INDUSTRY")
    plate_prefix = CharField(default="")
    screen_language = CharField(default="")
    paper_language = CharField(default="zh_CN")
    scheme = CharField(default="system")
    one_man_shop = BooleanField(default=False)
    overrun_percent = IntegerField(default=0)
    discount_limit_bp = IntegerField(default=1000)


class Bay(Document):
    """A work place in the shop."""

    name = CharField()
    active = BooleanField(default=True)


class LabourRate(Document):
    """Price of one labour hour from a day on."""

    valid_from = DateField(index=True)
    rate_fen = BigIntegerField()


class VatRate(Document):
    """VAT in basis points from a day on; prices include it. 0 stops printing it."""

    valid_from = DateField(index=True)
    rate_bp = IntegerField()


class WarrantyPolicy(Document):
    """Promise per vehicle class and repair category from a day on; never below the statutory one."""

    vehicle_class = CharField()
    category = CharField()
    valid_from = DateField()
    km = IntegerField()
    days = IntegerField()


class Setting(Row):
    """A named choice of the garage, as text."""

    name = CharField(unique=True)
    value = TextField()
