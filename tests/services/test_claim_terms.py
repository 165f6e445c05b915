"""What a supplier asks of a claim: entered once, changed with the version that was shown."""

from dataclasses import replace

import pytest

from garage.domain.claims import ClaimBasis, ReturnDuty, SettleMode, Terms
from garage.errors import FieldError, StaleError
from garage.services import claim_terms, suppliers
from garage.services.command import By


@pytest.fixture
def supplier(boss: By) -> int:
    return suppliers.add(boss, name="深圳众诚汽配")


def test_a_supplier_that_nobody_asked_has_the_usual_terms(boss: By, supplier: int) -> None:
    assert claim_terms.of(supplier) == Terms()
    assert [(row.supplier, row.version) for row in claim_terms.rows()] == [("深圳众诚汽配", 0)]
    with pytest.raises(KeyError):
        claim_terms.save(boss, 99, Terms())


def test_all_terms_are_kept(boss: By, supplier: int) -> None:
    terms = Terms(
        months=24,
        km=100_000,
        claim_days=30,
        return_duty=ReturnDuty.ALWAYS,
        price_basis=ClaimBasis.PRICE,
        price_bp=-1_500,
        labour_rate_fen=9_000,
        approval_first=True,
        reinspects=True,
        due_day=5,
        answer_days=3,
        settle_mode=SettleMode.CASH,
        contact="周经理",
        phone="0755-26513388",
        email="claims@example.com",
        note="附照片",
    )
    claim_terms.save(boss, supplier, terms)
    row = claim_terms.one(supplier)
    assert (row.terms, row.version) == (terms, 1)
    claim_terms.save(boss, supplier, replace(terms, km=None), 1)
    assert claim_terms.of(supplier).km is None


def test_who_saw_older_terms_is_told(boss: By, supplier: int) -> None:
    claim_terms.save(boss, supplier, Terms(months=12))
    for seen in (0, 7):
        with pytest.raises(StaleError):
            claim_terms.save(boss, supplier, Terms(months=24), seen)
    assert claim_terms.of(supplier).months == 12


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Terms(months=-1), "months"),
        (Terms(km=0), "km"),
        (Terms(claim_days=-1), "claim_days"),
        (Terms(price_bp=-10_001), "price_bp"),
        (Terms(labour_rate_fen=-1), "labour_rate_fen"),
        (Terms(due_day=29), "due_day"),
        (Terms(answer_days=0), "answer_days"),
        (Terms(contact="x" * 41), "contact"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(boss: By, supplier: int, wrong: Terms, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        claim_terms.save(boss, supplier, wrong)
    assert refused.value.field == field
