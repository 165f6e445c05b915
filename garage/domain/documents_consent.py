"""Papers of what is agreed after the authorisation: the supplement and the delay notice."""

from dataclasses import dataclass
from datetime import datetime

from garage.domain.documents import DocumentLine, Imprint, Letterhead, OrderHead
from garage.domain.orders import ConsentChannel, SupplementState


@dataclass(frozen=True)
class SupplementForm:
    """增项确认单: work found after the authorisation, and the customer's answer once there is one; money fen."""

    garage: Letterhead
    imprint: Imprint
    head: OrderHead
    number: str
    state: SupplementState
    found_at: datetime
    reason: str
    safety: bool
    lines: tuple[DocumentLine, ...]
    declined: tuple[int, ...]
    """Positions of the lines that the customer did not want."""
    before_fen: int
    """What the order came to without this supplement."""
    delta_fen: int
    """What all its lines come to."""
    agreed_fen: int | None = None
    """What the lines that the customer agreed to come to; None before the answer."""
    promised_before: datetime | None = None
    promised_at: datetime | None = None
    """The new promised time; None when the promise stands."""
    channel: ConsentChannel | None = None
    answered_by: str = ""
    answered_at: datetime | None = None
    note: str = ""
    consequence: str = ""
    """What may happen when safety work is not done, as the customer was told."""
    taken_by: str = ""
    """Who took the answer."""

    @property
    def total_fen(self) -> int:
        """What the order comes to with this supplement, as far as it was agreed to."""
        return self.before_fen + (self.delta_fen if self.agreed_fen is None else self.agreed_fen)


@dataclass(frozen=True)
class DelayNotice:
    """延时告知单: the car will be ready later than promised, why, and how the customer was told."""

    garage: Letterhead
    imprint: Imprint
    head: OrderHead
    number: str
    reason: str
    promised_before: datetime | None
    promised_at: datetime
    told_at: datetime
    told_who: str
    channel: ConsentChannel
    note: str = ""
