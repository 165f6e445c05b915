"""The words for what only the month's workbook tells apart."""

from enum import Enum

from garage.domain.month_care_rows import Change
from garage.domain.month_rows import Booked, Reduction
from garage.i18n import N_

MONTH: tuple[dict[Enum, str], ...] = (
    {
        Booked.ORDER: N_("Work order"),
        Booked.SALE: N_("Counter sale"),
        Booked.SALE_RETURN: N_("Counter return"),
        Booked.REVERSAL: N_("Reversal"),
    },
    {
        Reduction.BILL: N_("Discount"),
        Reduction.SALE: N_("Discount at the counter"),
        Reduction.REVERSAL: N_("Discount taken back"),
        Reduction.ALLOWANCE: N_("Allowance"),
        Reduction.VOID_BILL: N_("Bill voided"),
        Reduction.VOID_SALE: N_("Counter sale voided"),
        Reduction.VOID_RECEIPT: N_("Receipt voided"),
    },
    {
        Change.NEW_CUSTOMER: N_("New customer"),
        Change.NEW_VEHICLE: N_("New car"),
        Change.LOST_VEHICLE: N_("Not seen for a year"),
    },
)
