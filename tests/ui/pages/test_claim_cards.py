"""Cards of the day about claims lead to where they are done: the form of the week, the claim, the notice."""

import pytest
from pytestqt.qtbot import QtBot

from garage.domain.today import TodayKind
from garage.models.claims import Claim
from garage.services import claim_cards
from garage.ui.desk import Desk
from garage.ui.forms.claim_list import WeekForm
from garage.ui.main_window.places import RETURNS
from garage.ui.main_window.todays_work import go_for
from garage.ui.main_window.window import MainWindow
from garage.ui.pages.today_list import about_of, title_of
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom
from tests.ui.conftest import Clock


@pytest.mark.usefixtures("language")
def test_each_card_leads_to_its_work(qtbot: QtBot, desk: Desk, clock: Clock) -> None:
    shop = Settling(Stockroom(desk.by(), 2))
    pump = shop.pump()
    clock.forward(minutes=10)
    shop.draft(shop.job(pump))
    major = shop.draft(shop.job(pump))
    Claim.update(major=True).where(Claim.id == major).execute()
    notice = shop.issue(shop.granted(pump))
    clock.forward(days=40)
    cards = {card.kind: card for card in claim_cards.claims(desk.by())}
    assert set(cards) == {TodayKind.MAJOR_FAULT, TodayKind.WEEK_REPORT, TodayKind.NOTICE_OWED}
    assert {title_of(card) for card in cards.values()} == {shop.name}
    assert all(about_of(card) for card in cards.values())
    window = MainWindow(desk, "garage.db", remembers=False)
    window.show()
    qtbot.waitExposed(window)
    go_for(window, cards[TodayKind.MAJOR_FAULT])
    assert window.page(RETURNS).page("claims").detail.page.row.id == major
    go_for(window, cards[TodayKind.NOTICE_OWED])
    sending = window.page(RETURNS).page("sending")
    assert sending.notices.list.current_key() == notice
    go_for(window, cards[TodayKind.WEEK_REPORT])
    [form] = [one for one in sending.findChildren(WeekForm) if one.isVisible()]
    assert form.widget("supplier").value().supplier_id == shop.supplier
    form.reject()
    window.retire()
    window.close()
    window.deleteLater()
