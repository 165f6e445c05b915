"""Rework cases of an order: one is opened, the next step of those there are is done (D2–D4)."""

from PySide6.QtWidgets import QWidget

from garage.domain.lines import COUNTING, PayType
from garage.domain.orders import EDITABLE, UNSETTLED
from garage.domain.rework import LIVE, ReworkAct, next_act
from garage.i18n import N_, _
from garage.services import rework_cases, rework_due, rework_rows, verdicts
from garage.services.orders import OrderPage
from garage.services.rework_rows import CaseRow
from garage.ui.desk import Desk
from garage.ui.forms import rework_acts
from garage.ui.forms.order_run import Secondary, run
from garage.ui.forms.warranty_panel import CASE_KEYS
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast

OWED_KEYS = "Ctrl+Alt+1"
"""Put the rework that is owed on the order in sight."""


def form_of(act: ReworkAct, parent: QWidget | None, desk: Desk, row: CaseRow) -> FormDialog | None:
    """The form of an act; None where it needs none."""
    makes: dict[ReworkAct, type[rework_acts.CaseForm]] = {
        ReworkAct.RECORD: rework_acts.EvidenceForm,
        ReworkAct.OURS: rework_acts.OursForm,
        ReworkAct.NOT_OURS: rework_acts.NotOursForm,
        ReworkAct.REFER: rework_acts.ReferForm,
        ReworkAct.KEEP: rework_acts.KeepForm,
        ReworkAct.BACK: rework_acts.BackForm,
    }
    make = makes.get(act)
    return make(parent, desk, row) if make is not None else None  # type: ignore[call-arg]


def open_case(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """A case for what the customer brings back."""
    form = rework_acts.OpenCaseForm(parent, desk, page)
    made: list[int] = []
    form.saved.connect(made.append)
    done = run(form, parent, desk, page)
    if made:
        row = rework_rows.one(made[0])
        text = _("{number}: evidence by {day}.").format(number=row.no, day=f"{row.due_on:%m-%d}")
        toast(parent, text)
    return done


def go_on(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The next step of the case that waits for one."""
    for row in rework_rows.of_order(page.id):
        act = next_act(row.case, row.earlier)
        if act is None:
            continue
        if act is ReworkAct.DIAGNOSE:
            text = _("{number}: does somebody look for the cause now?").format(number=row.no)
            if not messages.confirm(parent, _("Rework case"), text, _("Begin the search")):
                return False
            rework_cases.start_diagnosis(desk.by(), row.id, row.version)
            toast(parent, _("{number}: the search for the cause has begun.").format(number=row.no))
            return True
        form = form_of(act, parent, desk, row)
        return form is not None and run(form, parent, desk, page)
    return False


def _kept(page: OrderPage) -> CaseRow | None:
    """The case of the order that another garage would have to try."""
    return next((row for row in rework_rows.of_order(page.id) if row.may(ReworkAct.KEEP)), None)


def keep(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """An owner says why no other garage tries."""
    row = _kept(page)
    return row is not None and run(rework_acts.KeepForm(parent, desk, row), parent, desk, page)


def not_yet_done(page: OrderPage) -> list[CaseRow]:
    """Free rework that is owed since an earlier visit and stands on no line of this order."""
    standing = [line for line in page.lines if line.status in COUNTING]
    again = {line.original_line_id for line in standing if line.pay_type is PayType.REWORK}
    return [row for row in rework_due.owed(page.vehicle_id) if row.original_line_id not in again]


def do_owed(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What is owed since an earlier visit is put on the lines of this one."""
    rows = {row.original_line_id: row for row in not_yet_done(page)}
    for row in rows.values():
        verdicts.do_owed(desk.by(), page.id, row.id)
        toast(parent, _("{number}: its free line stands on the order.").format(number=row.no))
    return bool(rows)


def _may_do_owed(page: OrderPage) -> bool:
    return page.state in EDITABLE and bool(not_yet_done(page))


def _may_keep(page: OrderPage) -> bool:
    return _kept(page) is not None


def _may_open(page: OrderPage) -> bool:
    return page.state in UNSETTLED


def _may_go_on(page: OrderPage) -> bool:
    return any(
        row.state in LIVE and next_act(row.case, row.earlier) is not None
        for row in rework_rows.of_order(page.id)
    )


MORE: tuple[Secondary, ...] = (
    Secondary("open_rework", N_("Open a rework case…"), CASE_KEYS, "undo", _may_open, open_case),
    Secondary("go_on_rework", N_("Next step of the rework case…"), "Ctrl+Alt+8", "clock", _may_go_on, go_on),
    Secondary("keep_rework", N_("Try the rework again ourselves…"), "Ctrl+Alt+2", "undo", _may_keep, keep),
    Secondary("owed_rework", N_("Do the owed rework now"), OWED_KEYS, "undo", _may_do_owed, do_owed),
)
"""Beside the road, in the order of the menu."""
