"""Lists, notices and shipments tell who did what with them, in words, on both engines."""

import pytest

from garage.domain.claim_notices import Channel
from garage.domain.claims import SettleMode
from garage.domain.history import ACTS
from garage.domain.history_returns import SENT
from garage.services import claim_lists, claim_notices
from garage.services.command import By
from garage.services.document_history import Kind, of_document
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom


@pytest.fixture
def shop(boss: By, mechanic: int) -> Settling:
    return Settling(Stockroom(boss, mechanic))


def told(kind: Kind, ref: int) -> list[tuple[str, str, str]]:
    return [(row.act, row.text, row.reason) for row in of_document(kind, ref)]


def test_a_list_tells_when_it_was_made_and_how_it_went(shop: Settling) -> None:
    ref = claim_lists.make(shop.by, shop.supplier, "2026-11", [shop.submitted(shop.pump())])
    claim_lists.send(shop.by, ref, shop.list_row(ref).version, Channel.EMAIL, note="周经理收")
    assert told(Kind.CLAIM_LIST, ref) == [
        ("Monthly claim list made", "2026-11 · due by 2026-12-10", ""),
        ("Kept as it went out", "", ""),
        ("Monthly claim list sent", "By e-mail · 周经理收", ""),
    ]


def test_a_notice_tells_its_money_its_invoice_and_why_it_was_taken_back(shop: Settling) -> None:
    ref = shop.issue(shop.granted(shop.pump()), mode=SettleMode.CASH)
    shop.invoice(ref, "26442001")
    shop.settle(ref, SettleMode.CASH)
    claim_notices.take_back_settlement(shop.by, ref, shop.notice(ref).version, "退票")
    assert told(Kind.CLAIM_NOTICE, ref) == [
        ("Settlement notice written", "¥180.00 · Paid in money · due by 2026-12-21", ""),
        ("Notice invoiced", "26442001 · 2026-11-21", ""),
        ("Notice settled", "", ""),
        ("Settlement of the notice taken back", "", "退票"),
    ]


def test_a_shipment_tells_its_carrier(shop: Settling) -> None:
    ref = shop.pack(shop.submitted(shop.pump()))
    shop.send(ref)
    assert told(Kind.SHIPMENT, ref) == [
        ("Shipment begun", "", ""),
        ("Shipment sent", "顺丰速运 · SF1234567890", ""),
    ]


def test_every_noun_of_theirs_has_words_for_its_acts() -> None:
    assert {noun for noun, _act in ACTS} >= SENT
