"""Work orders with their lines, damage marks, mechanics' shares and work times."""

from peewee import (
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from garage.models.customers import Customer
from garage.models.database import Document, Row
from garage.models.operations import Operation
from garage.models.packages import ServicePackage
from garage.models.parts import Part
from garage.models.shop import Bay
from garage.models.staff import Staff
from garage.models.vehicles import Vehicle


class WorkOrder(Document):
    """One visit of one car, from reception to gate; carries the reception sheet's answers."""

    no = CharField(unique=True)
    state = CharField()
    vehicle = ForeignKeyField(Vehicle, lazy_load=False)
    customer = ForeignKeyField(Customer, lazy_load=False)
    advisor = ForeignKeyField(Staff, index=False, lazy_load=False)
    received_at = DateTimeField(index=True)
    brought_by = CharField(default="")
    brought_by_phone = CharField(default="")
    arrival = CharField(default="DRIVEN")
    category = CharField(default="")
    complaint = TextField(default="")
    odo_in = IntegerField(null=True)
    odo_out = IntegerField(null=True)
    fuel_eighths = IntegerField(null=True)
    warning_lamps = CharField(default="")
    belongings = TextField(default="")
    present = CharField(default="")
    valuables_removed = BooleanField(default=False)
    walk_around_at = DateTimeField(null=True)
    warranty_seen_at = DateTimeField(null=True)
    old_parts = CharField(default="UNDECIDED")
    wash = BooleanField(default=False)
    call_time = CharField(default="")
    pay_method = CharField(default="")
    promised_at = DateTimeField(null=True)
    after_inspection = BooleanField(default=False)
    priority = CharField(default="NORMAL")
    bay = ForeignKeyField(Bay, null=True, index=False, lazy_load=False)
    customer_told_at = DateTimeField(null=True)
    handover_agreed_at = DateTimeField(null=True)
    exited_at = DateTimeField(null=True, index=True)
    cancel_reason = CharField(default="")
    fault_class = CharField(default="")
    estimated_at = DateTimeField(null=True)
    authorised_at = DateTimeField(null=True)
    escalated_at = DateTimeField(null=True)
    escalated_to = ForeignKeyField(Staff, null=True, index=False, lazy_load=False)
    parking_spot = CharField(default="")
    service_book = BooleanField(default=False)
    insurer = CharField(default="")
    insurer_case = CharField(default="")

    class Meta:
        """Lists read newest first, within a state or over all."""

        table_name = "work_order"
        indexes = ((("state", "id"), False),)


class OrderHold(Document):
    """A time in which an order waits; open while `ended_at` is empty, one open an order."""

    order = ForeignKeyField(WorkOrder, backref="holds")
    reason = CharField()
    note = CharField(default="")
    started_at = DateTimeField()
    ended_at = DateTimeField(null=True)


class DelayNotice(Document):
    """The customer was told that the car will be ready later, by whom, when, how (B5)."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, backref="delays")
    reason = CharField()
    promised_before = DateTimeField(null=True)
    promised_at = DateTimeField()
    told_at = DateTimeField()
    told_who = CharField()
    channel = CharField()
    note = CharField(default="")


class Supplement(Document):
    """增项: work found after the authorisation; `snapshot` is the paper as it was answered (B4)."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, backref="supplements")
    state = CharField(index=True)
    reason = CharField()
    safety = BooleanField(default=False)
    delta_fen = BigIntegerField()
    promised_at = DateTimeField(null=True)
    contacted_at = DateTimeField(null=True)
    channel = CharField(default="")
    answered_by = CharField(default="")
    answered_at = DateTimeField(null=True, index=True)
    note = CharField(default="")
    snapshot = BlobField(default=b"")


class DamageMark(Row):
    """Damage seen at reception, in thousandths of the view."""

    order = ForeignKeyField(WorkOrder, backref="marks", on_delete="CASCADE")
    side = CharField()
    x_permille = IntegerField()
    y_permille = IntegerField()
    damage = CharField()
    note = CharField(default="")


class OrderLine(Document):
    """A line of labour, part, other or sublet; what it costs is computed once and kept.

    One with a `package` costs what that package says: its discount is the package's.
    """

    order = ForeignKeyField(WorkOrder, backref="lines")
    position = IntegerField()
    kind = CharField()
    pay_type = CharField()
    code = CharField(default="")
    name = CharField()
    operation = ForeignKeyField(Operation, null=True, lazy_load=False)
    part = ForeignKeyField(Part, null=True, lazy_load=False)
    package = ForeignKeyField(ServicePackage, null=True, index=False, lazy_load=False)
    trade = CharField(default="")
    category = CharField(default="")
    grade = CharField(default="")
    brand = CharField(default="")
    spec = CharField(default="")
    unit = CharField(default="")
    hours_centi = IntegerField(default=0)
    rate_fen = BigIntegerField(default=0)
    qty_milli = BigIntegerField(default=0)
    unit_price_fen = BigIntegerField(default=0)
    gross_fen = BigIntegerField(default=0)
    discount_fen = BigIntegerField(default=0)
    customer_supplied = BooleanField(default=False)
    vendor = CharField(default="")
    vendor_cost_fen = BigIntegerField(default=0)
    original_line = ForeignKeyField("self", null=True, lazy_load=False)
    status = CharField(default="OPEN")
    issued_milli = BigIntegerField(default=0)
    started_at = DateTimeField(null=True)
    done_at = DateTimeField(null=True)
    supplement = ForeignKeyField(Supplement, null=True, lazy_load=False)
    recommendation_id = IntegerField(null=True)


class LineShare(Row):
    """Share of a mechanic in a labour line, in basis points; shares of a line sum to 10 000."""

    line = ForeignKeyField(OrderLine, backref="shares", on_delete="CASCADE")
    staff = ForeignKeyField(Staff, lazy_load=False)
    share_bp = IntegerField()


class LineWork(Row):
    """One stretch of work of a mechanic on a line; open while `ended_at` is empty."""

    line = ForeignKeyField(OrderLine, backref="work")
    staff = ForeignKeyField(Staff, lazy_load=False)
    started_at = DateTimeField(index=True)
    ended_at = DateTimeField(null=True)


class Authorisation(Document):
    """What the customer agreed to: a frozen copy of the paper, by whom, when, how."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, backref="authorisations")
    signed_by = CharField()
    signed_at = DateTimeField()
    channel = CharField()
    note = CharField(default="")
    total_fen = BigIntegerField()
    snapshot = BlobField()
