"""Forms of warranty returns, for the catalogue."""

from typing import Any

from garage.domain.old_parts import Hazard, OldPartPurpose
from garage.services import claim_pages, disposals, old_part_rows, old_parts
from garage.services.old_part_rows import OldPartRow
from garage.services.old_part_tags import TagData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.claim_submit import SubmitClaimForm
from garage.ui.forms.factory_term import FactoryTermForm
from garage.ui.forms.old_part_acts import (
    ConditionForm,
    CountInForm,
    DecideForm,
    HandOverForm,
    OldPartActForm,
    ShelfForm,
)
from garage.ui.forms.old_part_register import RegisterForm
from garage.ui.forms.old_part_scrap import ApproveScrapForm, DisposalForm
from garage.ui.forms.old_part_tag import TagForm, TagLinesForm
from garage.ui.forms.rework_acts import CaseForm
from garage.ui.forms.verdict import VerdictForm
from garage.ui.forms.working_days import CalendarDayForm, NoticeForm
from tests.ui import catalogue_claims, catalogue_rework, catalogue_settling


def an_old_part(
    desk: Desk, page: OrderPage, purpose: OldPartPurpose = OldPartPurpose.CUSTOMER, *, shelf: str = ""
) -> OldPartRow:
    """A battery that came off, on a shelf when one is named."""
    data = TagData(name="蓄电池 12V 80Ah", unit="只", purpose=purpose, hazard=Hazard.LEAD_BATTERY)
    ref = old_parts.tag(desk.by(), page.id, None, data)
    if shelf:
        old_parts.count_in(desk.by(), ref, shelf=shelf)
    return old_part_rows.one(ref)


def to_scrap(desk: Desk, page: OrderPage, *, approved: bool = False) -> OldPartRow:
    """A battery that nobody wants."""
    row = an_old_part(desk, page, OldPartPurpose.SCRAP, shelf="危废间")
    if approved:
        disposals.approve(desk.by(), {row.id: None}, "无再利用价值")
    return row


def hand_over(desk: Desk, page: OrderPage) -> HandOverForm:
    an_old_part(desk, page)
    return HandOverForm(None, desk, page.id)


BASES = {OldPartActForm, CaseForm}
"""Not opened themselves."""
STAGES: dict[str, tuple[str, Any]] = {
    "claimed": ("issue", catalogue_settling.claim),
    "claiming": ("issue", lambda _road: None),
}
"""Stages of the catalogue that belong to claims, each with the one it begins from."""


def forms() -> dict[str, tuple[str, Any]]:
    """Entries of the catalogue."""
    return {
        **_old_parts(),
        **_undone({**catalogue_claims.forms(), **_board()}),
        **_verdicts(),
        **catalogue_rework.forms(),
        **_calendar(),
        **catalogue_settling.forms(),
    }


def _calendar() -> dict[str, tuple[str, Any]]:
    return {
        "calendar_day": ("receive", lambda desk, _page: CalendarDayForm(desk)),
        "holiday_notice": ("receive", lambda desk, _page: NoticeForm(desk, 2027)),
    }


def _undone(made: dict[str, tuple[str, Any]]) -> dict[str, tuple[str, Any]]:
    """Forms that make the whole order somebody else's to pay: what they change is taken back behind them."""
    return {name: ("claiming" if stage == "issue" else stage, form) for name, (stage, form) in made.items()}


def _board() -> dict[str, tuple[str, Any]]:
    def submit(desk: Desk, page: OrderPage) -> SubmitClaimForm:
        claim = claim_pages.one(catalogue_claims.a_claim(desk, page), desk.today())
        return SubmitClaimForm(None, desk, claim)

    return {"claim_submit": ("issue", submit)}


def _old_parts() -> dict[str, tuple[str, Any]]:
    return {
        "tag_lines": ("issue", lambda desk, page: TagLinesForm(None, desk, page)),
        "tag": ("issue", lambda desk, page: TagForm(None, desk, page)),
        "count_in": ("issue", lambda desk, page: CountInForm(None, desk, an_old_part(desk, page))),
        "old_part_shelf": (
            "issue",
            lambda desk, page: ShelfForm(None, desk, an_old_part(desk, page, shelf="A-1")),
        ),
        "old_part_condition": (
            "issue",
            lambda desk, page: ConditionForm(None, desk, an_old_part(desk, page, shelf="A-1")),
        ),
        "old_part_decide": ("issue", lambda desk, page: DecideForm(None, desk, an_old_part(desk, page))),
        "hand_over_old_parts": ("issue", hand_over),
        "approve_scrap": (
            "issue",
            lambda desk, page: ApproveScrapForm(None, desk, [to_scrap(desk, page).id]),
        ),
        "disposal": (
            "issue",
            lambda desk, page: DisposalForm(None, desk, [to_scrap(desk, page, approved=True)]),
        ),
        "old_part_register": ("receive", lambda desk, _page: RegisterForm(None, desk)),
    }


def _verdicts() -> dict[str, tuple[str, Any]]:
    return {
        "verdict": (
            "receive",
            lambda desk, page: VerdictForm(None, desk, page.vehicle_id, page.plate, page.id),
        ),
        "factory_term": ("receive", lambda desk, _page: FactoryTermForm(None, desk)),
    }
