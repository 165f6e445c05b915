"""The account of a supplier: worked figures, the chain, ageing, statement, and the proof."""

from datetime import date, timedelta

import peewee
import pytest

from garage.domain.settlements import PayMethod
from garage.domain.supplier_accounts import Age, EntryKind
from garage.errors import FieldError, RuleError, StaleError
from garage.models.database import transaction
from garage.models.parts import Supplier
from garage.models.purchasing import SupplierEntry, SupplierPayment
from garage.services import (
    books,
    goods_receipts,
    supplier_accounts,
    supplier_books,
    supplier_payments,
    supplier_statements,
)
from garage.services.command import By
from tests.services.buying_from import BuyingFrom, faults
from tests.services.stockroom import Stockroom


@pytest.fixture
def shop(boss: By, mechanic: int) -> BuyingFrom:
    return BuyingFrom(Stockroom(boss, mechanic))


def test_a_month_with_a_supplier_to_the_fen(shop: BuyingFrom) -> None:
    """Opening 1,000; goods 2,500 and 800; one receipt reversed; 200 goes back; 3,000 paid; 100 is left."""
    part = shop.room.part()
    supplier_payments.open_account(shop.by, shop.id, 100_000, due_on=shop.by.today)
    shop.deliver((part, 10, 250_000))
    wrong = shop.deliver((part, 4, 80_000))
    goods_receipts.reverse_receipt(shop.by, goods_receipts.page().rows[0].id, "录错")
    again = shop.deliver((part, 4, 80_000))
    shop.give_back((part, 1, 20_000), receipt=again)
    shop.pay(300_000)
    assert wrong != again
    assert shop.entries() == [
        ("OPENING", 100_000, 100_000),
        ("RECEIPT", 250_000, 350_000),
        ("RECEIPT", 80_000, 430_000),
        ("REVERSAL", -80_000, 350_000),
        ("RECEIPT", 80_000, 430_000),
        ("RETURN", -20_000, 410_000),
        ("PAYMENT", -300_000, 110_000),
    ]
    assert shop.owed == 110_000
    assert faults() == []


def test_what_is_received_is_due_after_the_days_of_payment(shop: BuyingFrom) -> None:
    shop.deliver((shop.room.part(), 1, 500))
    [entry] = supplier_statements.account(shop.id).rows
    assert entry.due_on == shop.by.today + timedelta(days=30)
    shop.later(31)
    assert shop.ageing().fen[Age.DAYS_30] == 500


def test_a_payment_leaves_what_is_due_last(shop: BuyingFrom) -> None:
    part = shop.room.part()
    shop.deliver((part, 1, 1_000))
    shop.later(40)
    shop.deliver((part, 1, 600))
    shop.later(35)
    shop.deliver((part, 1, 400))
    shop.pay(1_200)
    ageing = shop.ageing()
    assert ageing.fen == {Age.NOT_DUE: 400, Age.DAYS_30: 400, Age.DAYS_60: 0, Age.DAYS_90: 0, Age.OLDER: 0}
    assert (ageing.overdue_fen, ageing.balance_fen) == (400, shop.owed)


def test_a_voided_payment_makes_the_old_debt_old_again(shop: BuyingFrom) -> None:
    shop.deliver((shop.room.part(), 1, 1_000))
    shop.later(60)
    number = shop.pay(1_000)
    assert shop.ageing().overdue_fen == 0
    second = supplier_payments.void_payment(shop.by, number, "转错账户")
    assert (number, second) == ("PV-2027-00001", "PV-2027-00002")
    assert shop.ageing().fen[Age.DAYS_30] == 1_000
    assert shop.entries()[-1] == ("REVERSAL", 1_000, 1_000)
    for void in (number, second):
        with pytest.raises(RuleError):
            supplier_payments.void_payment(shop.by, void, "再来")
    assert faults() == []


def test_more_than_is_owed_is_asked_about(shop: BuyingFrom) -> None:
    shop.deliver((shop.room.part(), 1, 1_000))
    with pytest.raises(FieldError, match=r"¥5\.00 more") as asked:
        shop.pay(1_500)
    assert asked.value.field == "in_advance"
    assert SupplierPayment.select().count() == 0
    shop.pay(1_500, in_advance=True)
    assert shop.owed == -500
    assert shop.ageing().prepaid_fen == 500
    shop.deliver((shop.room.part(), 1, 700))
    assert shop.owed == 200
    assert shop.ageing().fen[Age.NOT_DUE] == 200


