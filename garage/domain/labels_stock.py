"""The words of the stockroom: parts, buying, suppliers, counting."""

from enum import Enum

from garage.domain.old_parts import DutyState
from garage.domain.part_file import NumberKind, PriceBasis
from garage.domain.price_lists import Priced, PriceState, RoundPrice
from garage.domain.purchasing import PurchaseAct, PurchaseState
from garage.domain.stock import MovementKind
from garage.domain.stocktakes import CountAct, CountScope, StocktakeState
from garage.domain.supplier_accounts import Age, EntryKind
from garage.domain.supplier_rating import Criterion, Grade
from garage.i18n import N_

STOCKROOM: tuple[dict[Enum, str], ...] = (
    {
        MovementKind.OPENING: N_("Opening stock"),
        MovementKind.RECEIPT: N_("Received into stock"),
        MovementKind.ISSUE: N_("Issued to an order"),
        MovementKind.RETURN: N_("Returned to stock"),
        MovementKind.SUPPLIER_RETURN: N_("Returned to the supplier"),
        MovementKind.SALE: N_("Sold over the counter"),
        MovementKind.SALE_RETURN: N_("Returned by the buyer"),
        MovementKind.COUNT_GAIN: N_("More counted"),
        MovementKind.COUNT_LOSS: N_("Less counted"),
        MovementKind.WRITE_OFF: N_("Written off"),
        MovementKind.PRICE_DIFFERENCE: N_("Price difference"),
        MovementKind.REVERSAL: N_("Reversal"),
    },
    {
        EntryKind.OPENING: N_("Opening balance"),
        EntryKind.RECEIPT: N_("Goods received"),
        EntryKind.RETURN: N_("Goods returned"),
        EntryKind.DIFFERENCE: N_("Invoice difference"),
        EntryKind.PAYMENT: N_("Payment made"),
        EntryKind.CLAIM: N_("Claim granted"),
        EntryKind.REVERSAL: N_("Reversal"),
    },
    {
        Age.NOT_DUE: N_("Not due yet"),
        Age.DAYS_30: N_("Up to 30 days late"),
        Age.DAYS_60: N_("31 to 60 days late"),
        Age.DAYS_90: N_("61 to 90 days late"),
        Age.OLDER: N_("More than 90 days late"),
    },
    {
        Criterion.ON_TIME: N_("Delivered on time"),
        Criterion.ACCEPTED: N_("Accepted at inspection"),
        Criterion.RETURNED: N_("Returned later"),
        Criterion.PRICE: N_("Dearer than at first"),
    },
    {
        Grade.A: N_("A – very good"),
        Grade.B: N_("B – good"),
        Grade.C: N_("C – fair"),
        Grade.D: N_("D – poor"),
    },
    {
        PurchaseState.DRAFT: N_("Draft"),
        PurchaseState.ORDERED: N_("Ordered"),
        PurchaseState.PARTLY: N_("Partly received"),
        PurchaseState.RECEIVED: N_("Received in full"),
        PurchaseState.CLOSED: N_("Closed short"),
        PurchaseState.CANCELLED: N_("Order withdrawn"),
    },
    {
        PurchaseAct.CHANGE: N_("Change the draft"),
        PurchaseAct.PLACE: N_("Place the order"),
        PurchaseAct.EXPECT: N_("Expected day"),
        PurchaseAct.RECEIVE: N_("Receive goods"),
        PurchaseAct.CANCEL: N_("Withdraw the order"),
        PurchaseAct.CLOSE: N_("Close the rest"),
    },
    {
        NumberKind.BARCODE: N_("Barcode"),
        NumberKind.OE: N_("OE number"),
        NumberKind.ALIAS: N_("Other names"),
    },
    {
        PriceBasis.FIXED: N_("Fixed price"),
        PriceBasis.COST_PLUS: N_("Cost + %"),
    },
    {
        Priced.OPERATION: N_("Operations"),
        Priced.PART: N_("Parts"),
        Priced.PACKAGE: N_("Packages"),
    },
    {
        PriceState.COMING: N_("To come"),
        PriceState.NOW: N_("Now"),
        PriceState.FORMER: N_("Former"),
        PriceState.WITHDRAWN: N_("Withdrawn"),
    },
    {
        RoundPrice.FEN: N_("Whole fen"),
        RoundPrice.JIAO: N_("Whole jiao"),
        RoundPrice.YUAN: N_("Whole yuan"),
    },
    {
        CountScope.ALL: N_("Everything"),
        CountScope.BIN: N_("A bin"),
        CountScope.GROUP: N_("A group"),
        CountScope.ROLLING: N_("Not counted for long"),
        CountScope.PARTS: N_("Chosen parts"),
    },
    {
        StocktakeState.COUNTING: N_("Being counted"),
        StocktakeState.REVIEWED: N_("Reviewed"),
        StocktakeState.POSTED: N_("Posted"),
        StocktakeState.CANCELLED: N_("Given up"),
    },
    {
        CountAct.COUNT: N_("Count"),
        CountAct.REVIEW: N_("Review"),
        CountAct.RECOUNT: N_("Count on"),
        CountAct.POST: N_("Post the differences"),
        CountAct.CANCEL: N_("Give up"),
    },
    {
        DutyState.OPEN: N_("Old part owed"),
        DutyState.CLEARED: N_("Old part booked in"),
        DutyState.CHARGED: N_("Old part charged"),
        DutyState.RETURNED: N_("New part came back"),
    },
)
