"""Settlement notices: what a supplier granted is its debt until the money or the credit is here (E6, invariant 17)."""

from datetime import date, timedelta

import pytest

from garage.domain.claim_notices import NoticeState
from garage.domain.claims import ClaimState, SettleMode
from garage.domain.settlements import PayMethod
from garage.domain.supplier_accounts import EntryKind
from garage.errors import FieldError, RuleError, StaleError
from garage.models.claims import ClaimNotice
from garage.models.purchasing import SupplierEntry, SupplierPayment
from garage.services import (
    books,
    claim_notice_rows,
    claim_notices,
    claim_vouchers,
    claims,
    settling_books,
    supplier_accounts,
    supplier_payments,
)
from garage.services.claim_notice_rows import NoticeFilter
from garage.services.command import Area, By, command
from tests.services.road import codes
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    return Settling(Stockroom(boss, mechanic))


def proof() -> list[str]:
    return [*settling_books.check_books(), *claims.check_books(), *books.supplier_books.check_books()]


def test_a_notice_is_the_sum_of_its_claims_and_the_suppliers_debt(shop: Settling) -> None:
    pump = shop.pump()
    full, part = shop.granted(pump), shop.granted(pump, 10_000)
    ref = shop.issue(full, part)
    row = claim_notice_rows.one(ref)
    assert (row.no, row.claimed_fen, row.approved_fen, row.deducted_fen) == (
        "CN-2026-00001",
        36_000,
        28_000,
        8_000,
    )
    assert (row.state, row.claims, shop.owed()) == (NoticeState.ISSUED, 2, -28_000)
    assert {shop.state(full), shop.state(part)} == {ClaimState.NOTICE_ISSUED}
    assert proof() == []


def test_money_comes_as_a_voucher_that_clears_the_debt(shop: Settling) -> None:
    claim = shop.granted(shop.pump())
    ref = shop.issue(claim, mode=SettleMode.CASH)
    shop.invoice(ref)
    assert shop.state(claim) is ClaimState.INVOICED
    assert shop.settle(ref, SettleMode.CASH) == "PV-2026-00001"
    voucher = supplier_payments.voucher("PV-2026-00001")
    assert voucher is not None
    assert (voucher.amount_fen, voucher.note) == (-18_000, "CN-2026-00001")
    assert (shop.owed(), shop.state(claim)) == (0, ClaimState.SETTLED)
    assert shop.row(claim).closed_at == shop.by.at
    assert claim_notice_rows.one(ref).payment_no == "PV-2026-00001"
    assert proof() == []


def test_credit_pays_for_the_next_goods(shop: Settling) -> None:
    claim = shop.granted(shop.pump())
    ref = shop.issue(claim)
    shop.invoice(ref)
    assert shop.settle(ref) == ""
    assert (shop.owed(), shop.state(claim)) == (-18_000, ClaimState.SETTLED)
    goods_in(shop, 50_000, EntryKind.RECEIPT)
    assert shop.owed() == 32_000
    supplier_payments.pay(shop.by, shop.supplier, PayMethod.TRANSFER, 32_000)
    assert shop.owed() == 0
    assert proof() == []


def goods_in(shop: Settling, fen: int, kind: EntryKind) -> None:
    """Goods on account, as the receipt's act enters them."""

    @command(Area.STOCK)
    def act(by: By) -> None:
        supplier_accounts.enter(by, shop.supplier, kind, fen, "GR-2026-00099")

    act(shop.by)


def test_money_that_comes_while_the_garage_owes_more_leaves_what_it_owes(shop: Settling) -> None:
    goods_in(shop, 50_000, EntryKind.RECEIPT)
    ref = shop.issue(shop.granted(shop.pump()))
    assert shop.owed() == 32_000
    shop.invoice(ref)
    shop.settle(ref, SettleMode.CASH)
    assert shop.owed() == 50_000
    assert claim_notice_rows.one(ref).mode is SettleMode.CASH


