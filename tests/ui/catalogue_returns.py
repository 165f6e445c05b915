"""Forms of warranty returns, for the catalogue."""

from typing import Any

from garage.domain.old_parts import DutyState, Hazard, OldPartPurpose
from garage.models.stock import OldPartDuty
from garage.services import claim_pages, disposals, old_part_list, old_part_rows, old_parts
from garage.services.old_part_list import ClosedDuty
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
    IntactForm,
    OldPartActForm,
    ShelfForm,
)
from garage.ui.forms.old_part_register import RegisterForm
from garage.ui.forms.old_part_scrap import ApproveScrapForm, DisposalForm
from garage.ui.forms.old_part_tag import TagForm, TagLinesForm
from garage.ui.forms.old_parts import TakeBackChargeForm
from garage.ui.forms.rework_acts import CaseForm
from garage.ui.forms.verdict import VerdictForm
from garage.ui.forms.working_days import CalendarDayForm, NoticeForm
from tests.ui import catalogue_claims, catalogue_rework, catalogue_settling


def an_old_part(
    desk: Desk, page: OrderPage, purpose: OldPartPurpose = OldPartPurpose.CUSTOMER, *, shelf: str = ""
) -> OldPartRow:
    """A battery that came off, on a shelf when one is named."""
    data = TagData(
        name="蓄电池 12V 80Ah", unit="只", purpose=OldPartPurpose.CUSTOMER, hazard=Hazard.LEAD_BATTERY
    )
    ref = old_parts.tag(desk.by(), page.id, None, data)
    if purpose is not OldPartPurpose.CUSTOMER:
        old_parts.waive(desk.by(), {ref: None}, "王女士", purpose=purpose)
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


BASES = {OldPartActForm, IntactForm, CaseForm}
"""Not opened themselves."""
STAGES: dict[str, tuple[str, Any]] = {
    "claimed": ("issue", catalogue_settling.claim),
    "claiming": ("issue", lambda _road: None),
    "unapproved": ("dispatch", catalogue_claims.unapproved),
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


def a_charge(desk: Desk, page: OrderPage) -> ClosedDuty:
    """An old part that somebody pays for."""
    [line, *_others] = [one for one in page.lines if one.draws_stock]
    duty = OldPartDuty.create(
        order_line=line.id,
        part=line.part_id,
        staff=desk.by().staff_id,
        document="WI-2026-00001",
        qty_milli=1_000,
        value_fen=35_000,
        state=DutyState.CHARGED.value,
        opened_at=desk.now(),
        closed_at=desk.now(),
        closed_by=desk.by().staff_id,
        charge_fen=5_000,
        note="丢失",
        **desk.by().stamp(),
    )
    return next(row for row in old_part_list.closed().rows if row.id == duty.id)


def _old_parts() -> dict[str, tuple[str, Any]]:
    return {
        "tag_lines": ("issue", lambda desk, page: TagLinesForm(None, desk, page)),
        "tag": ("issue", lambda desk, page: TagForm(None, desk, page)),
        "count_in": ("issue", lambda desk, page: CountInForm(None, desk, an_old_part(desk, page))),
        "take_back_charge": (
            "issue",
            lambda desk, page: TakeBackChargeForm(None, desk, a_charge(desk, page)),
        ),
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
        "counter_verdict": (
            "receive",
            lambda desk, page: VerdictForm(None, desk, page.vehicle_id, page.plate),
        ),
        "factory_term": ("receive", lambda desk, _page: FactoryTermForm(None, desk)),
    }