def test_a_supplier_pays_back_no_more_than_it_owes(shop: BuyingFrom) -> None:
    with pytest.raises(RuleError):
        supplier_payments.pay_back(shop.by, shop.id, PayMethod.CASH, 1)
    shop.pay(900, in_advance=True)
    with pytest.raises(FieldError, match=r"¥9\.00"):
        supplier_payments.pay_back(shop.by, shop.id, PayMethod.CASH, 901)
    number = supplier_payments.pay_back(shop.by, shop.id, PayMethod.CASH, 900)
    found = supplier_payments.voucher(number)
    assert found is not None
    assert (found.amount_fen, shop.owed) == (-900, 0)
    assert faults() == []


def test_a_payment_is_refused_when_the_account_moved_since_it_was_seen(shop: BuyingFrom) -> None:
    shop.deliver((shop.room.part(), 1, 1_000))
    with pytest.raises(StaleError, match=r"¥10\.00"):
        shop.pay(500, seen_fen=900)
    assert shop.owed == 1_000


def test_an_opening_balance_is_corrected_by_reversal_with_a_reason(shop: BuyingFrom) -> None:
    supplier_payments.open_account(shop.by, shop.id, 5_000)
    with pytest.raises(FieldError) as refused:
        supplier_payments.open_account(shop.by, shop.id, 6_000)
    assert refused.value.field == "reason"
    supplier_payments.open_account(shop.by, shop.id, -2_000, reason="对账后更正")
    assert shop.entries() == [("OPENING", 5_000, 5_000), ("REVERSAL", -5_000, 0), ("OPENING", -2_000, -2_000)]
    with pytest.raises(FieldError):
        supplier_payments.open_account(shop.by, shop.id, -2_000, reason="再来")
    supplier_payments.open_account(shop.by, shop.id, 0, reason="没有期初")
    assert (shop.owed, supplier_payments.opening_fen(shop.id)) == (0, None)
    assert faults() == []


def test_an_opening_balance_entered_meanwhile_is_not_written_over_unseen(shop: BuyingFrom) -> None:
    seen = supplier_payments.opening_entry(shop.id)
    supplier_payments.open_account(shop.by, shop.id, 5_000, seen_entry=seen)
    with pytest.raises(StaleError, match=r"¥50\.00"):
        supplier_payments.open_account(shop.by, shop.id, 6_000, reason="对账", seen_entry=seen)
    seen = supplier_payments.opening_entry(shop.id)
    supplier_payments.open_account(shop.by, shop.id, 6_000, reason="对账", seen_entry=seen)
    assert shop.owed == 6_000


def test_a_clock_set_back_does_not_turn_the_account_round(shop: BuyingFrom) -> None:
    shop.pay(100, in_advance=True)
    first = shop.by.at
    shop.later(-3)
    shop.pay(200, in_advance=True)
    assert [row.at for row in supplier_statements.account(shop.id).rows] == [first, first]


# The statement


def test_a_statement_runs_from_the_opening_to_the_closing_balance(shop: BuyingFrom) -> None:
    part = shop.room.part()
    shop.deliver((part, 1, 1_000))
    shop.later(10)
    shop.deliver((part, 1, 700))
    shop.pay(400)
    shop.later(10)
    shop.pay(100)
    start = date(2026, 11, 25)
    period = supplier_statements.period(shop.id, start, date(2026, 12, 5))
    assert (period.opening_fen, period.closing_fen) == (1_000, 1_300)
    assert [(line.kind, line.amount_fen, line.balance_fen) for line in period.lines] == [
        (EntryKind.RECEIPT, 700, 1_700),
        (EntryKind.PAYMENT, -400, 1_300),
    ]
    assert period.ageing.balance_fen == 1_300
    before = supplier_statements.period(shop.id, date(2026, 1, 1), date(2026, 1, 31))
    assert (before.opening_fen, before.lines, before.closing_fen) == (0, (), 0)
    after = supplier_statements.period(shop.id, date(2027, 3, 1), date(2027, 3, 31))
    assert (after.opening_fen, after.closing_fen, after.ageing.balance_fen) == (1_200, 1_200, 1_200)


def test_a_statement_of_last_month_does_not_know_what_was_reversed_since(shop: BuyingFrom) -> None:
    shop.deliver((shop.room.part(), 1, 1_000))
    shop.later(40)
    goods_receipts.reverse_receipt(shop.by, goods_receipts.page().rows[0].id, "退货")
    november = supplier_statements.period(shop.id, date(2026, 11, 1), date(2026, 11, 30))
    assert (november.closing_fen, november.ageing.fen[Age.NOT_DUE]) == (1_000, 1_000)
    assert supplier_statements.period(shop.id, date(2026, 12, 1), date(2026, 12, 31)).closing_fen == 0


