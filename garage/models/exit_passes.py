"""Exit passes."""

from peewee import CharField, DateField, DateTimeField, ForeignKeyField, IntegerField

from garage.models.database import Document
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement


class ExitPass(Document):
    """出门证: at most one live pass an order, used once at the gate."""

    no = CharField(unique=True)
    order = ForeignKeyField(WorkOrder, backref="passes")
    settlement = ForeignKeyField(Settlement, lazy_load=False)
    kind = CharField()
    state = CharField()
    valid_on = DateField()
    issued_at = DateTimeField()
    gate_at = DateTimeField(null=True)
    gate_by = IntegerField(null=True)
    odo_out = IntegerField(null=True)
    void_reason = CharField(default="")
