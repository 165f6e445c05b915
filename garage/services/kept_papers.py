"""Papers as they went out: the log keeps them, and nobody changes the log."""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from garage.domain import snapshots
from garage.models.audit import AuditEntry
from garage.models.listing import tuples
from garage.services import shop
from garage.services.command import By, audit

ACT = "paper"
"""The act by which the log names the papers that it keeps."""

T = TypeVar("T")


def keep(by: By, noun: str, ref: int, paper: Any) -> None:
    """Keep the paper that goes out by this act; what happens later to what it names changes it no more."""
    plain = replace(paper, garage=replace(paper.garage, logo=b""))
    audit(by, ACT, noun, ref, after={"paper": json.loads(snapshots.dump(plain))})


def count(noun: str, ref: int, since: datetime, before: datetime) -> int:
    """How many papers of that kind were kept from `since` until just before another moment."""
    mine = (AuditEntry.noun == noun) & (AuditEntry.act == ACT) & (AuditEntry.ref == ref)
    return int(AuditEntry.select().where(mine & (AuditEntry.at >= since) & (AuditEntry.at < before)).count())


def kept(kind: type[T], noun: str, refs: Collection[int], at: datetime | None = None) -> dict[int, T]:
    """{ref: its last paper, with the sign over the door as it is today} of those that were kept; with `at` at that moment."""
    if not refs:
        return {}
    mine = (AuditEntry.noun == noun) & (AuditEntry.act == ACT) & AuditEntry.ref.in_(list(refs))
    if at is not None:
        mine &= AuditEntry.at == at
    query = AuditEntry.select(AuditEntry.ref, AuditEntry.after).where(mine).order_by(AuditEntry.id)
    papers = {ref: json.dumps(json.loads(after)["paper"]) for ref, after in tuples(query)}
    if not papers:
        return {}
    logo = shop.letterhead().logo
    found: dict[int, Any] = {ref: snapshots.load(kind, text) for ref, text in papers.items()}
    return {ref: replace(one, garage=replace(one.garage, logo=logo)) for ref, one in found.items()}
