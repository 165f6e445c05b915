"""The tables of the month's workbook about work and money."""

from garage.domain.lines import LineKind, PartGrade, PayType, WorkType
from garage.domain.month_rows import Booked, Reduction
from garage.domain.month_tables import Table
from garage.domain.orders import OrderState
from garage.domain.settlements import Debtor, ReceiptKind
from garage.domain.warranty import RepairCategory
from garage.i18n import N_
from garage.reports.month_column import MonthTable, day, flag, hours, moment, money, number, quantity, text

ORDERS = MonthTable(
    Table.ORDERS,
    N_("Order list"),
    (
        text("kind", N_("Kind"), Booked),
        text("no", N_("Number")),
        text("plate", N_("Plate")),
        text("model", N_("Model")),
        text("customer", N_("Customer")),
        text("category", N_("Category"), RepairCategory),
        text("advisor", N_("Adviser")),
        text("state", N_("State"), OrderState),
        moment("received_at", N_("Came at")),
        moment("promised_at", N_("Promised for")),
        moment("ready_at", N_("Ready at")),
        moment("left_at", N_("Left at")),
        moment("settled_at", N_("Billed at")),
        text("slip_no", N_("Settlement no.")),
        flag("came", N_("Cars in")),
        flag("billed", N_("Bills")),
        flag("left", N_("Cars out")),
        flag("promised", N_("With a promise")),
        flag("on_time", N_("Ready on time")),
        flag("right_first", N_("Right first time")),
        flag("comeback", N_("Comeback")),
        flag("asked", N_("Supplements answered")),
        flag("agreed", N_("Of them agreed to")),
        money("labour_fen", N_("Labour charge")),
        money("parts_fen", N_("Parts charge")),
        money("other_fen", N_("Other fees")),
        money("discount_fen", N_("Discounts")),
        money("rounding_fen", N_("Rounding off")),
        money("revenue_fen", N_("Revenue")),
        money("revenue_of_orders_fen", N_("Of it by orders")),
        money("tax_fen", N_("VAT in it")),
        money("parts_cost_fen", N_("Cost of parts")),
        money("outside_cost_fen", N_("Sublet cost")),
        money("margin_fen", N_("Gross profit")),
    ),
    N_(
        "Revenue counts in the month of the bill, a car in the month in which it came and in that in which it left. "
        "A bill of an earlier month that was voided in this one is taken back by a line of its own. "
        "Gross profit = revenue − VAT − cost of parts − sublet cost."
    ),
    2,
)

LABOUR = MonthTable(
    Table.LABOUR,
    N_("Labour lines"),
    (
        text("no", N_("Number")),
        text("slip_no", N_("Settlement no.")),
        text("plate", N_("Plate")),
        moment("settled_at", N_("Billed at")),
        text("kind", N_("Kind"), LineKind),
        text("code", N_("Code")),
        text("name", N_("Work item")),
        text("trade", N_("Trade"), WorkType),
        text("category", N_("Category"), RepairCategory),
        text("pay_type", N_("Pay type"), PayType),
        text("mechanics", N_("Mechanics")),
        hours("hours_centi", N_("Hours")),
        money("rate_fen", N_("Labour price"), total=False),
        money("labour_fen", N_("Labour charge")),
        money("other_fen", N_("Other fees")),
        money("uncharged_fen", N_("Not charged")),
        money("discount_fen", N_("Discount")),
        text("vendor", N_("Vendor")),
        money("outside_cost_fen", N_("Sublet cost")),
    ),
    N_("Lines of the bills of this month; what is rework, claimed, internal or free stands as not charged."),
)

PARTS = MonthTable(
    Table.PARTS,
    N_("Parts used"),
    (
        text("kind", N_("Kind"), Booked),
        text("no", N_("Number")),
        text("slip_no", N_("Settlement no.")),
        text("plate", N_("Plate")),
        moment("settled_at", N_("Billed at")),
        text("code", N_("Code")),
        text("name", N_("Part")),
        text("brand", N_("Brand")),
        text("grade", N_("Grade"), PartGrade),
        text("unit", N_("Unit")),
        text("pay_type", N_("Pay type"), PayType),
        flag("supplied", N_("Customer's own")),
        quantity("qty_milli", N_("Quantity")),
        money("price_fen", N_("Price"), total=False),
        money("charged_fen", N_("Amount")),
        money("uncharged_fen", N_("Not charged")),
        money("discount_fen", N_("Discount")),
        money("cost_fen", N_("Cost")),
    ),
    N_("Parts of the bills and counter sales of this month, with what they cost at the moving average."),
    2,
)

