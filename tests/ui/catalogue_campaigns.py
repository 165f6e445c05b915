"""Forms of campaigns and their calls, for the catalogue."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QDialog

from garage.domain.campaigns import Answer
from garage.domain.contacts import Outcome, Talk
from garage.domain.letters import LetterKind
from garage.domain.target_rules import TargetRule
from garage.services import campaign_rows, campaign_targets, campaigns
from garage.services.campaign_rows import CampaignRow, TargetFilter, TargetRow
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.campaign import CampaignForm
from garage.ui.forms.campaign_acts import (
    AddTargetForm,
    AnswerForm,
    ApproveForm,
    CampaignActForm,
    CloseCampaignForm,
)
from garage.ui.forms.campaign_call import CampaignCallForm
from garage.ui.forms.campaign_letter import CampaignLetterForm
from garage.ui.forms.campaign_targets import TargetRuleForm
from tests.services.campaigning import DATA, TEXT

BASES: set[type] = {CampaignActForm}


def a_draft(desk: Desk) -> CampaignRow:
    """A campaign that only has to be approved."""
    by = desk.by()
    start = desk.today() + timedelta(days=21)
    data = DATA.__class__(DATA.kind, DATA.title, start, start + timedelta(days=2), DATA.place, DATA.content)
    ref = campaigns.add(by, data)
    campaigns.choose(by, ref, None, TargetRule(visited_within=365))
    campaigns.word(by, ref, None, LetterKind.INVITATION, "{活动}邀请函", TEXT)
    return campaign_rows.one(ref, desk.now())


def a_campaign(desk: Desk) -> CampaignRow:
    """One whose list is made."""
    ref = a_draft(desk).id
    campaigns.approve(desk.by(), ref, None, 1)
    return campaign_rows.one(ref, desk.now())


def a_target(desk: Desk) -> TargetRow:
    """The first customer of its list."""
    return campaign_rows.targets(a_campaign(desk).id, TargetFilter.ALL).rows[0]


def _answered(desk: Desk) -> TargetRow:
    one = a_target(desk)
    campaign_targets.call(
        desk.by(), one.id, None, Talk(outcome=Outcome.REACHED, phone=one.phone), Answer.PERHAPS
    )
    return campaign_rows.target(one.id)


def _of(form: Any, made: Callable[[Desk], Any]) -> Callable[[Desk, OrderPage], QDialog]:
    return lambda desk, _page: form(None, desk, made(desk))


def forms() -> dict[str, tuple[str, Any]]:
    """How far the road has to be gone, and the form."""
    return {
        "campaign_new": ("receive", lambda desk, _page: CampaignForm(None, desk)),
        "campaign": ("receive", _of(CampaignForm, a_draft)),
        "campaign_targets": ("receive", _of(TargetRuleForm, a_draft)),
        "campaign_letter": ("receive", _of(CampaignLetterForm, a_draft)),
        "campaign_approve": ("receive", _of(ApproveForm, a_draft)),
        "campaign_close": ("receive", _of(CloseCampaignForm, a_campaign)),
        "campaign_add": ("receive", _of(AddTargetForm, a_campaign)),
        "campaign_call": ("receive", lambda desk, _page: CampaignCallForm(None, desk, a_target(desk).id)),
        "campaign_answer": ("receive", _of(AnswerForm, _answered)),
    }
