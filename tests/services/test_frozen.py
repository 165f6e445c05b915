"""What was signed is kept without the logo, and printed again with the one of the day."""

import os

from garage.domain.orders import OrderState
from garage.models.orders import Authorisation
from garage.models.settlements import Settlement
from garage.services import authorisations, settlements, shop
from tests.services.road import Road, state

LOGO = b"\x89PNG\r\n\x1a\n" + os.urandom(20_000)


def test_a_large_logo_makes_no_paper_larger_and_stands_on_every_reprint(road: Road) -> None:
    shop.change_profile(road.boss, shop.profile().version, logo=LOGO)
    road.to_ready()
    settled = road.settle()
    for model in (Authorisation, Settlement):
        assert len(model.get().snapshot) < 2_000
    form = authorisations.authorised_form(road.order)
    assert form
    assert form.garage.logo == settlements.settled_slip(settled.settlement_no).garage.logo == LOGO
    assert state(road) is OrderState.SETTLED


def test_the_rest_of_the_letterhead_stays_as_it_was_signed(road: Road) -> None:
    road.receive()
    road.authorise()
    shop.change_profile(road.boss, shop.profile().version, name="新招牌汽修")
    form = authorisations.authorised_form(road.order)
    assert form
    assert form.garage.name == "诚信汽修"
