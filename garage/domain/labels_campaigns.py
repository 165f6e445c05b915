"""The words for the enum members of campaigns and their calls."""

from enum import Enum

from garage.domain.campaigns import (
    Answer,
    CampaignAct,
    CampaignKind,
    CampaignState,
    ComplaintWish,
    TargetState,
)
from garage.i18n import N_

CAMPAIGNS: tuple[dict[Enum, str], ...] = (
    {
        CampaignKind.GATHERING: N_("Gathering"),
        CampaignKind.OFFER: N_("Special offer"),
        CampaignKind.FREE_SERVICE: N_("Free service"),
    },
    {
        CampaignState.DRAFT: N_("Being planned"),
        CampaignState.APPROVED: N_("Campaign approved"),
        CampaignState.CALLING: N_("Customers are called"),
        CampaignState.MAILING: N_("Letters go out"),
        CampaignState.RUNNING: N_("Campaign is on"),
        CampaignState.CLOSED: N_("Campaign closed"),
        CampaignState.CANCELLED: N_("Called off"),
    },
    {
        CampaignAct.CHOOSE: N_("Choose whom it is for…"),
        CampaignAct.WORD: N_("Write the letter…"),
        CampaignAct.APPROVE: N_("Approve…"),
        CampaignAct.CALL: N_("Call the next one…"),
        CampaignAct.WRITE: N_("Write the letters owed"),
        CampaignAct.CLOSE: N_("Close with the result…"),
        CampaignAct.CHANGE: N_("Change the campaign…"),
        CampaignAct.ADD: N_("Add a customer…"),
        CampaignAct.CANCEL: N_("Call it off…"),
    },
    {
        TargetState.TO_CALL: N_("To be called"),
        TargetState.CALLED: N_("Spoken to"),
        TargetState.UNREACHED: N_("Nobody answered"),
        TargetState.LETTER_ONLY: N_("Letter only"),
        TargetState.REMOVED: N_("Taken off"),
        TargetState.MISSED: N_("Not called in time"),
    },
    {
        Answer.COMING: N_("Is coming"),
        Answer.PERHAPS: N_("Perhaps"),
        Answer.NOT_COMING: N_("Is not coming"),
        Answer.SILENT: N_("Did not say"),
    },
    {
        ComplaintWish.ANY: N_("whatever they complained of"),
        ComplaintWish.NONE_OPEN: N_("no complaint open"),
        ComplaintWish.COMPLAINED: N_("has complained before"),
    },
)
