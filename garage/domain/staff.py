"""Who works at the garage: roles."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may be asked to do (S0 §1.2, S1 2); one person may hold several."""

    OWNER = "OWNER"
    ADVISOR = "ADVISOR"
    FOREMAN = "FOREMAN"
    MECHANIC = "MECHANIC"
    LEADER = "LEADER"
    INSPECTOR = "INSPECTOR"
    STOREKEEPER = "STOREKEEPER"
    CASHIER = "CASHIER"
    CALLER = "CALLER"


SEES_COSTS = frozenset({Role.OWNER, Role.ADVISOR, Role.STOREKEEPER, Role.CASHIER})
"""Whose business the money of a job is: what parts cost, and what was earned (H4: mechanics never see cost)."""
