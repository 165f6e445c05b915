"""Exit passes."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from garage.models.database import Document
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement


class ExitPass(Document):
    """出门证: at most one live pass an order, used once at the gate; trips come back with it."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, backref="passes")
    settlement = ForeignKeyField(Settlement, null=True, lazy_load=False)
    kind = CharField()
    state = CharField()
    valid_on = DateField()
    issued_at = DateTimeField()
    gate_at = DateTimeField(null=True)
    gate_by = IntegerField(null=True)
    odo_out = IntegerField(null=True)
    void_reason = CharField(default="")
    approved_by = IntegerField(null=True)
    driver = IntegerField(null=True)
    vendor = CharField(default="")
    purpose = CharField(default="")
    return_at = DateTimeField(null=True)
    back_at = DateTimeField(null=True)
    odo_back = IntegerField(null=True)
