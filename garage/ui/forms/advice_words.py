"""How advice is said: until when it is due, who declined it."""

from garage.i18n import _
from garage.services.vehicle_history import AdviceRow


def say_due_by(row: AdviceRow) -> str:
    """The day or kilometres by which the work is due; "" for none."""
    day = row.due_on.isoformat() if row.due_on else ""
    km = _("{km} km").format(km=f"{row.due_km:,}") if row.due_km else ""
    return " / ".join(word for word in (day, km) if word)


def say_refusal(row: AdviceRow) -> str:
    """Who declined it and when; "" while nobody did."""
    if not row.declined:
        return ""
    who = row.signed_by or _("the customer")
    if row.declined_at is None:
        return _("declined by {who}").format(who=who)
    return _("declined by {who} on {day}").format(who=who, day=f"{row.declined_at:%Y-%m-%d %H:%M}")