# The proof, and the chain


def test_the_account_cannot_be_edited(shop: BuyingFrom) -> None:
    shop.pay(100, in_advance=True)
    with pytest.raises(peewee.DatabaseError, match="append-only"), transaction():
        SupplierEntry.update(amount_fen=1).execute()
    with pytest.raises(peewee.DatabaseError, match="append-only"), transaction():
        SupplierEntry.delete().execute()


def test_an_entry_is_not_written_on_a_balance_that_changed_meanwhile(
    shop: BuyingFrom, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.pay(100, in_advance=True)
    read = supplier_accounts._account.first(shop.id)
    shop.pay(50, in_advance=True)
    monkeypatch.setattr(supplier_accounts._account, "first", lambda _ref: read)
    with pytest.raises(StaleError), transaction():
        supplier_accounts.enter(shop.by, shop.id, EntryKind.RECEIPT, 500, "GR-2026-99999")
    assert shop.owed == -150
    assert faults() == []


def test_there_is_no_account_of_a_supplier_that_is_not_there(shop: BuyingFrom) -> None:
    with pytest.raises(KeyError):
        supplier_accounts.enter(shop.by, 999, EntryKind.RECEIPT, 1, "X")
    with pytest.raises(KeyError):
        supplier_payments.pay(shop.by, 999, PayMethod.CASH, 1)


def test_the_proof_finds_a_balance_that_is_not_the_accounts(shop: BuyingFrom) -> None:
    Supplier.update(payable_fen=7).execute()
    assert supplier_books.check_books() == [f"{shop.name}: what is owed differs from the account."]


def test_the_proof_finds_a_broken_chain_and_a_payment_that_is_not_in_it(shop: BuyingFrom) -> None:
    shop.pay(100, in_advance=True)
    SupplierEntry.insert(
        supplier=shop.id,
        kind="PAYMENT",
        amount_fen=-5,
        balance_fen=-90,
        document="PV-X",
        at=shop.by.at,
        who=1,
    ).execute()
    Supplier.update(payable_fen=-105).execute()
    SupplierPayment.update(amount_fen=101).execute()
    assert supplier_books.check_books() == [
        f"{shop.name}: the balance after PV-X does not follow from the one before.",
        "PV-2026-00001 is not in the account of its supplier as it says.",
    ]


def test_the_proof_finds_a_reversal_of_something_else(shop: BuyingFrom) -> None:
    shop.pay(100, in_advance=True)
    [row] = supplier_statements.account(shop.id).rows
    with transaction():
        supplier_accounts.enter(shop.by, shop.id, EntryKind.REVERSAL, 60, "X", reversal_of=row.id)
    assert supplier_books.check_books() == ["An entry of X does not undo the one it reverses."]


def test_the_proof_of_all_books_asks_for_the_accounts(shop: BuyingFrom) -> None:
    shop.pay(100, in_advance=True)
    assert books.check() == []
    Supplier.update(payable_fen=7).execute()
    assert books.check() == [f"{shop.name}: what is owed differs from the account."]


def test_one_voucher_pays_several_invoices_and_a_part_of_another(shop: BuyingFrom) -> None:
    """Three invoices of 100.00, due a week apart; 250.00 in one voucher leave half of the last."""
    for no in ("1", "2", "3"):
        receipt = shop.deliver((shop.room.part(), 1, 9_000))
        shop.invoice(10_000, receipt, no=no, due_on=shop.by.today + timedelta(days=7))
        shop.later(7)
    shop.pay(25_000)
    assert shop.owed == 5_000
    assert shop.ageing(shop.by.today).fen == {
        Age.NOT_DUE: 5_000, Age.DAYS_30: 0, Age.DAYS_60: 0, Age.DAYS_90: 0, Age.OLDER: 0
    }  # fmt: skip
    assert SupplierPayment.select().count() == 1
    assert faults() == []


def test_an_invoice_is_paid_in_parts_by_several_methods_a_voucher_each(shop: BuyingFrom) -> None:
    shop.invoice(10_000, shop.deliver((shop.room.part(), 1, 10_000)))
    first = shop.pay(6_000)
    second = supplier_payments.pay(shop.by, shop.id, PayMethod.CASH, 4_000)
    assert (shop.owed, first == second) == (0, False)
    supplier_payments.void_payment(shop.by, first, "退票")
    assert shop.owed == 6_000
    assert faults() == []
