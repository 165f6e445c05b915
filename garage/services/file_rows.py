"""Every row that refers to a customer or a car, found from the tables themselves, moved to another file and back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from peewee import JOIN, DateField, DateTimeField, ForeignKeyField, fn

from garage.i18n import _
from garage.models.campaigns import CampaignTarget
from garage.models.cash import AccountPayment
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer, Phone
from garage.models.database import Document
from garage.models.listing import tuples
from garage.models.members import PointEntry
from garage.models.orders import WorkOrder
from garage.models.payments import Receipt
from garage.models.photos import Photo
from garage.models.schema import TABLES
from garage.models.vehicles import OdometerReading, Ownership, Vehicle

Moved = dict[str, list[int]]
"""Table and column to the ids of the rows that moved."""

APART: frozenset[Any] = frozenset({Phone, Ownership, PointEntry, Customer, Vehicle})
"""Tables whose rows do not move: phones and times of ownership are united, points are carried over by entries of their
own, and a merged file stays where it was merged into."""

_MOST = 500
"""Ids in one statement."""


def referring(target: Any) -> list[tuple[Any, Any]]:
    """(table, column) of every reference to `target`, the customers or the cars."""
    return [
        (model, field)
        for model in TABLES
        for field in model._meta.sorted_fields
        if isinstance(field, ForeignKeyField) and field.rel_model is target
    ]


@cache
def _moving(target: Any) -> dict[str, tuple[Any, Any]]:
    found = {_name(field): (model, field) for model, field in referring(target) if model not in APART}
    return found | {_name(Photo.ref): (Photo, Photo.ref)}


def _name(field: Any) -> str:
    return f"{field.model._meta.table_name}.{field.column_name}"


def move(target: Any, gone_id: int, kept_id: int) -> Moved:
    """Every row that refers to `gone_id` refers to `kept_id`; returns which did."""
    moved: Moved = {}
    for name, (model, field) in _moving(target).items():
        own = field == gone_id
        if model is Photo:
            own &= Photo.noun == target._meta.table_name
        if field is CampaignTarget.customer:
            own &= CampaignTarget.campaign.not_in(_campaigns(kept_id))
        ids = [ref for (ref,) in tuples(model.select(model.id).where(own).order_by(model.id))]
        if ids:
            _point(model, field, ids, gone_id, kept_id)
            moved[name] = ids
    return moved


def _campaigns(customer_id: int) -> Any:
    """A customer has one place in a campaign."""
    return CampaignTarget.select(CampaignTarget.campaign).where(CampaignTarget.customer == customer_id)


def bring_back(
    target: Any, moved: Mapping[str, Sequence[int]], kept_id: int, gone_id: int, since: datetime
) -> None:
    """Those of `moved` that still refer to `kept_id` refer to `gone_id` again.

    What was written `since` on the documents among them goes with its document.
    """
    for name, ids in moved.items():
        model, field = _moving(target)[name]
        _point(model, field, ids, kept_id, gone_id)
    for model, field, document, whose in _hanging(target):
        later = (field == kept_id) & (model.created_at >= since)
        own = model.select(model.id).join(whose.model, on=(whose.model.id == document))
        ids = [ref for (ref,) in tuples(own.where(later & (whose == gone_id)))]
        _point(model, field, ids, kept_id, gone_id)
    if target is Customer:
        _point(AccountPayment, AccountPayment.customer, _paid_for(kept_id, gone_id), kept_id, gone_id)


def _paid_for(kept_id: int, gone_id: int) -> list[int]:
    """Payments under `kept_id` on several bills, all of which are of `gone_id` again."""
    whose = fn.COALESCE(WorkOrder.customer, CounterSale.customer)
    query = (
        Receipt.select(Receipt.account_payment)
        .join(AccountPayment, on=(AccountPayment.id == Receipt.account_payment))
        .join_from(Receipt, WorkOrder, JOIN.LEFT_OUTER, on=(WorkOrder.id == Receipt.order))
        .join_from(Receipt, CounterSale, JOIN.LEFT_OUTER, on=(CounterSale.id == Receipt.sale))
        .where(AccountPayment.customer == kept_id)
        .group_by(Receipt.account_payment)
        .having((fn.MIN(whose) == gone_id) & (fn.MAX(whose) == gone_id))
    )
    return [ref for (ref,) in tuples(query)]


def _hanging(target: Any) -> Iterator[tuple[Any, Any, Any, Any]]:
    """(table, its reference to `target`, its reference to a document, that document's reference to `target`).

    A place in a campaign is of whoever was invited, with what was said at it: `file_places` sees to that.
    """
    moving = {field.model: field for _model, field in _moving(target).values()}
    if target is Customer:
        del moving[CampaignTarget]
    for model, field in _moving(target).values():
        if model not in moving:
            continue
        if model is OdometerReading:
            yield model, field, OdometerReading.order_id, moving[WorkOrder]
        for one in model._meta.sorted_fields:
            if isinstance(one, ForeignKeyField) and one.rel_model in moving:
                whose = moving[one.rel_model]
                first = model.alias() if one.rel_model is model else None
                yield model, field, one, getattr(first, whose.name) if first else whose


def _point(model: Any, field: Any, ids: Sequence[int], was: int, now: int) -> None:
    """A form that is open on one of these rows is to hear of it: its version counts up."""
    columns = {field: now}
    if issubclass(model, Document):
        columns[model.version] = model.version + 1
    for some in batches(ids):
        model.update(columns).where(model.id.in_(some) & (field == was)).execute()


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many ids at once as one statement takes."""
    for start in range(0, len(ids), _MOST):
        yield ids[start : start + _MOST]


def still_there(target: Any) -> Iterator[str]:
    """Rows that refer to a file which was merged into another one: in words."""
    for name, (model, field) in _moving(target).items():
        if model in (Photo, CampaignTarget):  # of two places in one campaign, one stays behind
            continue
        gone = model.select(model.id).join(target, on=(target.id == field))
        for (ref,) in tuples(gone.where(target.merged_into.is_null(False)).order_by(model.id)):
            yield _("{table} {row} refers to a file that was merged.").format(
                table=name.split(".", 1)[0], row=ref
            )


# What was written over, and how it is put back

Change = tuple[str, int, str, Any, Any]
"""Table, id, column, what stood there, what stands there now."""


def change(log: list[Change], row: Any, **values: Any) -> None:
    """Write columns of a row that is no file, and remember what stood there."""
    model = type(row)
    for name, value in values.items():
        before = row.__data__[name]
        if before != value:
            log.append((model._meta.table_name, row.id, name, before, value))
            model.update({name: value}).where(model.id == row.id).execute()


def note(log: list[Change], rows: Sequence[Any]) -> None:
    """Remember what stood in `rows` when they were read, where an act has written something else since."""
    for row in rows:
        model = type(row)
        now = model.get_by_id(row.id).__data__
        log.extend(
            (model._meta.table_name, row.id, name, before, now[name])
            for name, before in row.__data__.items()
            if name != "version" and now[name] != before
        )


def put_back(log: Sequence[Sequence[Any]]) -> None:
    """Columns that nobody has changed since are what they were; times of ownership have a way back of their own."""
    models = {model._meta.table_name: model for model in TABLES if model is not Ownership}
    for table, ref, name, before, after in reversed(log):
        if table not in models:
            continue
        model = models[table]
        field = getattr(model, name)
        was, now = stored(field, before), stored(field, after)
        same = field.is_null() if now is None else field == now
        model.update({name: was}).where((model.id == ref) & same).execute()


def stored(field: Any, value: Any) -> Any:
    """A value as the column has it, from what JSON made of it."""
    if isinstance(value, str) and isinstance(field, DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(field, DateField):
        return date.fromisoformat(value)
    return value
