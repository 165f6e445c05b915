"""Whom a removed part is for, and what may be done with it where it stands."""

import pytest

from garage.domain.lines import PayType
from garage.domain.old_parts import (
    LICENSED,
    SOURCES,
    Hazard,
    OldPartAct,
    OldPartPurpose,
    OldPartState,
    Tag,
    purpose_of,
    refusals,
    share_fen,
)
from garage.domain.orders import OldPartChoice

A, S, P = OldPartAct, OldPartState, OldPartPurpose


def why(act: OldPartAct, state: S, purpose: P = P.SCRAP, claim: str = "") -> list[str]:
    return [reason.code for reason in refusals(act, Tag("OP-2026-00001", state, purpose, claim))]


@pytest.mark.parametrize(
    ("choice", "pays", "back", "purpose"),
    [
        (OldPartChoice.TAKE, PayType.CUSTOMER, False, P.CUSTOMER),
        (OldPartChoice.WAIVE, PayType.CUSTOMER, False, P.SCRAP),
        (OldPartChoice.NONE, None, False, P.SCRAP),
        (OldPartChoice.UNDECIDED, PayType.INSURANCE, False, P.UNDECIDED),
        (OldPartChoice.TAKE, PayType.CLAIM, False, P.CLAIM),
        (OldPartChoice.TAKE, PayType.CUSTOMER, True, P.CLAIM),
        (OldPartChoice.WAIVE, PayType.REWORK, False, P.UNDECIDED),
    ],
)
def test_the_supplier_comes_first_then_what_the_customer_said(
    choice: OldPartChoice, pays: PayType | None, back: bool, purpose: P
) -> None:
    assert purpose_of(choice, pays, back) is purpose


@pytest.mark.parametrize(
    ("purpose", "code"), [(P.CUSTOMER, "customer"), (P.CLAIM, "claim"), (P.UNDECIDED, "undecided")]
)
def test_only_what_is_the_garages_own_is_scrapped(purpose: P, code: str) -> None:
    assert why(A.APPROVE_SCRAP, S.SHELVED, purpose) == [code]
    assert why(A.APPROVE_SCRAP, S.SHELVED, P.SCRAP) == []
    assert why(A.APPROVE_SCRAP, S.TAGGED, P.SCRAP) == ["state"]


@pytest.mark.parametrize("act", [A.DECIDE, A.HAND_OVER, A.WAIVE, A.APPROVE_SCRAP, A.VOID])
def test_what_a_claim_rests_on_stays_as_it_is(act: A) -> None:
    assert "claimed" in why(act, S.SHELVED, P.CLAIM, "WC-2026-00001")
    assert "claimed" not in why(act, S.SHELVED, P.CLAIM)


def test_it_may_be_moved_and_sent_while_a_claim_rests_on_it() -> None:
    assert why(A.SHELVE, S.SHELVED, P.CLAIM, "WC-2026-00001") == []
    assert why(A.SEND, S.SHELVED, P.CLAIM, "WC-2026-00001") == []


def test_the_customers_part_goes_to_no_supplier() -> None:
    assert why(A.SEND, S.SHELVED, P.CUSTOMER) == ["customer"]
    assert why(A.HOLD, S.SHELVED, P.CUSTOMER) == ["customer"]
    assert why(A.HAND_OVER, S.SHELVED, P.CLAIM) == ["claim"]


@pytest.mark.parametrize("state", [S.RETURNED_CUSTOMER, S.SCRAPPED, S.VOIDED])
def test_nothing_more_happens_to_what_is_gone(state: S) -> None:
    assert [act for act in A if not why(act, state)] == []


def test_scrapping_is_approved_before_it_happens_and_can_be_taken_back() -> None:
    assert why(A.DISPOSE, S.SHELVED) == ["state"]
    assert why(A.DISPOSE, S.SCRAP_APPROVED) == []
    assert why(A.KEEP, S.SCRAP_APPROVED) == []
    assert why(A.HOLD, S.SCRAP_APPROVED, P.SCRAP) == ["state"]


def test_every_act_starts_somewhere_and_a_refusal_names_the_tag() -> None:
    assert set(SOURCES) == set(A)
    [reason] = refusals(A.COUNT_IN, Tag("OP-2026-00001", S.SENT_SUPPLIER, P.CLAIM))
    assert reason.text == "OP-2026-00001 is with the supplier."


def test_everything_dangerous_but_a_tyre_needs_a_licence() -> None:
    assert set(Hazard) - LICENSED == {Hazard.TYRE}


def test_a_share_is_cut_down() -> None:
    assert share_fen(100, 1000, 3000) == 33
