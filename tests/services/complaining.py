"""Complaints on their way round the loop, as their tests need them."""

from garage.domain.complaints import ComplaintCategory, ComplaintChannel, ComplaintLevel, ComplaintState
from garage.models.complaints import Complaint
from garage.services import complaints
from garage.services.command import By
from garage.services.complaints import ComplaintData

REPAIR = ComplaintData(
    "刹车修好第二天又响了",
    complainant="李先生",
    phone="13900139000",
    category=ComplaintCategory.REPAIR,
    demand="免费重修",
    assigned_to=1,
)


def to_told(by: By, ref: int, person: int) -> None:
    """From wherever a round begins to the customer who hears of the result."""
    row = Complaint.get_by_id(ref)
    if row.state == ComplaintState.REGISTERED:
        level = ComplaintLevel(row.level)
        complaints.classify(by, ref, None, ComplaintCategory.REPAIR, level, potential=row.potential)
        complaints.assign(by, ref, None, person)
    complaints.verify(by, ref, None, "制动片有杂质", our_fault=True, responsible=person)
    complaints.plan(by, ref, None, "来料未检", "换片并抽检同批次", 5_000)
    complaints.implement(by, ref, None, "已换")
    complaints.inform(by, ref, None, "王女士", ComplaintChannel.PHONE)
