"""The words for the enum members of warranty returns, a block for each kind of paper."""

from enum import Enum

from garage.domain.claim_notices import Channel, NoticeState
from garage.domain.claims import ClaimBasis, ClaimKind, ClaimState, PartRole, Remedy, ReturnDuty, SettleMode
from garage.domain.old_parts import DisposalKind, Hazard, OldPartAct, OldPartPurpose, OldPartState
from garage.domain.returns_board import BoardAct, Stage
from garage.domain.returns_figures import FaultKind
from garage.domain.rework import Awaited, ReworkAct, ReworkCause, ReworkState
from garage.domain.shipments import ShipmentAct, ShipmentState
from garage.domain.verdicts import Light, Same, Source, Verdict
from garage.i18n import N_

_OLD_PARTS: tuple[dict[Enum, str], ...] = (
    {
        OldPartState.TAGGED: N_("Tagged"),
        OldPartState.SHELVED: N_("On its shelf"),
        OldPartState.RETURNED_CUSTOMER: N_("With the customer"),
        OldPartState.SENT_SUPPLIER: N_("Sent to the supplier"),
        OldPartState.RETURNED_BACK: N_("Back from the supplier"),
        OldPartState.SCRAP_APPROVED: N_("Approved for scrapping"),
        OldPartState.SCRAPPED: N_("Scrapped"),
        OldPartState.VOIDED: N_("Tag voided"),
    },
    {
        OldPartPurpose.UNDECIDED: N_("Not decided"),
        OldPartPurpose.CUSTOMER: N_("For the customer"),
        OldPartPurpose.CLAIM: N_("For the supplier"),
        OldPartPurpose.SCRAP: N_("For scrap"),
    },
    {
        Hazard.LEAD_BATTERY: N_("Lead-acid battery"),
        Hazard.TRACTION_BATTERY: N_("Traction battery"),
        Hazard.BATTERY: N_("Other battery"),
        Hazard.OIL: N_("Waste oil"),
        Hazard.OIL_FILTER: N_("Oil filter"),
        Hazard.COOLANT: N_("Coolant"),
        Hazard.REFRIGERANT: N_("Refrigerant"),
        Hazard.AIRBAG: N_("Airbag"),
        Hazard.TYRE: N_("Tyre"),
    },
    {
        DisposalKind.SCRAP: N_("Thrown away"),
        DisposalKind.RECYCLER: N_("Recycler"),
        DisposalKind.HAZARDOUS: N_("Dangerous waste"),
    },
    {
        OldPartAct.COUNT_IN: N_("Count in"),
        OldPartAct.SHELVE: N_("Move to another shelf"),
        OldPartAct.DECIDE: N_("Decide whom it is for"),
        OldPartAct.HAND_OVER: N_("Hand to the customer"),
        OldPartAct.WAIVE: N_("Customer leaves it"),
        OldPartAct.HOLD: N_("Hold for a claim"),
        OldPartAct.SEND: N_("Send to the supplier"),
        OldPartAct.TAKE_BACK: N_("Take back from the supplier"),
        OldPartAct.APPROVE_SCRAP: N_("Approve scrapping"),
        OldPartAct.KEEP: N_("Keep after all"),
        OldPartAct.DISPOSE: N_("Dispose of it"),
        OldPartAct.VOID: N_("Void the tag"),
    },
)

_CLAIMS: tuple[dict[Enum, str], ...] = (
    {
        ClaimState.DRAFT: N_("Draft"),
        ClaimState.SUBMITTED: N_("With the supplier"),
        ClaimState.ACCEPTED: N_("Claim accepted"),
        ClaimState.PARTLY_ACCEPTED: N_("Partly accepted"),
        ClaimState.REJECTED: N_("Claim rejected"),
        ClaimState.NOTICE_ISSUED: N_("Notice issued"),
        ClaimState.INVOICED: N_("Invoice written"),
        ClaimState.SETTLED: N_("Claim settled"),
        ClaimState.WRITTEN_OFF: N_("Money given up"),
        ClaimState.DROPPED: N_("Not claimed"),
    },
    {
        ClaimKind.PART: N_("Part"),
        ClaimKind.LABOUR: N_("Labour"),
        ClaimKind.OTHER: N_("Other cost"),
    },
    {
        PartRole.CAUSAL: N_("Causal part"),
        PartRole.CONSEQUENTIAL: N_("Consequential part"),
    },
    {
        Remedy.ADJUST: N_("Adjusted"),
        Remedy.REPAIR: N_("Repaired"),
        Remedy.REPLACE_PART: N_("Part replaced"),
        Remedy.REPLACE_ASSEMBLY: N_("Assembly replaced"),
    },
    {
        ReturnDuty.ALWAYS: N_("Always sent back"),
        ReturnDuty.ON_REQUEST: N_("Kept, sent on request"),
        ReturnDuty.NEVER: N_("Not wanted"),
    },
    {
        ClaimBasis.COST: N_("What it cost us"),
        ClaimBasis.PRICE: N_("Our selling price"),
    },
    {
        SettleMode.CASH: N_("Paid in money"),
        SettleMode.CREDIT: N_("Credit for parts"),
    },
)

