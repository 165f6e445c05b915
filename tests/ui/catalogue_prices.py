"""Forms about prices and packages, for the catalogue."""

from typing import Any

from PySide6.QtWidgets import QDialog

from garage.domain.price_lists import Priced
from garage.services import operations, packages, price_page
from garage.ui.desk import Desk
from garage.ui.forms.change_prices import ChangePricesForm
from garage.ui.forms.choose_package import ChoosePackageForm
from garage.ui.forms.package import PackageForm
from garage.ui.forms.price import PriceForm
from garage.ui.forms.price_paper import PricePaperForm


def a_package(desk: Desk) -> int:
    """The first of the usual packages."""
    packages.add_starter(desk.by())
    return packages.page(desk.today()).rows[0].id


def _price(desk: Desk, kind: Priced) -> QDialog:
    a_package(desk)
    operations.add_starter(desk.by())
    return PriceForm(desk, None, price_page.page(kind, desk.today()).rows[0])


def _choose(desk: Desk) -> QDialog:
    a_package(desk)
    return ChoosePackageForm(desk, None)


def forms() -> dict[str, tuple[str, Any]]:
    """Entries of the catalogue: none needs an order that has come any further than reception."""
    priced = {
        f"price_{kind.value.lower()}": ("receive", lambda desk, _page, kind=kind: _price(desk, kind))
        for kind in Priced
    }
    return priced | {
        "package": ("receive", lambda desk, _page: PackageForm(desk, None, a_package(desk))),
        "change_prices": ("receive", lambda desk, _page: ChangePricesForm(desk, None, Priced.PART)),
        "choose_package": ("receive", lambda desk, _page: _choose(desk)),
        "price_paper": ("receive", lambda desk, _page: PricePaperForm(desk, None)),
    }
