"""What a customer's page shows beside the cars, each kind in a list of its own (A10)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FileTab(StrEnum):
    """The lists, in the order in which they stand."""

    ORDERS = "ORDERS"
    MONEY = "MONEY"
    TALKS = "TALKS"
    COMPLAINTS = "COMPLAINTS"
    LETTERS = "LETTERS"
    PLANNED = "PLANNED"
    ADVICE = "ADVICE"
    MEMBER = "MEMBER"


@dataclass(frozen=True)
class FileEntry:
    """One line of a list: `no` is the number of a document that can be opened, `order_id` its order where it has one.

    `tone` is "bad" for what is late or unsafe, "warn" for what is open, "muted" for what is over.
    """

    key: tuple[str, int]
    day: date | None
    what: str
    no: str
    about: str
    state: str = ""
    amount: str = ""
    order_id: int | None = None
    tone: str = ""
