"""Weekly fault reports as they were told: a supplier is shown later what it heard then (S4, E5)."""

from collections.abc import Collection
from datetime import datetime, time

from garage.domain.claims import Remedy
from garage.domain.dates import week_of
from garage.domain.documents import Imprint
from garage.domain.documents_settling import ReportedFault, WeeklyFaults
from garage.models.claims import Claim
from garage.services import kept_papers, shop, staff
from garage.services.command import By
from garage.services.listed_claims import causal_parts
from garage.services.papers_claims import terms_contact

NOUN = "weekly_faults"
"""What the log calls the reports of a supplier; they are no table of their own."""


def draw(supplier_id: int, claim_ids: Collection[int], at: datetime, imprint: Imprint) -> WeeklyFaults:
    """质量故障周报 of the week of `at` with these faults as they stand now."""
    first, last = week_of(at.date())
    before = kept_papers.count(NOUN, supplier_id, datetime.combine(first, time()), at)
    claims = list(Claim.select().where(Claim.id.in_(list(claim_ids))).order_by(Claim.fault_on, Claim.id))
    causal = causal_parts(claim_ids)
    return WeeklyFaults(
        garage=shop.letterhead(),
        imprint=imprint,
        number=f"{supplier_id:04d}-{first:%Y%m%d}" + (f"-{before + 1}" if before else ""),
        supplier=terms_contact(supplier_id),
        first=first,
        last=last,
        faults=tuple(_reported(claim, causal.get(claim.id, "")) for claim in claims),
        made_by=imprint.operator,
    )


def _reported(claim: Claim, part: str) -> ReportedFault:
    return ReportedFault(
        claim_no=claim.no,
        fault_on=claim.fault_on,
        vin=claim.vin,
        model=claim.model,
        odometer_km=claim.odometer_km,
        part=part,
        symptoms=claim.symptoms,
        cause=claim.cause,
        remedy=Remedy(claim.remedy) if claim.remedy else None,
        major=bool(claim.major),
    )


def keep(by: By, supplier_id: int, claim_ids: Collection[int]) -> None:
    """Keep the report that is told by this act; what is found out about its faults later changes it no more."""
    who = staff.names([by.staff_id]).get(by.staff_id, "")
    kept_papers.keep(by, NOUN, supplier_id, draw(supplier_id, claim_ids, by.at, Imprint(who, by.at)))


def kept(supplier_id: int, at: datetime) -> WeeklyFaults | None:
    """The report that a supplier was told at that moment, None where none was kept."""
    return kept_papers.kept(WeeklyFaults, NOUN, [supplier_id], at).get(supplier_id)
