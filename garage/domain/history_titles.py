"""The columns of an order that the history speaks of; a module of its own, because every act asks."""

from garage.i18n import N_

TITLES: dict[str, str] = {
    "state": N_("State"),
    "complaint": N_("Complaint"),
    "brought_by": N_("Brought by"),
    "arrival": N_("Arrival"),
    "category": N_("Repair category"),
    "odo_in": N_("Odometer"),
    "odo_out": N_("Odometer"),
    "fuel_eighths": N_("Fuel"),
    "warning_lamps": N_("Warning lamps"),
    "belongings": N_("Belongings"),
    "present": N_("In the car"),
    "valuables_removed": N_("Valuables taken out"),
    "walk_around_at": N_("Walk-around"),
    "old_parts": N_("Old parts"),
    "wash": N_("Wash"),
    "call_time": N_("Convenient call time"),
    "pay_method": N_("Payment by"),
    "promised_at": N_("Promised time"),
    "after_inspection": N_("Promised after inspection"),
    "bay": N_("Bay"),
    "priority": N_("Priority"),
    "fault_class": N_("Fault class"),
    "parking_spot": N_("Parking spot"),
    "customer_told_at": N_("Customer told"),
    "handover_agreed_at": N_("Handover time"),
    "insurer": N_("Insurer"),
    "insurer_case": N_("Case no."),
    "service_book": N_("Service book"),
}
"""Columns of an order that are worth a word, in the order in which they are said."""
SHOWN = frozenset(TITLES)
"""Columns that an entry always says, even when they are only its own moment."""
