"""Papers as they were signed or settled: everything that was agreed, and the sign over the door as it is today."""

from dataclasses import replace
from typing import TypeVar

from garage.domain import snapshots
from garage.domain.documents import AuthorisationForm, SettlementSlip
from garage.domain.documents_consent import SupplementForm
from garage.domain.documents_quality import CompletionCertificate
from garage.services import shop

Paper = TypeVar("Paper", AuthorisationForm, SettlementSlip, SupplementForm, CompletionCertificate)


def freeze(paper: Paper) -> bytes:
    """A paper as it is kept: without the logo, which nobody agreed to and which is larger than all the rest."""
    return snapshots.freeze(replace(paper, garage=replace(paper.garage, logo=b"")))


def thaw(kind: type[Paper], kept: bytes) -> Paper:
    """The paper that was kept, for a reprint; raises ValueError when it is not one of `kind`."""
    paper = snapshots.thaw(kind, kept)
    return replace(paper, garage=replace(paper.garage, logo=shop.letterhead().logo))
