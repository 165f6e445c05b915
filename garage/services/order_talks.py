"""Everything that was said about a job: its follow-up calls, its complaints, and any other talk (G2, H8)."""

from typing import Any

from garage.models.complaints import Complaint
from garage.models.contacts import ContactLog
from garage.models.followups import FollowUp
from garage.models.statements import statement
from garage.services import contacts
from garage.services.contacts import TalkRow


def of_order(order_id: int) -> list[TalkRow]:
    """The talks about an order, at its follow-up calls and about its complaints; the oldest first."""
    found = [contacts.one(ref) for (ref,) in _ids.rows(order_id)]
    return sorted(found, key=lambda row: (row.at, row.id))


@statement
def _ids(order_id: Any) -> Any:
    calls = FollowUp.select(FollowUp.id).where(FollowUp.order == order_id)
    complaints = Complaint.select(Complaint.id).where(Complaint.order == order_id)
    at_call = ContactLog.follow_up.in_(calls) | ContactLog.complaint.in_(complaints)
    return ContactLog.select(ContactLog.id).where((ContactLog.order == order_id) | at_call)
