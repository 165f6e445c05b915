"""The call list of a campaign as it is printed."""

from dataclasses import dataclass
from datetime import date, datetime

from garage.domain.campaigns import Answer, CampaignKind, TargetState
from garage.domain.documents import Imprint, Letterhead


@dataclass(frozen=True)
class ListedTarget:
    """A line: whom to call, why, and what came of it; empty where it is to be written by hand."""

    customer: str
    phone: str
    state: TargetState
    call_time: str = ""
    plate: str = ""
    model: str = ""
    why: str = ""
    called_at: datetime | None = None
    answer: Answer | None = None
    note: str = ""


@dataclass(frozen=True)
class CallList:
    """活动邀约电话清单: the customers of a campaign in the order in which they are called."""

    garage: Letterhead
    imprint: Imprint
    number: str
    kind: CampaignKind
    title: str
    starts_on: date
    ends_on: date
    call_by: date
    place: str = ""
    content: str = ""
    caller: str = ""
    targets: tuple[ListedTarget, ...] = ()
