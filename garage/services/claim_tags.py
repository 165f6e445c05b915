"""Old parts that claims rest on: the one a line names, and whatever else came off by the line it claims (invariant 17)."""

from collections.abc import Collection
from typing import Any

from peewee import fn

from garage.domain.old_parts import OldPartPurpose, OldPartState
from garage.models.claims import Claim, ClaimLine
from garage.models.listing import tuples
from garage.models.old_parts import OldPart


def came_along(line: Any = ClaimLine, old: Any = OldPart) -> Any:
    """Whether an old part came off by the order line that a live claim line asks for, and is kept for it.

    What is not as it came off is no evidence; the supplier gets it all the same when it wants it.
    """
    kept = (old.purpose == OldPartPurpose.CLAIM.value) & old.intact & (old.state != OldPartState.VOIDED.value)
    return (line.order_line == old.line) & line.live & kept


def of_claims(claim_ids: Collection[int]) -> dict[int, list[int]]:
    """{claim line: its old parts}, the one that the line names first; lines without any are left out."""
    if not claim_ids:
        return {}
    mine = ClaimLine.claim.in_(list(claim_ids))
    tags: dict[int, list[int]] = {}
    named = ClaimLine.select(ClaimLine.id, ClaimLine.old_part).where(mine & ClaimLine.old_part.is_null(False))
    also = ClaimLine.select(ClaimLine.id, OldPart.id).join(OldPart, on=came_along())
    for query in (named, also.where(mine & ~_named_elsewhere()).order_by(OldPart.id)):
        for line_id, ref in tuples(query):
            held = tags.setdefault(line_id, [])
            if ref not in held:
                held.append(ref)
    return tags


def numbers_of(claim_ids: Collection[int]) -> dict[int, list[str]]:
    """{claim: numbers of the old parts it rests on}, by its lines."""
    tags = of_claims(claim_ids)
    if not tags:
        return {}
    lines = ClaimLine.select(ClaimLine.id, ClaimLine.claim).where(ClaimLine.id.in_(list(tags)))
    refs = {ref for held in tags.values() for ref in held}
    numbers = dict(tuples(OldPart.select(OldPart.id, OldPart.no).where(OldPart.id.in_(list(refs)))))
    found: dict[int, list[str]] = {}
    for line_id, claim_id in tuples(lines.order_by(ClaimLine.claim, ClaimLine.position)):
        found.setdefault(claim_id, []).extend(numbers[ref] for ref in tags[line_id])
    return found


def claims_on(old_part_ids: Collection[int]) -> Any:
    """Claims that old parts count in, each once."""
    mine = OldPart.id.in_(list(old_part_ids))
    named = ClaimLine.select(ClaimLine.claim).join(OldPart, on=(OldPart.id == ClaimLine.old_part))
    also = ClaimLine.select(ClaimLine.claim).join(OldPart, on=came_along())
    refs = {ref for (ref,) in tuples(named.where(mine & ClaimLine.live))}
    refs |= {ref for (ref,) in tuples(also.where(mine & ~_named_elsewhere()))}
    return Claim.select().where(Claim.id.in_(sorted(refs)))


def _named_elsewhere() -> Any:
    """Another line, of this claim or of another, names the old part itself."""
    other = ClaimLine.alias()
    own = (other.old_part == OldPart.id) & other.live & (other.id != ClaimLine.id)
    return fn.EXISTS(other.select(other.id).where(own))
