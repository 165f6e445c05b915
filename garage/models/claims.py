"""Warranty claims to suppliers and makers: the claim, the month's list, the settlement notice."""

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
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.purchasing import SupplierPayment
from garage.models.vehicles import Vehicle


class ClaimList(Document):
    """索赔月报: the claims of one month to one supplier, due by a day of the next (E5)."""

    no = CharField(unique=True)
    supplier = ForeignKeyField(Supplier, lazy_load=False)
    period = CharField(index=True)
    due_on = DateField()
    sent_at = DateTimeField(null=True)
    channel = CharField(default="")
    note = CharField(default="")


class ClaimNotice(Document):
    """索赔结算通知单: what a supplier accepted and owes, until the money or the credit is here (E6)."""

    no = CharField(unique=True)
    supplier = ForeignKeyField(Supplier, lazy_load=False)
    state = CharField(index=True)
    issued_at = DateTimeField()
    due_on = DateField()
    claimed_fen = BigIntegerField()
    approved_fen = BigIntegerField()
    mode = CharField()
    invoice_no = CharField(default="")
    invoiced_on = DateField(null=True)
    settled_at = DateTimeField(null=True)
    payment = ForeignKeyField(SupplierPayment, null=True, lazy_load=False)
    note = CharField(default="")
    voided_at = DateTimeField(null=True)
    void_reason = CharField(default="")


class Claim(Document):
    """质量索赔: a fault that the supplier or maker stands for, with the car as it was; money in fen (E4–E6).

    `checks` and `answers` are the ticked audit check list and the answers of the not-covered list, as JSON.
    """

    no = CharField(unique=True)
    supplier = ForeignKeyField(Supplier, lazy_load=False)
    order = ForeignKeyField(WorkOrder, lazy_load=False)
    vehicle = ForeignKeyField(Vehicle, lazy_load=False)
    state = CharField()
    period = CharField(index=True)
    due_on = DateField()
    rounds = IntegerField(default=0)
    plate = CharField(default="")
    vin = CharField(default="")
    model = CharField(default="")
    engine_no = CharField(default="")
    bought_on = DateField(null=True)
    odometer_km = IntegerField(null=True)
    fault_on = DateField()
    place = CharField(default="")
    symptoms = TextField(default="")
    cause = TextField(default="")
    remedy = CharField(default="")
    tried = CharField(default="")
    major = BooleanField(default=False)
    checks = TextField(default="")
    answers = TextField(default="")
    reported_at = DateTimeField(null=True)
    approval_no = CharField(default="")
    approval_asked_at = DateTimeField(null=True)
    approved_on = DateField(null=True)
    answer_due_on = DateField(null=True)
    answered_at = DateTimeField(null=True)
    submitted_at = DateTimeField(null=True)
    decided_at = DateTimeField(null=True)
    decision = CharField(default="")
    reinspected_at = DateTimeField(null=True)
    reinspection = CharField(default="")
    claimed_fen = BigIntegerField(default=0)
    approved_fen = BigIntegerField(default=0)
    claim_list = ForeignKeyField(ClaimList, null=True, lazy_load=False)
    notice = ForeignKeyField(ClaimNotice, null=True, lazy_load=False)
    closed_at = DateTimeField(null=True)
    close_reason = CharField(default="")
    approved_by = IntegerField(null=True)
    note = CharField(default="")

    class Meta:
        """Stages read newest first, within a state or over all."""

        indexes = ((("state", "id"), False),)


class ClaimLine(Row):
    """What is asked for: a part (the causal one or one it took along), labour or other cost; live while it counts.

    claimed − approved = deducted, with the supplier's reason, once it is decided.
    """

    claim = ForeignKeyField(Claim, backref="lines", lazy_load=False)
    position = IntegerField()
    kind = CharField()
    role = CharField(default="")
    order_line = ForeignKeyField(OrderLine, null=True, lazy_load=False)
    part = ForeignKeyField(Part, null=True, lazy_load=False)
    old_part = ForeignKeyField(OldPart, null=True, lazy_load=False)
    code = CharField(default="")
    name = CharField()
    qty_milli = BigIntegerField()
    old_serial = CharField(default="")
    new_serial = CharField(default="")
    claimed_fen = BigIntegerField()
    approved_fen = BigIntegerField(null=True)
    deduction_reason = CharField(default="")
    live = BooleanField(default=True)
