"""The audit log of the stockroom's documents in words: purchase orders, receipts, sales, counts, write-offs."""

from collections.abc import Callable, Mapping
from typing import Any

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.purchasing import PurchaseState
from garage.domain.settlements import PayMethod
from garage.domain.stocktakes import StocktakeState, unknown_words
from garage.i18n import N_, _

STOCK_ACTS: dict[tuple[str, str], str] = {
    ("counter_sale", "create"): N_("Sold over the counter"),
    ("counter_sale", "approve"): N_("Owner approved"),
    ("counter_sale", "price override"): N_("Not the list price"),
    ("counter_sale", "on account"): N_("Put on account"),
    ("counter_sale", "void"): N_("Counter sale voided"),
    ("purchase_order", "create"): N_("Purchase order begun"),
    ("purchase_order", "change"): N_("Purchase order changed"),
    ("purchase_order", "lines"): N_("Goods of the order changed"),
    ("purchase_order", "place"): N_("Ordered from the supplier"),
    ("purchase_order", "expect"): N_("Another day expected"),
    ("purchase_order", "receive"): N_("Goods came in"),
    ("purchase_order", "reopen"): N_("Goods are awaited again"),
    ("purchase_order", "close"): N_("The rest is dropped"),
    ("purchase_order", "cancel"): N_("Purchase order withdrawn"),
    ("goods_receipt", "create"): N_("Goods booked in"),
    ("goods_receipt", "reverse"): N_("Receipt reversed"),
    ("goods_receipt", "invoice"): N_("Supplier's invoice entered"),
    ("goods_receipt", "invoice void"): N_("Supplier's invoice voided"),
    ("supplier_invoice", "create"): N_("Supplier's invoice entered"),
    ("supplier_invoice", "void"): N_("Supplier's invoice voided"),
    ("supplier_payment", "create"): N_("Supplier paid"),
    ("supplier_return", "create"): N_("Goods given back to the supplier"),
    ("supplier_return", "reverse"): N_("Return to the supplier reversed"),
    ("stocktake", "create"): N_("Stocktake begun"),
    ("stocktake", "explain"): N_("Difference explained"),
    ("stocktake", "unknown scan"): N_("Unknown code scanned"),
    ("stocktake", "looked after"): N_("Unknown codes looked after"),
    ("stocktake", "review"): N_("Count reviewed"),
    ("stocktake", "recount"): N_("Counted on"),
    ("stocktake", "post"): N_("Differences posted"),
    ("stocktake", "cancel"): N_("Stocktake given up"),
    ("write_off", "create"): N_("Goods written off"),
    ("write_off", "reverse"): N_("Write-off reversed"),
    ("write_off", "approve"): N_("Owner approved"),
}
"""By the table and the act that the log keeps."""

NOUNS = frozenset(noun for noun, _act in STOCK_ACTS)

Named = Mapping[str, Mapping[int, str]]
"""Names of what the log keeps by its id: "people", "suppliers" and "parts"."""


def stock_change(
    noun: str, act: str, before: Mapping[str, Any], after: Mapping[str, Any], named: Named
) -> str:
    """What an entry about one of these documents says, shortly; "" where the act says it all."""
    if act == "create":
        said = (_say(noun, name, after.get(name), named) for name in _SUMMARY.get(noun, ("no",)))
        return " · ".join(filter(None, said))
    if act == "price override":
        moved = ((name, before[name], fen) for name, fen in after.items())
        return "; ".join(f"{name}: {format_yuan(old)} → {format_yuan(new)}" for name, old, new in moved)
    changed = before.keys() | after.keys()
    words = (_change(noun, name, before, after, named) for name in _TITLES if name in changed)
    return "; ".join(filter(None, words))


def _change(noun: str, name: str, before: Mapping[str, Any], after: Mapping[str, Any], named: Named) -> str:
    old, new = (_say(noun, name, values.get(name), named) for values in (before, after))
    if old == new:
        return ""
    return f"{_(_TITLES[name])}: " + (f"{old} → {new or '–'}" if old else new)


def _say(noun: str, name: str, value: Any, named: Named) -> str:
    if value is None or value == "":
        return ""
    if name in _NAMES:
        return named[_NAMES[name]].get(value, "?")
    if name == "state":
        return label(_STATES[noun](value))
    return _VALUE.get(name, str)(value)


_STATES: dict[str, Callable[[str], PurchaseState | StocktakeState]] = {
    "purchase_order": PurchaseState,
    "stocktake": StocktakeState,
}
_NAMES = {"supplier": "suppliers", "part": "parts", "approved_by": "people"}
_VALUE: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("amount_fen", "payable_fen"), format_yuan),
    "method": lambda value: label(PayMethod(value)),
    "unknown_scans": lambda codes: _(", ").join(unknown_words(codes)),
}
_TITLES: dict[str, str] = {
    "state": N_("State"),
    "supplier": N_("Supplier"),
    "part": N_("Part"),
    "expected_on": N_("Expected"),
    "lines": N_("Lines"),
    "amount_fen": N_("Total"),
    "approved_by": N_("Approved by"),
    "unknown_scans": N_("Codes"),
    "note": N_("Note"),
}
"""Columns that are worth a word, in the order in which they are said."""
_SUMMARY: dict[str, tuple[str, ...]] = {
    "counter_sale": ("no", "payable_fen"),
    "purchase_order": ("no", "supplier"),
    "goods_receipt": ("no", "supplier", "delivery_no"),
    "supplier_invoice": ("invoice_no", "amount_fen", "due_on"),
    "supplier_payment": ("no", "amount_fen", "method", "reason"),
    "supplier_return": ("no", "reason"),
    "write_off": ("no", "reason", "approved_by"),
}
"""What is said of a new document; else its number."""
