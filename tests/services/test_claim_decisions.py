"""What the supplier decides on a claim, and what follows: asked again, given up, on a notice, proved (E6, invariant 17)."""

from datetime import date

import pytest

from garage.domain.claims import MOVES, ClaimState
from garage.domain.lines import PayType
from garage.domain.staff import Role
from garage.errors import FieldError, RuleError, StaleError
from garage.models.claims import ClaimLine, ClaimNotice
from garage.services import claims, concessions, old_parts, staff
from garage.services.command import By
from tests.services.claiming import Claiming
from tests.services.road import codes
from tests.services.stockroom import Stockroom


@pytest.fixture
def shop(boss: By, mechanic: int) -> Claiming:
    return Claiming(Stockroom(boss, mechanic))


def pump(shop: Claiming, **columns: object) -> int:
    """A water pump, five on the shelf at 180.00."""
    return shop.room.part(5, 90_000, name="水泵", **columns)


@pytest.mark.parametrize(
    ("approved", "state"),
    [
        ((18_000, 24_000), ClaimState.ACCEPTED),
        ((18_000, 0), ClaimState.PARTLY_ACCEPTED),
        ((0, 0), ClaimState.REJECTED),
    ],
)
def test_the_state_follows_what_is_given(
    shop: Claiming, approved: tuple[int, int], state: ClaimState
) -> None:
    claim = shop.submitted(pump(shop), labour_fen=24_000)
    assert shop.decide(claim, *approved) is state
    row = shop.row(claim)
    assert (row.state, row.approved_fen, row.decision) == (state.value, sum(approved), "核定 2026-118")
    assert list(claims.check_books()) == []


def test_no_more_is_given_than_asked_and_less_has_a_reason(shop: Claiming) -> None:
    claim = shop.submitted(pump(shop), labour_fen=24_000)
    for approved, reason, field in (
        ((18_001, 0), "x", "lines.0.approved"),
        ((18_000, 1), "", "lines.1.reason"),
    ):
        with pytest.raises(FieldError) as refused:
            shop.decide(claim, *approved, reason=reason)
        assert refused.value.field == field
    with pytest.raises(FieldError, match="Every line"):
        claims.decide(shop.by, claim, shop.version(claim), [])
    assert shop.state(claim) is ClaimState.SUBMITTED
    assert ClaimLine.select().where(ClaimLine.approved_fen.is_null(False)).count() == 0


def test_asking_again_opens_the_decision_and_counts_the_round(shop: Claiming) -> None:
    claim = shop.submitted(pump(shop), labour_fen=24_000)
    shop.decide(claim, 18_000, 0)
    shop.later(20)
    claims.resubmit(shop.by, claim, shop.version(claim), "附上工时标准")
    row = shop.row(claim)
    assert (row.state, row.rounds, row.approved_fen) == ("SUBMITTED", 1, 0)
    assert (row.period, row.due_on) == ("2026-12", date(2027, 1, 10))
    assert all(line.approved_fen is None for line in shop.claim_lines(claim))
    assert shop.decide(claim, 18_000, 24_000) is ClaimState.ACCEPTED
    with pytest.raises(RuleError):
        claims.resubmit(shop.by, claim, shop.version(claim), "再来")


def test_a_rejected_part_stays_evidence_until_the_money_is_given_up(shop: Claiming) -> None:
    """Rejected after the part was scrapped cannot be: it could not have been scrapped."""
    claim = shop.submitted(pump(shop))
    tag = shop.old_part(claim)
    for _state in ("SUBMITTED", "REJECTED"):
        with pytest.raises(RuleError):
            old_parts.note_condition(shop.by, tag.id, condition="拆解", intact=False)
        if shop.state(claim) is ClaimState.SUBMITTED:
            shop.decide(claim, 0)
    claims.write_off(shop.by, claim, shop.version(claim), "超出质保")
    old_parts.note_condition(shop.by, tag.id, condition="拆解", intact=False)


def test_money_is_given_up_by_an_owner(shop: Claiming) -> None:
    claim = shop.submitted(pump(shop))
    clerk = staff.add(shop.by, name="小陈", roles={Role.ADVISOR})
    with pytest.raises(RuleError):
        claims.write_off(shop.by, claim, shop.version(claim), "放弃")  # nobody has decided yet
    shop.decide(claim, 0)
    with pytest.raises(FieldError, match="owner"):
        claims.write_off(By(clerk, shop.by.at), claim, shop.version(claim), "放弃")
    claims.write_off(By(clerk, shop.by.at), claim, shop.version(claim), "放弃", approved_by=shop.by.staff_id)
    row = shop.row(claim)
    assert (row.state, row.close_reason, row.approved_by) == ("WRITTEN_OFF", "放弃", shop.by.staff_id)
    assert list(claims.check_books()) == []


