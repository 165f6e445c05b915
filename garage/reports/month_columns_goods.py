"""The tables of the month's workbook about goods, old parts, claims and reworks."""

from garage.domain.claims import ClaimState
from garage.domain.month_tables import Table
from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.domain.rework import ReworkCause, ReworkState
from garage.domain.stock import MovementKind
from garage.i18n import N_
from garage.reports.month_column import (
    MonthColumn,
    MonthTable,
    day,
    flag,
    moment,
    money,
    number,
    quantity,
    text,
)

STOCK = MonthTable(
    Table.STOCK,
    N_("Stock roll-forward"),
    (
        text("code", N_("Code")),
        text("name", N_("Part")),
        text("spec", N_("Specification")),
        text("unit", N_("Unit")),
        text("group", N_("Group")),
        text("bin", N_("Bin")),
        quantity("opening_milli", N_("Opening")),
        money("opening_fen", N_("Opening value")),
        quantity("came_milli", N_("Quantity in")),
        money("came_fen", N_("Value in")),
        quantity("went_milli", N_("Quantity out")),
        money("went_fen", N_("Value out")),
        quantity("closing_milli", N_("Closing")),
        money("closing_fen", N_("Closing value")),
    ),
    N_("Opening + in − out = closing, at the moving average."),
)

GOODS = MonthTable(
    Table.GOODS,
    N_("Goods received"),
    (
        text("no", N_("Receipt no.")),
        moment("at", N_("At")),
        text("kind", N_("Kind"), MovementKind),
        text("supplier", N_("Supplier")),
        text("delivery_no", N_("Delivery note")),
        text("code", N_("Code")),
        text("name", N_("Part")),
        text("unit", N_("Unit")),
        quantity("qty_milli", N_("Quantity")),
        quantity("rejected_milli", N_("Rejected")),
        money("cost_fen", N_("Cost")),
        text("note", N_("Note")),
    ),
)

SUPPLIERS = MonthTable(
    Table.SUPPLIERS,
    N_("Owed to suppliers"),
    (
        text("supplier", N_("Supplier")),
        money("opening_fen", N_("Opening")),
        money("goods_fen", N_("Bought")),
        money("returned_fen", N_("Returned")),
        money("difference_fen", N_("Price differences")),
        money("paid_fen", N_("Paid out")),
        money("claims_fen", N_("Claims")),
        money("closing_fen", N_("Closing")),
    ),
)

COUNTS = MonthTable(
    Table.COUNTS,
    N_("Stocktake differences"),
    (
        text("no", N_("Stocktake")),
        moment("posted_at", N_("Posted at")),
        text("code", N_("Code")),
        text("name", N_("Part")),
        text("unit", N_("Unit")),
        text("bin", N_("Bin")),
        quantity("book_milli", N_("In the books")),
        quantity("counted_milli", N_("Counted")),
        quantity("difference_milli", N_("Quantity difference")),
        money("difference_fen", N_("Value")),
        text("reason", N_("Reason")),
        text("who", N_("Approved by")),
    ),
)

SHELF = MonthTable(
    Table.SHELF,
    N_("Low and slow stock"),
    (
        text("code", N_("Code")),
        text("name", N_("Part")),
        text("unit", N_("Unit")),
        text("bin", N_("Bin")),
        text("supplier", N_("Supplier")),
        quantity("on_hand_milli", N_("On hand")),
        quantity("free_milli", N_("Not spoken for")),
        quantity("least_milli", N_("Minimum")),
        flag("low", N_("Low")),
        flag("idle", N_("Idle")),
        number("idle_days", N_("Days without use")),
        MonthColumn("pace", N_("Pace"), words={"SLOW": N_("Slow"), "DEAD": N_("Dead")}),
        money("value_fen", N_("Value")),
    ),
    N_("As it stands on the day on which this workbook was made."),
)

OLD_PARTS = MonthTable(
    Table.OLD_PARTS,
    N_("Old part register"),
    (
        text("no", N_("Tag")),
        text("order_no", N_("Order")),
        text("plate", N_("Plate")),
        text("code", N_("Code")),
        text("name", N_("Part")),
        text("unit", N_("Unit")),
        quantity("qty_milli", N_("Quantity")),
        text("supplier", N_("Supplier")),
        moment("removed_at", N_("Removed at")),
        text("purpose", N_("For"), OldPartPurpose),
        text("state", N_("State"), OldPartState),
        text("shelf", N_("Shelf")),
        text("claim_no", N_("Claim")),
        text("note", N_("Note")),
        flag("owed", N_("For the supplier")),
        flag("gone", N_("Sent to it")),
    ),
)

CLAIMS = MonthTable(
    Table.CLAIMS,
    N_("Claim summary"),
    (
        text("no", N_("Claim")),
        text("supplier", N_("Supplier")),
        text("order_no", N_("Order")),
        text("plate", N_("Plate")),
        text("part", N_("Causal part")),
        day("fault_on", N_("Fault on")),
        text("state", N_("State"), ClaimState),
        day("due_on", N_("Due on")),
        moment("submitted_at", N_("Submitted at")),
        moment("decided_at", N_("Decided at")),
        flag("sent", N_("Handed in")),
        flag("decided", N_("Decisions")),
        flag("granted", N_("Granted")),
        money("claimed_fen", N_("Claimed")),
        money("approved_fen", N_("Amount approved")),
        money("deducted_fen", N_("Deducted")),
    ),
    N_("Claims of this month's lists, as they stand now."),
)

REWORKS = MonthTable(
    Table.REWORKS,
    N_("Reworks"),
    (
        text("no", N_("Case")),
        moment("opened_at", N_("Opened at")),
        text("order_no", N_("Order")),
        text("plate", N_("Plate")),
        text("customer", N_("Customer")),
        text("first_order_no", N_("First order")),
        text("line", N_("Work item")),
        text("fault", N_("Fault")),
        number("attempt", N_("Attempt")),
        text("state", N_("State"), ReworkState),
        text("cause", N_("Cause"), ReworkCause),
        day("due_on", N_("Evidence by")),
        moment("decided_at", N_("Decided at")),
        flag("cases", N_("Rework cases")),
        flag("ours", N_("Our fault")),
        text("referred_to", N_("Referred to")),
        money("referral_fen", N_("Cost of referral")),
    ),
)

TABLES = (STOCK, GOODS, SUPPLIERS, COUNTS, SHELF, OLD_PARTS, CLAIMS, REWORKS)
