"""The audit log of an order's lines in words: what was done with one, and what was typed beside its price."""

from garage.i18n import N_

LINE_ACTS: dict[tuple[str, str], str] = {
    ("work_order", "line discount"): N_("Discount on a line"),
    ("order_line", "link part"): N_("Stock part named"),
    ("order_line", "substitute"): N_("Substitute taken"),
    ("order_line", "start"): N_("Line started"),
    ("order_line", "pause"): N_("Line paused"),
    ("order_line", "finish"): N_("Line finished"),
    ("order_line", "redo"): N_("Line to be done again"),
    ("order_line", "bill issued"): N_("Billed as issued"),
    ("order_line", "line discount"): N_("Discount on a line"),
    ("order_line", "who pays"): N_("Somebody else pays for a line"),
    ("order_line", "approve"): N_("Owner approved"),
    ("order_line", "accept"): N_("Customer agreed to a line"),
    ("order_line", "decline"): N_("Customer declined a line"),
    ("order_line", "withdraw"): N_("Line taken back"),
    ("order_line", "drop"): N_("Line taken off"),
    ("order_line", "vendor cost"): N_("Cost of the other garage known"),
}
