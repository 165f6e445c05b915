"""Suppliers' terms: listed with what holds while nobody has entered any, changed by keyboard."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from garage.domain.claims import ReturnDuty, Terms
from garage.services import claim_terms, suppliers
from garage.ui.desk import Desk
from garage.ui.forms.supplier_terms import SupplierTermsForm
from garage.ui.pages.supplier_terms import SupplierTermsPanel


@pytest.mark.usefixtures("language")
def test_terms_are_entered_and_wrong_ones_refused_at_their_field(qtbot: QtBot, desk: Desk) -> None:
    supplier = suppliers.add(desk.by(), name="深圳众诚汽配")
    page = SupplierTermsPanel(desk)
    qtbot.addWidget(page)
    page.resize(1240, 480)
    page.show()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    [form] = [one for one in page.findChildren(SupplierTermsForm) if one.isVisible()]
    form.widget("months").setText("24")
    form.widget("price_bp").setText("−10")
    form.widget("labour_rate_fen").setText("90")
    form.widget("return_duty").set_value(ReturnDuty.ALWAYS)
    form.widget("due_day").setText("31")
    assert not form.submit()
    assert form.body.boxes["due_day"].error.text()
    form.widget("due_day").setText("")
    assert form.submit()
    assert claim_terms.of(supplier) == Terms(
        months=24, price_bp=-1_000, labour_rate_fen=9_000, return_duty=ReturnDuty.ALWAYS
    )
    assert page.list.current_row().version == 1
