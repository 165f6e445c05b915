"""The check list of a claim: of one that went out it is the list with which it went, whatever becomes of its parts (E4)."""

import json
from collections.abc import Sequence
from typing import Any

from garage.domain.claim_checks import Check, ClaimFacts, as_it_went, check_list
from garage.domain.claims import ClaimState
from garage.models.audit import AuditEntry
from garage.models.statements import statement
from garage.services.claim_facts import NOUN
from garage.services.command import By, audit

ACT = "checked"
"""The act by which the log names the items with which a claim went out."""
_S = ClaimState
_UNSENT = frozenset({_S.DRAFT, _S.DROPPED})
_ASKED_AGAIN = _UNSENT | {_S.PARTLY_ACCEPTED, _S.REJECTED}
"""States in which the list says what is so now: the claim may go out, for the first time or again."""


def keep(by: By, claim_id: int, checks: Sequence[Check]) -> None:
    """Write down the items with which a claim goes out; the caller is the act."""
    audit(by, ACT, NOUN, claim_id, after={"items": [check.code for check in checks]})


def on_page(claim_id: int, state: ClaimState, facts: ClaimFacts) -> tuple[Check, ...]:
    """The list as the page shows it: as it is now while the claim may go out, else as it was when it did."""
    return tuple(check_list(facts) if state in _ASKED_AGAIN else _sent(claim_id, facts))


def on_paper(claim_id: int, state: ClaimState, facts: ClaimFacts) -> tuple[Check, ...]:
    """The list as the application names it: of one that went out with what it went last."""
    return tuple(check_list(facts) if state in _UNSENT else _sent(claim_id, facts))


def _sent(claim_id: int, facts: ClaimFacts) -> list[Check]:
    entries = [json.loads(after)["items"] for (after,) in _kept.rows(claim_id)]
    return as_it_went(check_list(facts), entries[-1] if entries else None)


@statement
def _kept(claim_id: Any) -> Any:
    mine = (AuditEntry.ref == claim_id) & (AuditEntry.noun == NOUN) & (AuditEntry.act == ACT)
    return AuditEntry.select(AuditEntry.after).where(mine).order_by(AuditEntry.id)