MONEY = MonthTable(
    Table.MONEY,
    N_("Money received"),
    (
        text("no", N_("Receipt no.")),
        moment("at", N_("At")),
        text("kind", N_("Kind"), ReceiptKind),
        text("document", N_("Order or sale")),
        text("plate", N_("Plate")),
        text("payer", N_("Payer")),
        money("cash_fen", N_("Cash")),
        money("wechat_fen", N_("WeChat")),
        money("alipay_fen", N_("Alipay")),
        money("card_fen", N_("Bank card")),
        money("transfer_fen", N_("Bank transfer")),
        money("total_fen", N_("Total")),
        text("reversal_of", N_("Voids")),
        text("reason", N_("Reason")),
        text("who", N_("Cashier")),
    ),
    N_("Every receipt of this month; money paid back and voided receipts are below zero."),
)

DEBTS = MonthTable(
    Table.DEBTS,
    N_("Receivables"),
    (
        text("debtor", N_("Debtor"), Debtor),
        text("customer", N_("Customer")),
        text("document", N_("Order or sale")),
        text("slip_no", N_("Settlement no.")),
        text("plate", N_("Plate")),
        moment("billed_at", N_("Billed at")),
        day("due_on", N_("Due on")),
        number("late_days", N_("Days late")),
        money("owed_fen", N_("Still owed")),
        money("not_due_fen", N_("Not due yet")),
        money("days_30_fen", N_("1–30 days")),
        money("days_60_fen", N_("31–60 days")),
        money("days_90_fen", N_("61–90 days")),
        money("older_fen", N_("Over 90 days")),
    ),
    N_("What was owed at the end of the month, or is owed now while it runs."),
    2,
)

REDUCED = MonthTable(
    Table.REDUCED,
    N_("Discounts and voids"),
    (
        text("kind", N_("Kind"), Reduction),
        moment("at", N_("At")),
        text("document", N_("Order or sale")),
        text("slip_no", N_("Settlement or receipt")),
        text("customer", N_("Customer")),
        money("line_discount_fen", N_("Discounts of lines")),
        money("order_discount_fen", N_("Discount of the bill")),
        money("rounding_fen", N_("Rounding off")),
        money("allowance_fen", N_("Allowance")),
        money("voided_fen", N_("Amount voided")),
        text("reason", N_("Reason")),
        text("who", N_("Approved by")),
    ),
    N_(
        "What was let off the bills of this month, allowances made in it, and everything that was voided in it."
    ),
)

MECHANICS = MonthTable(
    Table.MECHANICS,
    N_("Work of mechanics"),
    (
        text("name", N_("Mechanic")),
        text("team", N_("Team")),
        flag("lines", N_("Lines")),
        hours("hours_centi", N_("Hours billed")),
        money("labour_fen", N_("Labour charge")),
        hours("clocked_centi", N_("Hours clocked")),
        flag("rework_lines", N_("Rework lines")),
    ),
    N_(
        "Hours and labour of the bills of this month by everybody's share, and hours clocked in the month. "
        "Work without a name was shared out to nobody."
    ),
)

DAYS = MonthTable(
    Table.DAYS,
    N_("Day by day"),
    (
        day("day", N_("Day")),
        flag("came", N_("Cars in")),
        flag("left", N_("Cars out")),
        flag("billed", N_("Bills")),
        money("revenue_fen", N_("Revenue")),
        money("received_fen", N_("Money received")),
    ),
)

RECORDS = MonthTable(
    Table.RECORDS,
    N_("Health record"),
    (
        text("garage", N_("Garage name")),
        text("vin", N_("VIN")),
        text("plate", N_("Plate")),
        day("received_on", N_("Brought on")),
        number("odometer_km", N_("Odometer (km)")),
        day("settled_on", N_("Settled on")),
        text("slip_no", N_("Settlement no.")),
        text("fault", N_("Fault")),
        text("work", N_("Work item")),
        hours("hours_centi", N_("Hours")),
        text("part", N_("Part")),
        text("part_code", N_("Part code")),
        quantity("qty_milli", N_("Quantity")),
    ),
    N_("The thirteen items of the electronic health record (JT/T 1132-2017), to be handed in."),
)

TABLES = (ORDERS, LABOUR, PARTS, MONEY, DEBTS, REDUCED, MECHANICS, DAYS, RECORDS)