def test_a_voided_notice_leaves_nothing(shop: Settling) -> None:
    pump = shop.pump()
    full, part = shop.granted(pump), shop.granted(pump, 10_000)
    ref = shop.issue(full, part)
    claim_notices.void(shop.by, ref, 1, "供应商改单")
    assert shop.owed() == 0
    assert (shop.state(full), shop.state(part)) == (ClaimState.ACCEPTED, ClaimState.PARTLY_ACCEPTED)
    row = claim_notice_rows.one(ref)
    assert (row.state, row.claims, row.void_reason) == (NoticeState.VOIDED, 0, "供应商改单")
    again = shop.issue(full)
    assert (shop.notice(again).no, shop.owed()) == ("CN-2026-00002", -18_000)
    assert proof() == []


def test_a_settlement_is_taken_back_with_its_voucher(shop: Settling) -> None:
    claim = shop.granted(shop.pump())
    ref = shop.issue(claim)
    shop.invoice(ref)
    shop.settle(ref, SettleMode.CASH)
    claim_notices.take_back_settlement(shop.by, ref, shop.notice(ref).version, "退票")
    assert (shop.owed(), shop.state(claim)) == (-18_000, ClaimState.INVOICED)
    assert shop.row(claim).closed_at is None
    assert [row.amount_fen for row in SupplierPayment.select().order_by(SupplierPayment.id)] == [
        -18_000,
        18_000,
    ]
    claim_notices.take_back_invoice(shop.by, ref, shop.notice(ref).version, "发票作废")
    assert (shop.notice(ref).invoice_no, shop.state(claim)) == ("", ClaimState.NOTICE_ISSUED)
    claim_notices.void(shop.by, ref, shop.notice(ref).version, "重新结算")
    assert (shop.owed(), SupplierEntry.select().count()) == (0, 4)
    assert proof() == []


def test_the_voucher_of_a_settlement_is_not_voided_behind_its_back(shop: Settling) -> None:
    ref = shop.issue(shop.granted(shop.pump()))
    shop.invoice(ref)
    paid = shop.settle(ref, SettleMode.CASH)
    with pytest.raises(RuleError, match="CN-2026-00001") as refused:
        supplier_payments.void_payment(shop.by, paid, "录错")
    assert codes(refused) == {"notice"}
    assert proof() == []


def test_only_what_was_granted_goes_on_a_notice_and_once(shop: Settling) -> None:
    pump = shop.pump()
    given, waiting, refused_ = shop.granted(pump), shop.submitted(pump), shop.granted(pump, 0)
    other = Settling(shop.room, "常州轴承厂")
    foreign = other.granted(pump)
    for claim, code in ((waiting, "state"), (refused_, "state"), (foreign, "supplier")):
        with pytest.raises(RuleError) as refused:
            shop.issue(given, claim)
        assert codes(refused) == {code}
    assert (ClaimNotice.select().count(), shop.owed()) == (0, 0)
    shop.issue(given)
    with pytest.raises(RuleError):
        shop.issue(given)
    assert proof() == []


def test_a_claim_that_was_decided_anew_since_it_was_shown_is_refused(shop: Settling) -> None:
    claim = shop.granted(shop.pump())
    shown = shop.version(claim)
    claims.take_back_decision(shop.by, claim, shown, "录错")
    shop.decide(claim, 9_000)
    with pytest.raises(StaleError):
        claim_notices.issue(
            shop.by, shop.supplier, {claim: shown}, due_on=shop.by.today, mode=SettleMode.CASH
        )


