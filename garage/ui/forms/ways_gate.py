"""How a car leaves: passes, the gate, trips from which it comes back, and orders that end without a bill."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from garage.domain.exit_passes import TRIP_STATES, TRIPS, PassKind, PassState
from garage.domain.order_steps import OrderAct, step_for
from garage.domain.orders import UNSETTLED, OrderState
from garage.domain.stock import RETURNABLE
from garage.errors import Reason
from garage.i18n import N_, _
from garage.services import exit_passes, orders
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import printing, reasons
from garage.ui.forms.gate import GateForm, ReadingForm
from garage.ui.forms.order_run import Act, Secondary, run, stands_at
from garage.ui.forms.trips import BackForm, OutForm, TripForm
from garage.ui.forms.ways_shop import parts
from garage.ui.kit import messages


def issue_pass(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The exit pass and its paper."""
    printing.print_exit_pass(parent, desk, exit_passes.issue(desk.by(), page.id))
    return True


def leave(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Through the gate; a pass that was renewed there is printed."""
    return _through(GateForm(parent, desk, page), parent, desk, page)


def _through(form: ReadingForm, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    made: list[str] = []
    form.saved.connect(made.append)
    done = run(form, parent, desk, page)
    if made and made[-1]:
        printing.print_exit_pass(parent, desk, made[-1])
    return done


def cancel(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Close the order without a bill, after what is in the way."""
    _step, missing = step_for(OrderAct.CANCEL, page.facts)
    if missing:
        return _put_right(parent, desk, page, missing, cancel)
    return run(reasons.cancel_order(parent, desk, page), parent, desk, page)


def leave_unrepaired(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The car goes as it came: cancelled with its pass."""
    _step, missing = step_for(OrderAct.CANCEL, page.facts)
    if missing:
        return _put_right(parent, desk, page, missing, leave_unrepaired)
    form = reasons.leave_unrepaired(parent, desk, page)
    numbers: list[str] = []
    form.saved.connect(numbers.append)
    done = run(form, parent, desk, page)
    if numbers:
        printing.print_exit_pass(parent, desk, numbers[-1])
    return done


def _put_right(parent: QWidget, desk: Desk, page: OrderPage, missing: list[Reason], end: Act) -> bool:
    """What is in the way is put right, one form after another, and then the order ends; leaving one stops it all."""
    from garage.ui.forms import order_ways  # noqa: PLC0415 - the ways are built of this one

    changed = False
    reason = messages.reasons(parent, _("This is not possible yet"), missing)
    while reason is not None:
        changed = order_ways.resolve(reason, parent, desk, page) or changed
        page = orders.open_page(page.id)
        step, missing = step_for(OrderAct.CANCEL, page.facts)
        if step is None or reason.code in {one.code for one in missing}:
            return changed
        reason = next(iter(missing), None)
    return (end(parent, desk, page) if changed else False) or changed


def give_back_first(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Drawn parts go back before an order ends; a job that was finished goes back to work for it."""
    if page.state in RETURNABLE:
        return parts(returning=True, everything=True)(parent, desk, page)
    if not run(reasons.back_to_work(parent, desk, page), parent, desk, page):
        return False
    parts(returning=True, everything=True)(parent, desk, orders.open_page(page.id))
    return True


def trip(kind: PassKind) -> Act:
    """A pass with which the car comes back; its paper where it is wanted."""

    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        form = TripForm(parent, desk, page, kind)
        made: list[str] = []
        form.saved.connect(made.append)
        done = run(form, parent, desk, page)
        if made and form.prints_pass:
            printing.print_exit_pass(parent, desk, made[-1])
        return done

    return way


def go_on(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What comes next with the live pass: a trip goes out or comes back, any other pass is used up."""
    row = exit_passes.live(page.id)
    if row is None:
        return False
    if row.kind not in TRIPS:
        return leave(parent, desk, page)
    if row.state is PassState.ISSUED:
        return _through(OutForm(parent, desk, page, row), parent, desk, page)
    return run(BackForm(parent, desk, page, row), parent, desk, page)


def void_pass(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Take back the pass that nobody used."""
    row = exit_passes.live(page.id)
    return row is not None and run(reasons.void_pass(parent, desk, page, row), parent, desk, page)


def _live_trip(state: PassState) -> Callable[[OrderPage], bool]:
    def there(page: OrderPage) -> bool:
        row = exit_passes.live(page.id) if page.facts.car_away else None
        return row is not None and row.state is state

    return there


def _may_have_unrepaired_pass(page: OrderPage) -> bool:
    return page.state is OrderState.CANCELLED and not page.facts.pass_issued and not page.facts.left


def _may_leave_unrepaired(page: OrderPage) -> bool:
    return page.state in UNSETTLED and not page.facts.car_away


def _may_go_on_trip(page: OrderPage) -> bool:
    return page.state in TRIP_STATES and not page.facts.car_away


def _may_void(page: OrderPage) -> bool:
    return page.facts.pass_issued or _live_trip(PassState.ISSUED)(page)


MORE: tuple[Secondary, ...] = (
    Secondary(
        "road_test",
        N_("Road test…"),
        "Ctrl+Alt+T",
        "car",
        _may_go_on_trip,
        trip(PassKind.ROAD_TEST),
    ),
    Secondary("sublet", N_("To another shop…"), "Ctrl+Alt+S", "car", _may_go_on_trip, trip(PassKind.SUBLET)),
    Secondary(
        "trip_out", N_("Car goes out…"), "Ctrl+Alt+B", "arrow-right", _live_trip(PassState.ISSUED), go_on
    ),
    Secondary("trip_back", N_("Car is back…"), "Ctrl+Alt+B", "back", _live_trip(PassState.OUT), go_on),
    Secondary("void_pass", N_("Void exit pass…"), "Ctrl+Alt+V", "undo", _may_void, void_pass),
    Secondary(
        "leave_unrepaired",
        N_("Leaves unrepaired…"),
        "Ctrl+Alt+U",
        "gate",
        _may_leave_unrepaired,
        leave_unrepaired,
    ),
    Secondary(
        "unrepaired_pass",
        N_("Unrepaired exit pass"),
        "Ctrl+Alt+U",
        "gate",
        _may_have_unrepaired_pass,
        issue_pass,
    ),
    Secondary(
        "cancel_order", N_("Cancel order…"), "Ctrl+Shift+Del", "trash", stands_at(OrderAct.CANCEL), cancel
    ),
)
"""Beside the road, in the order of the menu."""
