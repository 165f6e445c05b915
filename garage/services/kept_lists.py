"""Monthly claim lists as they went out: the log keeps their paper, and nobody changes the log (S4, E5)."""

from collections.abc import Collection
from dataclasses import replace

from garage.domain.claim_notices import Channel
from garage.domain.claims import ClaimState
from garage.domain.documents import Imprint
from garage.domain.documents_settling import MonthlyClaims
from garage.models.claims import Claim, ClaimList
from garage.services import kept_papers, shop, staff
from garage.services.command import By
from garage.services.listed_claims import listed
from garage.services.papers_claims import terms_contact

NOUN = "claim_list"
"""Table that the log names."""


def on_list(list_id: int) -> list[Claim]:
    """The claims of a list, in their order; a draft that was dropped is not asked for any more."""
    live = (Claim.claim_list == list_id) & (Claim.state != ClaimState.DROPPED.value)
    return list(Claim.select().where(live).order_by(Claim.id))


def draw(row: ClaimList, imprint: Imprint) -> MonthlyClaims:
    """The paper of a list as it stands now."""
    return MonthlyClaims(
        garage=shop.letterhead(),
        imprint=imprint,
        number=row.no,
        supplier=terms_contact(row.supplier_id),
        period=row.period,
        due_on=row.due_on,
        sent_at=row.sent_at,
        channel=Channel(row.channel) if row.channel else None,
        claims=listed(claim.id for claim in on_list(row.id)),
        made_by=staff.names([row.created_by]).get(row.created_by, ""),
        note=row.note,
    )


def keep(by: By, row: ClaimList, channel: Channel, note: str) -> None:
    """Keep the paper of a list that goes out by this act; what happens to its claims later changes it no more."""
    paper = replace(draw(row, Imprint("", by.at)), sent_at=by.at, channel=channel, note=note)
    kept_papers.keep(by, NOUN, row.id, paper)


def kept(list_ids: Collection[int]) -> dict[int, MonthlyClaims]:
    """{list: its paper as it went out} of those that were kept."""
    return kept_papers.kept(MonthlyClaims, NOUN, list_ids)