def test_what_is_typed_wrong_is_said_at_its_field(shop: Settling) -> None:
    pump = shop.pump()
    first, second = shop.granted(pump), shop.granted(pump)
    yesterday = shop.by.today - timedelta(days=1)
    with pytest.raises(FieldError, match="at least one"):
        shop.issue()
    with pytest.raises(FieldError, match="over"):
        claim_notices.issue(shop.by, shop.supplier, {first: None}, due_on=yesterday, mode=SettleMode.CASH)
    one, two = shop.issue(first), shop.issue(second)
    shop.invoice(one, "２６44-1")
    for number, day, field in (
        ("", shop.by.today, "invoice_no"),
        ("2644-1", shop.by.today, "invoice_no"),
        ("2644-2", shop.by.today + timedelta(days=1), "invoiced_on"),
    ):
        with pytest.raises(FieldError) as wrong:
            claim_notices.invoice(shop.by, two, 1, number, day)
        assert wrong.value.field == field
    with pytest.raises(FieldError, match="paid"):
        claim_notices.settle(shop.by, one, shop.notice(one).version, SettleMode.CASH)


def test_steps_come_in_their_order(shop: Settling) -> None:
    ref = shop.issue(shop.granted(shop.pump()))
    with pytest.raises(RuleError, match="To be invoiced"):
        shop.settle(ref)
    shop.invoice(ref)
    version = shop.notice(ref).version
    with pytest.raises(RuleError, match="To be paid"):
        claim_notices.void(shop.by, ref, version, "改单")
    shop.settle(ref)
    with pytest.raises(RuleError, match="settled"):
        claim_notices.take_back_invoice(shop.by, ref, version + 1, "错")


def test_lists_say_what_is_open_and_what_could_be_noticed(shop: Settling) -> None:
    pump = shop.pump()
    first, second = shop.granted(pump), shop.granted(pump, 10_000)
    [grantor] = claim_notice_rows.grantors()
    assert (grantor.supplier_id, grantor.claims, grantor.approved_fen) == (shop.supplier, 2, 28_000)
    ref = shop.issue(first)
    assert [row.id for row in claim_notice_rows.granted(shop.supplier)] == [second]
    [row] = claim_notice_rows.page(NoticeFilter.OPEN).rows
    assert (row.id, row.overdue(shop.by.today), row.overdue(date(2027, 1, 1))) == (ref, False, True)
    assert claim_notice_rows.open_count() == 1
    assert claim_notice_rows.page(NoticeFilter.SETTLED).rows == ()


def test_the_books_miss_no_fen(shop: Settling) -> None:
    """Each line of the proof speaks when its own rule is broken."""
    ref = shop.issue(shop.granted(shop.pump()))
    ClaimNotice.update(approved_fen=17_999).where(ClaimNotice.id == ref).execute()
    said = list(settling_books.check_books())
    assert len(said) == 2
    ClaimNotice.update(approved_fen=18_000, state="SETTLED").where(ClaimNotice.id == ref).execute()
    said = list(settling_books.check_books())
    assert any("does not stand where its notice stands" in text for text in said)
    assert any("invoice or its settlement" in text for text in said)


