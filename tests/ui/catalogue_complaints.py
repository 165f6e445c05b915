"""Forms of complaints, for the catalogue."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog

from garage.domain.complaints import ComplaintAct, ComplaintCategory, ComplaintChannel, ComplaintLevel
from garage.services import complaint_rows, complaints
from garage.services.complaint_rows import ComplaintRow
from garage.services.complaints import ComplaintData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.complaint_acts import ComplaintActForm, form_of
from garage.ui.forms.complaint_day import ComplaintDayForm

BASES: set[type] = {ComplaintActForm}
_A = ComplaintAct
LOOP = (_A.CLASSIFY, _A.ASSIGN, _A.VERIFY, _A.PLAN, _A.IMPLEMENT, _A.INFORM, _A.REVISIT, _A.ESCALATE)


def a_complaint(desk: Desk, page: OrderPage, before: ComplaintAct) -> ComplaintRow:
    """A complaint about the job, so far that this act comes next."""
    by = desk.by()
    ref = complaints.register(
        by,
        ComplaintData("刹车修好第二天又响了，来回跑了三趟", order_id=page.id, demand="免费重修并退还工时费"),
    )
    steps: dict[ComplaintAct, Callable[[], object]] = {
        _A.CLASSIFY: lambda: complaints.classify(
            by, ref, None, ComplaintCategory.REPAIR, ComplaintLevel.SERIOUS
        ),
        _A.ASSIGN: lambda: complaints.assign(by, ref, None, by.staff_id),
        _A.VERIFY: lambda: complaints.verify(by, ref, None, "制动片有杂质", our_fault=True),
        _A.PLAN: lambda: complaints.plan(by, ref, None, "来料未检", "换片并抽检同批次", 5_000),
        _A.IMPLEMENT: lambda: complaints.implement(by, ref, None, "已换"),
        _A.INFORM: lambda: complaints.inform(by, ref, None, "王女士", ComplaintChannel.PHONE),
    }
    for act, do in steps.items():
        if act is before or before is _A.ESCALATE:
            break
        do()
    return complaint_rows.one(ref)


def _form(act: ComplaintAct) -> Callable[[Desk, OrderPage], QDialog]:
    def make(desk: Desk, page: OrderPage) -> QDialog:
        form = form_of(act, None, desk, a_complaint(desk, page, act))
        assert form is not None
        return form

    return make


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {
        "complaint": ("receive", lambda desk, page: ComplaintForm(desk, order_id=page.id)),
        "complaint_stranger": ("receive", lambda desk, _page: ComplaintForm(desk)),
        "complaint_day": ("receive", lambda desk, _page: ComplaintDayForm(None, desk)),
        **{f"complaint_{act.lower()}": ("receive", _form(act)) for act in LOOP},
    }
