"""Acts on trips of a car in the shop: out on a road test or to another shop, and back (路试, 外协; C4)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from garage.domain.dates import LONGEST_PROMISE, said_moment
from garage.domain.exit_passes import TRIP_STATES, TRIPS, PassKind, PassState
from garage.domain.lines import LineKind
from garage.domain.orders import OrderState
from garage.domain.text import one_line
from garage.domain.vehicles import OdometerSource
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.orders import WorkOrder
from garage.services import exit_passes, staff, vehicles
from garage.services.command import Area, By, command, update
from garage.services.order_lines import lines_of
from garage.services.order_moves import elsewhere


@command(Area.ORDERS, Area.CUSTOMERS)
def issue(
    by: By,
    order_id: int,
    kind: PassKind,
    *,
    return_at: datetime | None,
    driver_id: int | None = None,
    purpose: str = "",
    vendor: str = "",
    lines: Collection[int] = (),
    odo_out: int | None = None,
    confirmed: bool = False,
    reset_reason: str = "",
) -> str:
    """A pass with which the car comes back; with `odo_out` it goes out at once. Returns its number.

    A road test names its driver; a sublet names the vendor and what is done there, by its `lines` or in words.
    FieldError on "driver", "vendor", "purpose", "return_at", "odo" or "odo_confirmed"; RuleError where the order
    stands elsewhere or has a live pass.
    """
    order = WorkOrder.get_by_id(order_id)
    if kind not in TRIPS or OrderState(order.state) not in TRIP_STATES:
        raise elsewhere(by, order)
    exit_passes.refuse_second(order_id)
    shop = one_line("vendor", vendor, 80)
    names = [line.name for line in lines_of(order_id) if line.kind is LineKind.SUBLET and line.id in lines]
    words = one_line("purpose", _("; ").join([*names, purpose] if purpose.strip() else names), 300)
    if kind is PassKind.ROAD_TEST and driver_id not in {one.id for one in staff.people()}:
        raise FieldError("driver", _("Say who drives."))
    if kind is PassKind.SUBLET and not shop:
        raise FieldError("vendor", _("Say to which shop the car goes."))
    if kind is PassKind.SUBLET and not words:
        raise FieldError("purpose", _("Say what is done there."))
    if return_at is None:
        raise FieldError("return_at", _("Say when the car will be back."))
    if not by.at < return_at <= by.at + LONGEST_PROMISE:
        raise FieldError("return_at", _("The car comes back after now and within a year."))
    row = exit_passes.give(
        by,
        order_id,
        kind,
        driver=driver_id,
        vendor=shop,
        purpose=words,
        return_at=return_at.replace(microsecond=0),
    )
    if odo_out is not None:
        _out(by, order, row, odo_out, by.at, confirmed=confirmed, reset_reason=reset_reason)
    return str(row.no)


@command(Area.ORDERS, Area.CUSTOMERS)
def out(
    by: By,
    pass_no: str,
    odo_out: int,
    *,
    gate_at: datetime | None = None,
    confirmed: bool = False,
    reset_reason: str = "",
    renew: bool = False,
) -> str:
    """The car goes out with its trip's pass; returns the number of the pass it went with.

    FieldError on "odo", "odo_confirmed", "gate_at" or "renew" (a pass of an earlier day); RuleError for a pass
    that is no trip's or is not unused.
    """
    row = _trip(pass_no, PassState.ISSUED)
    when = exit_passes.at_the_gate(by, row, gate_at)
    row = exit_passes.valid(by, row, when, renew=renew)
    order = WorkOrder.get_by_id(row.order_id)
    _out(by, order, row, odo_out, when, confirmed=confirmed, reset_reason=reset_reason)
    return str(row.no)


def _out(
    by: By,
    order: WorkOrder,
    row: Any,
    odo_out: int,
    when: datetime,
    *,
    confirmed: bool,
    reset_reason: str,
) -> None:
    _read(by, order, odo_out, confirmed=confirmed, reset_reason=reset_reason)
    update(
        by,
        row,
        row.version,
        act="out",
        state=PassState.OUT.value,
        gate_at=when,
        gate_by=by.staff_id,
        odo_out=odo_out,
    )


@command(Area.ORDERS, Area.CUSTOMERS)
def back(
    by: By,
    pass_no: str,
    odo_back: int,
    *,
    back_at: datetime | None = None,
    confirmed: bool = False,
    reset_reason: str = "",
) -> int:
    """The car is back; returns the kilometres of the trip, 0 when the odometer shows less than before.

    FieldError on "odo" (below the reading when it went out without a reason), "odo_confirmed" or "back_at";
    RuleError when it is not out with this pass.
    """
    row = _trip(pass_no, PassState.OUT)
    when = said_moment(back_at, row.gate_at, by.at)
    if when is None:
        raise FieldError("back_at", _("The car came back between going out and now."))
    if odo_back < row.odo_out and not reset_reason.strip():
        text = _("When the car went out the odometer stood at {km} km.")
        raise FieldError("odo", text.format(km=f"{row.odo_out:,}"))
    _read(by, WorkOrder.get_by_id(row.order_id), odo_back, confirmed=confirmed, reset_reason=reset_reason)
    update(
        by,
        row,
        row.version,
        act="back",
        state=PassState.BACK.value,
        back_at=when,
        odo_back=odo_back,
    )
    return max(0, int(odo_back - row.odo_out))


def _read(by: By, order: WorkOrder, km: int, *, confirmed: bool, reset_reason: str) -> None:
    """A reading at the gate; the same figure as the last one is no new reading."""
    last = vehicles.last_reading(order.vehicle_id)
    if last is not None and last.km == km:
        return
    vehicles.record_reading(
        by,
        order.vehicle_id,
        km,
        OdometerSource.TRIP,
        order_id=order.id,
        reset_reason=reset_reason,
        confirmed=confirmed,
    )


def _trip(pass_no: str, state: PassState) -> Any:
    row = exit_passes.of_number(pass_no)
    if PassKind(row.kind) in TRIPS and row.state == state.value:
        return row
    if state is PassState.OUT:
        text = _("The car is not out with this pass.")
    else:
        text = _("The car cannot go out with this pass.")
    raise RuleError(Reason("pass_used", text, "passes"))