def test_an_act_that_breaks_off_leaves_nothing_of_itself(
    shop: Settling, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notice, claims, account and voucher change together or not at all."""
    claim = shop.granted(shop.pump())

    def power_cut(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(claim_notices.supplier_accounts, "enter", power_cut)
        with pytest.raises(KeyboardInterrupt):
            shop.issue(claim)
    assert (ClaimNotice.select().count(), shop.state(claim), shop.owed()) == (0, ClaimState.ACCEPTED, 0)
    ref = shop.issue(claim)
    assert shop.notice(ref).no == "CN-2026-00001"
    shop.invoice(ref)
    with monkeypatch.context() as cut:
        cut.setattr(claim_notices.claims, "follow_notice", power_cut)
        with pytest.raises(KeyboardInterrupt):
            shop.settle(ref, SettleMode.CASH)
    assert (shop.notice(ref).state, SupplierPayment.select().count(), shop.owed()) == ("INVOICED", 0, -18_000)
    assert proof() == []


def paid_back(shop: Settling, fen: int, note: str = "水泵索赔款") -> str:
    """Somebody books the money on the supplier's page, without the notice."""
    return supplier_payments.pay_back(shop.by, shop.supplier, PayMethod.TRANSFER, fen, note=note)


def to_settle(shop: Settling) -> int:
    ref = shop.issue(shop.granted(shop.pump()), mode=SettleMode.CASH)
    shop.invoice(ref)
    return ref


def link(shop: Settling, ref: int, voucher: str) -> str:
    cash, version = SettleMode.CASH, shop.notice(ref).version
    return claim_notices.settle(shop.by, ref, version, cash, method=PayMethod.CASH, voucher=voucher)


def test_money_that_was_booked_already_settles_its_notice_and_is_not_counted_twice(shop: Settling) -> None:
    ref = to_settle(shop)
    booked = paid_back(shop, 18_000)
    assert shop.owed() == 0
    with pytest.raises(FieldError, match=booked) as refused:
        shop.settle(ref, SettleMode.CASH)
    assert refused.value.field == "voucher"
    [offered] = claim_vouchers.loose(ref)
    assert (offered.no, offered.free_fen, offered.fits) == (booked, 18_000, True)
    assert link(shop, ref, booked) == booked
    assert (shop.owed(), SupplierPayment.select().count()) == (0, 1)
    assert claim_notice_rows.one(ref).payment_no == booked
    with pytest.raises(RuleError, match="CN-2026-00001"):
        supplier_payments.void_payment(shop.by, booked, "录错")
    assert proof() == []


def test_a_voucher_settles_no_more_than_came_by_it(shop: Settling) -> None:
    first, second, third = to_settle(shop), to_settle(shop), to_settle(shop)
    booked = paid_back(shop, 36_000)
    link(shop, first, booked)
    assert [one.free_fen for one in claim_vouchers.loose(second)] == [18_000]
    link(shop, second, booked)
    assert claim_vouchers.loose(third) == []
    with pytest.raises(FieldError) as refused:
        link(shop, third, booked)
    assert refused.value.field == "voucher"
    assert proof() == []
    ClaimNotice.update(payment=SupplierPayment.get().id, state="SETTLED", settled_at=shop.by.at).where(
        ClaimNotice.id == third
    ).execute()
    assert f"{booked} settles more than came by it." in proof()


def test_other_money_is_booked_when_somebody_says_that_it_is_other_money(shop: Settling) -> None:
    ref = to_settle(shop)
    to_settle(shop)
    booked = paid_back(shop, 18_000)
    assert link(shop, ref, "") == "PV-2026-00002" != booked
    assert shop.owed() == 0
    assert proof() == []


def test_a_part_of_the_sum_is_no_settlement(shop: Settling) -> None:
    ref = to_settle(shop)
    booked = paid_back(shop, 8_000)
    with pytest.raises(FieldError, match=r"80\.00") as refused:
        link(shop, ref, booked)
    assert refused.value.field == "voucher"
    with pytest.raises(FieldError):
        shop.settle(ref, SettleMode.CASH)


def test_only_standing_money_of_the_same_supplier_is_offered(shop: Settling) -> None:
    ref = to_settle(shop)
    supplier_payments.void_payment(shop.by, paid_back(shop, 18_000), "录错")
    other = Settling(shop.room, "常州轴承厂")
    foreign = to_settle(other)
    paid_back(other, 18_000)
    assert claim_vouchers.loose(ref) == []
    assert len(claim_vouchers.loose(foreign)) == 1
    assert shop.settle(ref, SettleMode.CASH)
    assert proof() == []


def test_a_settlement_with_an_earlier_voucher_is_taken_back_and_the_voucher_stays(shop: Settling) -> None:
    ref = to_settle(shop)
    booked = paid_back(shop, 18_000, "CN-2026-00001")
    shop.room.by = By(shop.by.staff_id, shop.by.at + timedelta(minutes=5))
    link(shop, ref, booked)
    claim_notices.take_back_settlement(shop.by, ref, shop.notice(ref).version, "对错单")
    assert (shop.owed(), SupplierPayment.select().count()) == (0, 1)
    assert [one.no for one in claim_vouchers.loose(ref)] == [booked]
    assert proof() == []