_VERDICTS: tuple[dict[Enum, str], ...] = (
    {
        Source.REPAIR: N_("This garage"),
        Source.PART: N_("The supplier"),
        Source.FACTORY: N_("The maker"),
    },
    {
        Light.GREEN: N_("Covered"),
        Light.AMBER: N_("Look twice"),
        Light.RED: N_("Run out"),
    },
    {
        Verdict.REWORK: N_("Rework"),
        Verdict.CLAIM: N_("Claim it"),
        Verdict.NORMAL: N_("Normal quote"),
        Verdict.UNCLEAR: N_("Unclear"),
    },
    {
        Same.OPERATION: N_("Same operation"),
        Same.PART: N_("Same part"),
        Same.SYSTEM: N_("Same system"),
        Same.COMPLAINT: N_("In the complaint"),
    },
)

_REWORK: tuple[dict[Enum, str], ...] = (
    {
        ReworkState.CLAIMED: N_("Not looked into"),
        ReworkState.DIAGNOSING: N_("Looking for the cause"),
        ReworkState.OUR_FAULT: N_("Our fault"),
        ReworkState.NOT_OURS: N_("Not our fault"),
        ReworkState.REFERRED: N_("At another garage"),
        ReworkState.CLOSED: N_("Case closed"),
    },
    {
        ReworkCause.WORKMANSHIP: N_("Our workmanship"),
        ReworkCause.PART: N_("Faulty part of ours"),
        ReworkCause.DIAGNOSIS: N_("Wrong diagnosis"),
        ReworkCause.NO_EVIDENCE: N_("No evidence in time"),
        ReworkCause.OUTSIDE_CAUSE: N_("Outside cause"),
        ReworkCause.MISUSE: N_("Misuse"),
        ReworkCause.CUSTOMER_PART: N_("Part the customer brought"),
        ReworkCause.OTHER_WORK: N_("Work done elsewhere"),
    },
    {
        ReworkAct.DIAGNOSE: N_("Start looking for the cause"),
        ReworkAct.RECORD: N_("Record the evidence…"),
        ReworkAct.OURS: N_("Our fault: free rework…"),
        ReworkAct.NOT_OURS: N_("Not our fault: normal quote…"),
        ReworkAct.REFER: N_("Refer to another garage…"),
        ReworkAct.KEEP: N_("Try again ourselves…"),
        ReworkAct.BACK: N_("Back from the other garage…"),
        ReworkAct.CLOSE: N_("Close the case…"),
        ReworkAct.WITHDRAW: N_("Withdraw the case…"),
    },
    {
        Awaited.EVIDENCE: N_("Evidence"),
        Awaited.DECISION: N_("Decision"),
        Awaited.REFERRAL: N_("Another garage"),
        Awaited.REWORK: N_("Rework"),
    },
)

_SETTLING: tuple[dict[Enum, str], ...] = (
    {
        NoticeState.ISSUED: N_("To be invoiced"),
        NoticeState.INVOICED: N_("To be paid"),
        NoticeState.SETTLED: N_("Notice settled"),
        NoticeState.VOIDED: N_("Notice voided"),
    },
    {
        Channel.EMAIL: N_("By e-mail"),
        Channel.WECHAT: N_("By WeChat"),
        Channel.PORTAL: N_("In the supplier's system"),
        Channel.COURIER: N_("By courier"),
        Channel.BY_HAND: N_("Handed over"),
    },
    {
        ShipmentState.DRAFT: N_("Being packed"),
        ShipmentState.SENT: N_("On its way"),
        ShipmentState.RECEIVED: N_("At the supplier"),
        ShipmentState.VOIDED: N_("Shipment voided"),
    },
    {
        ShipmentAct.PACK: N_("Pack anew"),
        ShipmentAct.SEND: N_("Send the shipment"),
        ShipmentAct.RECEIVE: N_("Received by the supplier"),
        ShipmentAct.TAKE_BACK: N_("Sent back by the supplier"),
        ShipmentAct.VOID: N_("Void the shipment"),
    },
)

_BOARD: tuple[dict[Enum, str], ...] = (
    {
        Stage.OLD_PARTS: N_("Tagged and shelved"),
        Stage.CLAIMED: N_("Claims under way"),
        Stage.CLOSED: N_("Settled and closed"),
    },
    {
        BoardAct.COUNT_IN: N_("Count in…"),
        BoardAct.DRAFT: N_("Claim it…"),
        BoardAct.SUBMIT: N_("Submit…"),
        BoardAct.DECIDE: N_("Enter the decision…"),
        BoardAct.AGAIN: N_("Submit again…"),
        BoardAct.NOTICE: N_("Settlement notice…"),
        BoardAct.INVOICE: N_("Our invoice…"),
        BoardAct.SETTLE: N_("Settle the notice…"),
    },
    {
        FaultKind.PART: N_("Failed part"),
        FaultKind.OPERATION: N_("Work done again"),
        FaultKind.WORDS: N_("Complaint"),
    },
)

RETURNS: tuple[dict[Enum, str], ...] = (*_BOARD, *_SETTLING, *_OLD_PARTS, *_CLAIMS, *_REWORK, *_VERDICTS)
