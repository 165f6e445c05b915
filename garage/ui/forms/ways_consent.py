"""What is agreed with the customer after the authorisation: supplements, waiting, delays, lines taken off."""

from PySide6.QtWidgets import QWidget

from garage.domain.lines import LineKind
from garage.domain.order_steps import OrderAct, next_step
from garage.domain.orders import DRAWING, SUPPLEMENTED, HoldReason, SupplementState
from garage.i18n import N_
from garage.services import orders, supplements
from garage.services.delays import TELLING
from garage.services.orders import OrderPage
from garage.services.supplements import SupplementRow
from garage.services.vehicle_history import AdviceRow
from garage.ui.desk import Desk
from garage.ui.forms import printing
from garage.ui.forms.delay import DelayForm
from garage.ui.forms.drop_line import DropLineForm, droppable_lines
from garage.ui.forms.hold import HoldForm
from garage.ui.forms.order_run import Act, Secondary, run, stands_at, step
from garage.ui.forms.supplement import SupplementForm
from garage.ui.forms.supplement_answer import AnswerForm
from garage.ui.forms.ways_shop import dispatch


def hold(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Why the job waits."""
    return run(HoldForm(parent, desk, page), parent, desk, page)


def hold_for_parts(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The shelf is empty: the job waits for parts."""
    return run(HoldForm(parent, desk, page, HoldReason.PARTS), parent, desk, page)


def propose(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What was found, and for how much; then its paper where it is wanted."""
    return _type(SupplementForm(parent, desk, page), parent, desk, page)


def propose_advised(row: AdviceRow) -> Act:
    """Recommended work that the customer may want after all."""

    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        return _type(SupplementForm(parent, desk, page, advised=row), parent, desk, page)

    return way


def change(row: SupplementRow) -> Act:
    """Put a supplement otherwise."""

    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        return _type(SupplementForm(parent, desk, page, row), parent, desk, page)

    return way


def _type(form: SupplementForm, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    made: list[int] = []
    form.saved.connect(made.append)
    done = run(form, parent, desk, page)
    if made and form.prints_form:
        printing.print_supplement(parent, desk, made[-1])
    return done


def answer(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The customer's answer to the supplement that has waited longest."""
    waiting = [row for row in supplements.of_order(page.id) if row.waits]
    return bool(waiting) and answer_to(waiting[0])(parent, desk, page)


def answer_to(row: SupplementRow) -> Act:
    """The answer to one supplement; labour that was agreed to is then given to mechanics."""

    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        form = AnswerForm(parent, desk, page, row)
        given: list[SupplementState] = []
        form.saved.connect(given.append)
        done = run(form, parent, desk, page)
        now = orders.open_page(page.id)
        if given == [SupplementState.AUTHORISED] and _needs_mechanics(now):
            dispatch(parent, desk, now)
        return done

    return way


def _needs_mechanics(page: OrderPage) -> bool:
    labour = any(line.kind is LineKind.LABOUR for line in page.lines)
    return page.state in DRAWING and labour and page.facts.unassigned > 0


def tell_delay(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """A new time, and that the customer knows it; then its paper where it is wanted."""
    form = DelayForm(parent, desk, page)
    made: list[str] = []
    form.saved.connect(made.append)
    done = run(form, parent, desk, page)
    if made and form.prints_notice:
        printing.print_delay(parent, desk, made[-1])
    return done


def drop_line(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """A line that the customer no longer wants."""
    return run(DropLineForm(parent, desk, page), parent, desk, page)


def _may_drop(page: OrderPage) -> bool:
    return bool(droppable_lines(page))


def _may_resume(page: OrderPage) -> bool:
    """Where it is not what comes next anyway."""
    following = next_step(page.facts)
    return stands_at(OrderAct.RESUME)(page) and following is not None and following.act is not OrderAct.RESUME


MORE: tuple[Secondary, ...] = (
    Secondary(
        "supplement",
        N_("Supplement…"),
        "Ctrl+Shift+Q",
        "plus",
        lambda page: page.state in SUPPLEMENTED,
        propose,
    ),
    Secondary(
        "answer_supplement",
        N_("Customer's answer…"),
        "Ctrl+Shift+C",
        "phone",
        lambda page: page.facts.open_supplements > 0 and page.state in SUPPLEMENTED,
        answer,
    ),
    step("hold", N_("Put on hold…"), "Ctrl+Alt+W", "clock", OrderAct.HOLD),
    Secondary(
        "resume",
        N_("Go on with the work"),
        "Ctrl+Alt+W",
        "arrow-right",
        _may_resume,
        step=OrderAct.RESUME,
    ),
    Secondary(
        "tell_delay",
        N_("Tell a delay…"),
        "Ctrl+Shift+T",
        "calendar",
        lambda page: page.state in TELLING,
        tell_delay,
    ),
    Secondary("drop_line", N_("Take a line off…"), "Ctrl+Alt+X", "trash", _may_drop, drop_line),
)
"""Beside the road, in the order of the menu."""
