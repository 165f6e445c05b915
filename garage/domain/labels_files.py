"""The words for the enum members of files that were one and the same."""

from enum import Enum

from garage.domain.customer_page import FileTab
from garage.domain.merges import FileKind, Likeness, MergeState, Side
from garage.i18n import N_

FILES: tuple[dict[Enum, str], ...] = (
    {FileKind.CUSTOMER: N_("Customer"), FileKind.VEHICLE: N_("Car")},
    {
        MergeState.MERGED: N_("Made one"),
        MergeState.UNDONE: N_("Taken back"),
        MergeState.DISTINCT: N_("Not the same"),
    },
    {Side.KEPT: N_("Left"), Side.GONE: N_("Right"), Side.BOTH: N_("Both")},
    {
        Likeness.PLATE: N_("The same plate"),
        Likeness.PHONE: N_("The same phone"),
        Likeness.USCC: N_("The same credit code"),
        Likeness.ENGINE_NO: N_("The same engine number"),
        Likeness.SAME_OWNER: N_("One owner, one model, one without a VIN"),
        Likeness.NAME: N_("The same name"),
    },
    {
        FileTab.ORDERS: N_("Orders"),
        FileTab.MONEY: N_("Money"),
        FileTab.TALKS: N_("Talks"),
        FileTab.COMPLAINTS: N_("Complaints"),
        FileTab.LETTERS: N_("Letters"),
        FileTab.PLANNED: N_("Coming up"),
        FileTab.ADVICE: N_("Advice"),
        FileTab.MEMBER: N_("Member"),
    },
)