def test_what_was_granted_is_not_given_up_with_the_rest(shop: Claiming) -> None:
    """Writing off a part decision would lose the approved money: the notice takes that, and leaves the rest."""
    claim = shop.submitted(pump(shop))
    shop.decide(claim, 10_000)
    with pytest.raises(RuleError, match=r"¥100\.00 of it are granted") as refused:
        claims.write_off(shop.by, claim, shop.version(claim), "放弃")
    assert codes(refused) == {"granted"}
    assert shop.state(claim) is ClaimState.PARTLY_ACCEPTED
    assert ClaimState.WRITTEN_OFF not in MOVES[ClaimState.PARTLY_ACCEPTED]


def test_a_wrong_decision_is_taken_back_with_a_reason(shop: Claiming) -> None:
    claim = shop.submitted(pump(shop))
    shop.decide(claim, 0)
    with pytest.raises(FieldError):
        claims.take_back_decision(shop.by, claim, shop.version(claim), " ")
    claims.take_back_decision(shop.by, claim, shop.version(claim), "录错")
    assert (shop.state(claim), shop.row(claim).rounds) == (ClaimState.SUBMITTED, 0)
    assert list(claims.check_books()) == []


def test_claims_go_with_their_notice_and_come_off_it(shop: Claiming) -> None:
    claim = shop.submitted(pump(shop), labour_fen=24_000)
    shop.decide(claim, 18_000, 0)
    notice = ClaimNotice.create(
        no="CN-2026-00001",
        supplier=shop.supplier,
        state="ISSUED",
        issued_at=shop.by.at,
        due_on=shop.by.today,
        claimed_fen=42_000,
        approved_fen=18_000,
        mode="CREDIT",
        **shop.by.stamp(),
    ).id
    for state in (ClaimState.NOTICE_ISSUED, ClaimState.INVOICED, ClaimState.SETTLED):
        claims.follow_notice(shop.by, [claim], state, notice)
        assert (shop.state(claim), shop.row(claim).notice_id) == (state, notice)
    assert shop.row(claim).closed_at == shop.by.at
    for state in (ClaimState.INVOICED, ClaimState.NOTICE_ISSUED):
        claims.follow_notice(shop.by, [claim], state, notice)
    claims.follow_notice(shop.by, [claim], ClaimState.ACCEPTED, None)
    assert (shop.state(claim), shop.row(claim).notice_id) == (ClaimState.PARTLY_ACCEPTED, None)
    with pytest.raises(RuleError):
        claims.follow_notice(shop.by, [claim], ClaimState.SETTLED, notice)


def test_an_inspection_by_the_supplier_is_noted(shop: Claiming) -> None:
    claim = shop.draft(shop.job(pump(shop)))
    with pytest.raises(RuleError):
        claims.reinspect(shop.by, claim, shop.version(claim), "水封老化")
    shop.fill_in(claim)
    shop.submit(claim)
    with pytest.raises(FieldError):
        claims.reinspect(shop.by, claim, shop.version(claim), " ")
    claims.reinspect(shop.by, claim, shop.version(claim), "水封老化")
    assert shop.row(claim).reinspection == "水封老化"


def test_who_saw_an_older_claim_is_told(shop: Claiming) -> None:
    claim = shop.draft(shop.job(pump(shop)))
    seen = shop.version(claim)
    shop.fill_in(claim)
    with pytest.raises(StaleError):
        claims.submit(shop.by, claim, seen)


def test_what_is_claimed_is_charged_to_nobody_else(shop: Claiming) -> None:
    order = shop.job(pump(shop))
    claim = shop.draft(order)
    [line] = shop.lines(order)
    with pytest.raises(RuleError, match="WC-2026-00001") as refused:
        concessions.change_pay_type(shop.by, line, PayType.INTERNAL, "客户急用")
    assert codes(refused) == {"claimed"}
    claims.drop(shop.by, claim, shop.version(claim), "改内部")
    concessions.change_pay_type(shop.by, line, PayType.INTERNAL, "客户急用")


def test_the_proof_finds_what_no_act_would_do(shop: Claiming) -> None:
    claim = shop.submitted(pump(shop), labour_fen=24_000)
    shop.decide(claim, 18_000, 0)
    first, second = shop.claim_lines(claim)
    ClaimLine.update(approved_fen=20_000).where(ClaimLine.id == first.id).execute()
    ClaimLine.update(deduction_reason="").where(ClaimLine.id == second.id).execute()
    assert list(claims.check_books()) == [
        "WC-2026-00001 is not the sum of its lines.",
        "WC-2026-00001, line 1: it was decided otherwise than it was asked.",
        "WC-2026-00001, line 2: it was decided otherwise than it was asked.",
    ]
