"""The call list of a campaign on its way to the printer."""

from PySide6.QtWidgets import QWidget

from garage.services import campaign_rows, papers_campaigns
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_list(parent: QWidget | None, desk: Desk, campaign_id: int) -> None:
    """活动邀约电话清单 of a campaign."""
    now = desk.now()
    number = campaign_rows.one(campaign_id, now).no
    show(
        parent,
        desk,
        "campaign_calls",
        number,
        lambda imprint: papers_campaigns.call_list(campaign_id, now, imprint),
    )
