"""Forms of rework cases, for the catalogue."""

from datetime import date, datetime
from typing import Any

from garage.domain.orders import OrderState
from garage.domain.rework import ReworkCause, ReworkState
from garage.services.orders import OrderPage
from garage.services.rework_rows import CaseRow
from garage.ui.desk import Desk
from garage.ui.forms import rework_acts

_NEVER: dict[str, Any] = {
    **dict.fromkeys(("cause", "evidence_at", "evidence_by", "decided_at", "decided_by")),
    **dict.fromkeys(("referred_at", "referral_back_at", "closed_at", "line_id")),
    **dict.fromkeys(("evidence", "reason", "referred_to", "referral_result", "note"), ""),
}


def a_case(page: OrderPage, state: ReworkState = ReworkState.DIAGNOSING, **more: Any) -> CaseRow:
    """A case as a list shows it: the third time that the pads come back."""
    about: dict[str, Any] = {
        "id": 1,
        "version": 1,
        "no": "RW-2026-00003",
        "state": state,
        "order_id": page.id,
        "order_no": page.no,
        "order_state": OrderState.IN_WORK,
        "received_on": date(2026, 11, 21),
        "odometer_km": 86_412,
        "vehicle_id": page.vehicle_id,
        "plate": "粤B·12345",
        "model": "大众 朗逸",
        "customer_id": page.customer_id,
        "customer": "王女士",
        "original_line_id": 1,
        "line": "更换前刹车片并打磨制动盘",
        "first_order_id": 1,
        "first_order_no": "WO-2026-00001",
        "fault": "低速制动异响",
        "undrivable": True,
        "attempt": 3,
        "opened_at": datetime(2026, 11, 21, 9, 0),
        "due_on": date(2026, 11, 24),
        "referral_cost_fen": 80_000,
    }
    return CaseRow(**{**_NEVER, **about, **more})


def _shown(page: OrderPage) -> CaseRow:
    at = datetime(2026, 11, 22, 9, 0)
    return a_case(page, cause=ReworkCause.MISUSE, evidence="制动盘进泥沙", evidence_at=at)


def _lapsed(page: OrderPage) -> CaseRow:
    return a_case(page, ReworkState.OUR_FAULT, cause=ReworkCause.NO_EVIDENCE)


def _row(form: Any, make: Any) -> Any:
    def opened(desk: Desk, page: OrderPage) -> Any:
        return form(None, desk, make(page))

    return opened


def forms() -> dict[str, tuple[str, Any]]:
    """Entries of the catalogue."""
    ours = ReworkState.OUR_FAULT
    return {
        "open_rework": ("receive", lambda desk, page: rework_acts.OpenCaseForm(None, desk, page)),
        "rework_evidence": ("receive", _row(rework_acts.EvidenceForm, a_case)),
        "rework_ours": ("receive", _row(rework_acts.OursForm, a_case)),
        "rework_not_ours": ("receive", _row(rework_acts.NotOursForm, _shown)),
        "rework_not_ours_late": ("receive", _row(rework_acts.NotOursForm, _lapsed)),
        "rework_refer": ("receive", _row(rework_acts.ReferForm, lambda page: a_case(page, ours))),
        "rework_keep": ("receive", _row(rework_acts.KeepForm, lambda page: a_case(page, ours))),
        "rework_back": (
            "receive",
            _row(rework_acts.BackForm, lambda page: a_case(page, ReworkState.REFERRED)),
        ),
    }
