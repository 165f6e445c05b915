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
