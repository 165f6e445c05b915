"""What of an order's history is nobody else's business: costs of the garage and money asked of suppliers."""

from dataclasses import replace

from garage.domain.history import Entry

_OWN = frozenset({("order_line", "vendor cost")})
"""Acts that are about nothing but a cost."""
_COSTS = frozenset({"referral_cost_fen", "vendor_cost_fen", "claimed_fen", "approved_fen"})


def may_be_told(noun: str, act: str) -> bool:
    """Whether an entry of the log may be shown outside the garage; what was claimed from a supplier is told apart."""
    return noun != "claim" and (noun, act) not in _OWN


def without_costs(entry: Entry) -> Entry:
    """The entry without what something cost the garage."""
    before, after = (
        {name: value for name, value in values.items() if name not in _COSTS}
        for values in (entry.before, entry.after)
    )
    return replace(entry, before=before, after=after)
