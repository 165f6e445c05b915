"""Rates, months and faults that come again: what is added up is what was there."""

from datetime import date

import pytest

from garage.domain.claims import WAITING, ClaimState
from garage.domain.returns_board import Ageing
from garage.domain.returns_figures import (
    ASKED,
    SPOKEN,
    FaultKind,
    Sighting,
    Tally,
    frequent,
    share_bp,
    tally_month,
    tally_supplier,
    told_faults,
    waiting_fen,
)

DAY = date(2026, 11, 21)


def tally(state: ClaimState, claims: int, claimed: int, approved: int = 0, granted: int = 0) -> Tally:
    return Tally(1, "众诚", "2026-11", state, claims, claimed, approved, granted)


def test_a_share_of_nothing_is_not_told() -> None:
    assert share_bp(0, 0) is None
    assert share_bp(1, 3) == 3333
    assert share_bp(2, 3) == 6667


def test_the_pass_rate_is_that_of_decided_claims_and_leaves_the_others_out() -> None:
    rows = [
        tally(ClaimState.DRAFT, 9, 90_000),
        tally(ClaimState.DROPPED, 9, 90_000),
        tally(ClaimState.SUBMITTED, 1, 50_000),
        tally(ClaimState.ACCEPTED, 2, 40_000, 40_000, 2),
        tally(ClaimState.PARTLY_ACCEPTED, 1, 20_000, 5_000, 1),
        tally(ClaimState.REJECTED, 1, 20_000),
    ]
    found = tally_supplier(1, "众诚", rows, Ageing(), 0, 0)
    assert (found.claims, found.claimed_fen) == (5, 130_000)
    assert (found.pass_bp, found.pass_fen_bp) == (7500, 5625)
    assert found.return_bp is None


def test_the_return_rate_is_what_was_sent_of_what_had_to_be() -> None:
    assert tally_supplier(1, "众诚", [], Ageing(), 4, 3).return_bp == 7500


def test_every_state_has_its_place_in_a_month_but_what_was_dropped() -> None:
    found = tally_month("2026-11", [tally(state, 1, 100, 40, 1) for state in ClaimState])
    places = (
        found.drafts,
        found.with_supplier,
        found.accepted,
        found.partly,
        found.rejected,
        found.settled,
        found.given_up,
    )
    assert sum(places) == found.claims == len(ClaimState) - 1
    assert found.claimed_fen == 100 * found.claims
    assert found.waiting_fen == 100 + 40 * (len(WAITING) - 1)
    assert found.approved_fen == 40 * len(SPOKEN)


@pytest.mark.parametrize("state", ClaimState)
def test_money_waits_only_while_a_claim_is_under_way(state: ClaimState) -> None:
    assert (waiting_fen(state, 70, 50) > 0) == (state in WAITING)


def test_what_went_out_was_decided_or_is_with_the_supplier() -> None:
    assert SPOKEN | {ClaimState.SUBMITTED} == ASKED


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("水温高，水泵渗漏", ["水温高", "水泵渗漏"]),
        ("异响; 异响 抖动", ["异响", "抖动"]),
        ("Noise / noise", ["noise"]),
        ("", []),
        ("响", []),
        ("86412", []),
        ("客户说上周在高速上行驶的时候突然听到前轮有很大的响声", []),
    ],
)
def test_faults_are_read_from_a_text_by_its_marks(text: str, faults: list[str]) -> None:
    assert list(told_faults(text)) == faults


def seen(order: int, name: str, kind: FaultKind = FaultKind.PART, supplier: str = "") -> Sighting:
    return Sighting(order, order % 2, DAY, kind, name, supplier)


def test_a_job_counts_once_for_what_was_noted_on_it_twice() -> None:
    [fault] = frequent([seen(1, "水泵"), seen(1, "水泵"), seen(2, "水泵", supplier="众诚")])
    assert (fault.jobs, fault.cars, fault.suppliers) == (2, 2, ("众诚",))
    assert frequent([seen(1, "水泵"), seen(1, "水泵")]) == []


def test_the_most_frequent_come_first_and_a_part_is_not_its_words() -> None:
    rows = [seen(n, "水泵") for n in range(3)] + [seen(n, "水泵", FaultKind.WORDS) for n in range(3)]
    rows += [seen(n, "异响", FaultKind.WORDS) for n in range(5)]
    assert [(one.kind, one.name, one.jobs) for one in frequent(rows)] == [
        (FaultKind.WORDS, "异响", 5),
        (FaultKind.PART, "水泵", 3),
        (FaultKind.WORDS, "水泵", 3),
    ]
