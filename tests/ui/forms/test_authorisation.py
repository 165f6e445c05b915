"""The customer's consent is recorded with who, how and when."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.domain.orders import ConsentChannel, OrderState
from garage.services import authorisations, orders
from garage.services.order_lines import save_lines
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.authorisation import AuthorisationForm
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.pdf_preview import PdfPreview
from tests.services.road import Road

CTRL = Qt.KeyboardModifier.ControlModifier
Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]


@pytest.fixture
def form(desk: Desk, road: Road, page: Page, opened: Open) -> AuthorisationForm:
    road.receive()
    made = AuthorisationForm(None, desk, page())
    opened(made)
    return made


def choose(form: AuthorisationForm, channel: ConsentChannel) -> None:
    field = form.widget("channel")
    field.set_value(channel)
    field.edited.emit()


def test_it_opens_with_the_sum_and_the_most_likely_name(language: str, form: AuthorisationForm) -> None:
    assert form.widget("signed_by").text() == "王女士"
    assert form.findChild(object, "total").text() == "¥1,680.32"
    assert form.findChild(object, "capitals").text() == "人民币壹仟陆佰捌拾元零叁角贰分"


def test_ctrl_enter_freezes_what_was_agreed(form: AuthorisationForm, page: Page, qtbot: QtBot) -> None:
    qtbot.keyClick(form.widget("signed_by"), Qt.Key.Key_Return, CTRL)
    assert not form.isVisible()
    assert page().state is OrderState.AUTHORISED
    agreed = authorisations.authorised_form(page().id)
    assert agreed is not None
    assert (agreed.signed_by, agreed.total_fen) == ("王女士", 168_032)


def test_a_call_needs_the_number_and_offers_the_one_on_file(form: AuthorisationForm) -> None:
    choose(form, ConsentChannel.PHONE)
    assert form.widget("note").text() == "138 0013 8000"


def test_a_message_needs_its_words_and_what_was_typed_stays(form: AuthorisationForm, page: Page) -> None:
    choose(form, ConsentChannel.MESSAGE)
    form.widget("signed_by").setText("Wang")
    assert not form.submit()
    assert form.body.boxes["note"].error.text()
    assert form.widget("signed_by").text() == "Wang"
    assert page().state is OrderState.ESTIMATED


def test_consent_in_the_future_is_marked_at_its_field(form: AuthorisationForm) -> None:
    form.widget("signed_at").setText("2026-11-22 10:00")
    assert not form.submit()
    assert form.body.boxes["signed_at"].error.text()


def test_the_paper_to_sign_is_the_real_one(
    form: AuthorisationForm, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, int]] = []
    monkeypatch.setattr(
        PdfPreview, "exec", lambda preview: shown.append((preview.windowTitle(), preview.page_count()))
    )
    qtbot.keyClick(form, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: bool(shown))
    title, pages = shown[0]
    assert "WO-2026-00001-A1" in title
    assert pages >= 1


def test_an_estimate_that_changed_meanwhile_is_shown_before_it_is_agreed_to(
    form: AuthorisationForm, road: Road, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("garage.ui.kit.messages.stale", lambda _form, error: told.append(error.by) or "keep")
    form.widget("signed_by").setText("Wang")
    orders.reopen_estimate(road.boss, road.order)
    save_lines(road.boss, road.order, page().version, road.lines()[:1])
    orders.finish_estimate(road.boss, road.order)
    assert not form.submit()
    assert told == ["张三"]
    assert (form.widget("signed_by").text(), form.findChild(object, "total").text()) == ("Wang", "¥480.00")
    assert form.submit()
