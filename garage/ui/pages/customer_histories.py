"""The short lists about a car: orders, running warranties, open advice, odometer readings, owners."""

from garage.domain.advice import AdviceState
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.orders import OrderState
from garage.i18n import _
from garage.services.vehicle_history import AdviceRow, OpenWarrantyRow, VisitRow
from garage.services.vehicles import OwnerRow, ReadingRow
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import ShortList
from garage.ui.pages.part_list import width_of


def visit_list() -> ShortList:
    """Orders, the newest first; Enter opens one."""

    def money(visit: VisitRow) -> str:
        return "" if visit.payable_fen is None else format_yuan(visit.payable_fen)

    columns = [
        Column("no", _("Order"), 136, "left", lambda visit: visit.no, bold=True),
        Column("day", _("Came in"), 96, "left", lambda visit: visit.received_on.isoformat()),
        Column(
            "state", _("State"), width_of(map(label, OrderState)), "left", lambda visit: label(visit.state)
        ),
        Column("work", _("Work done"), 0, "left", lambda visit: visit.summary),
        Column("km", _("km"), 74, "right", lambda visit: _km(visit.odometer_km)),
        Column("money", _("Billed"), 92, "right", money),
    ]
    return ShortList(
        "car_visits",
        _("Orders"),
        columns,
        lambda visit: visit.order_id,
        _("The orders of this car stand here."),
    )


def warranty_list() -> ShortList:
    """Lines still under repair warranty, the soonest to end first."""

    def left(row: OpenWarrantyRow) -> str:
        return _("{days} days / {km} km").format(days=row.days_left, km=f"{row.km_left:,}")

    columns = [
        Column("line", _("Work or part"), 0, "left", lambda row: row.line, bold=True),
        Column("order", _("Order"), 140, "left", lambda row: row.order_no),
        Column("from", _("Left the shop"), 110, "left", lambda row: row.left_on.isoformat()),
        Column("until", _("Covered until"), 110, "left", lambda row: row.expires_on.isoformat()),
        Column("km", _("or km"), 84, "right", lambda row: _km(row.expires_km)),
        Column("left", _("Still left"), 160, "right", left),
    ]
    return ShortList(
        "car_warranties",
        _("Under warranty"),
        columns,
        lambda row: row.line_id,
        _("Nothing of this car is under repair warranty."),
    )


def advice_list() -> ShortList:
    """Advice neither followed nor dropped, safety first."""

    def answer(row: AdviceRow) -> str:
        return label(row.state) if row.state is not AdviceState.OPEN else _("Not done yet")

    columns = [
        Column("text", _("Advice"), 0, "left", lambda row: row.text),
        Column(
            "safety",
            _("Safety"),
            100,
            "left",
            lambda row: _("Safety") if row.safety else "",
            colour=lambda row: "bad" if row.safety else None,
            icon=lambda row: "warning" if row.safety else None,
        ),
        Column("answer", _("Customer's answer"), 150, "left", answer),
        Column("due", _("Due on"), 110, "left", lambda row: row.due_on.isoformat() if row.due_on else ""),
        Column("km", _("or km"), 84, "right", lambda row: _km(row.due_km)),
    ]
    return ShortList(
        "car_advice",
        _("Advice"),
        columns,
        lambda row: row.id,
        _("Advice that was not taken yet stands here."),
    )


def reading_list() -> ShortList:
    """Odometer readings, the latest first."""
    columns = [
        Column("km", _("km"), 110, "right", lambda row: _km(row.km), bold=True),
        Column("at", _("Read at"), 150, "left", lambda row: f"{row.read_at:%Y-%m-%d %H:%M}"),
        Column("source", _("Source"), 120, "left", lambda row: label(row.source)),
        Column("reason", _("Why lower"), 0, "left", lambda row: row.reset_reason),
    ]
    return ShortList("car_readings", _("Odometer"), columns, _reading_key, _("No reading yet."))


def _reading_key(row: ReadingRow) -> tuple[object, ...]:
    return (row.read_at, row.km, row.order_id)


def owner_list() -> ShortList:
    """Owners, the present one first; Enter opens one."""

    def until(owner: OwnerRow) -> str:
        return owner.until.isoformat() if owner.until else _("to this day")

    columns = [
        Column("name", _("Car owner"), 0, "left", lambda owner: owner.name, bold=True),
        Column("since", _("Since"), 120, "left", lambda owner: owner.since.isoformat()),
        Column("until", _("Until"), 120, "left", until),
    ]
    return ShortList(
        "car_owners", _("Owners"), columns, lambda owner: (owner.customer_id, owner.since), _("No owner yet.")
    )


def _km(km: int | None) -> str:
    return "" if km is None else f"{km:,}"
