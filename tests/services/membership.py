"""A garage with members, for tests: a gold level, an offer, coupons, and bills that use them."""

from dataclasses import dataclass, replace
from datetime import timedelta

from garage.domain.members import OfferScope
from garage.domain.settlements import PayMethod, RoundingOff, Tender
from garage.models.customers import Customer
from garage.services import coupons, customers, exit_passes, member_levels, offers, points, settlements
from garage.services.command import By
from garage.services.coupons import CouponData
from garage.services.customers import CustomerData
from garage.services.member_levels import LevelData
from garage.services.offers import OfferData
from garage.services.settlements import Terms
from tests.services.road import Road

EXACT = Terms(rounding=RoundingOff.NONE)
BILL = 168_032


@dataclass
class Membership:
    """The road of a car whose owner may become a member."""

    road: Road

    @property
    def boss(self) -> By:
        return self.road.boss

    @property
    def customer(self) -> int:
        return self.road.customer

    def gold(self, rate: int = 100) -> int:
        """The customer is gold, which earns so many points for a hundred yuan."""
        level = member_levels.add(self.boss, LevelData("金卡", 1, points_per_100_yuan=rate))
        self.give("金卡")
        return level

    def give(self, level: str) -> None:
        """An owner gives the customer a level."""
        page = customers.open_customer(self.customer)
        data = CustomerData(**{name: getattr(page, name) for name in CustomerData.__dataclass_fields__})
        customers.change(self.boss, self.customer, page.version, replace(data, member_level=level))

    def offer(self, **about: object) -> int:
        """Ten per cent off labour, until the end of the week."""
        today = self.boss.today
        data = OfferData("工时九折", today, today + timedelta(days=7), OfferScope.LABOUR, off_bp=1_000)
        return offers.add(self.boss, replace(data, **about))  # type: ignore[arg-type]

    def coupon(self, *, mine: bool = True, **about: object) -> int:
        """Fifty yuan from five hundred on, for a month."""
        today = self.boss.today
        data = CouponData("满减券", today, today + timedelta(days=30), off_fen=5_000, min_spend_fen=50_000)
        whose = (self.customer,) if mine else ()
        [ref] = coupons.issue(
            self.boss,
            replace(data, **about),
            customer_ids=whose,
            count=0 if mine else 1,  # type: ignore[arg-type]
        )
        return ref

    def points(self) -> int:
        return points.balance(self.customer)

    def version(self) -> int:
        return int(Customer.get_by_id(self.customer).version)

    def pay(self, terms: Terms = EXACT) -> str:
        """Settle with these terms and take what they leave, in cash."""
        payable = settlements.preview(self.road.order, terms, self.boss.today).payable_fen
        tenders = [Tender(PayMethod.CASH, payable)] if payable else []
        return settlements.settle_and_pay(self.boss, self.road.order, terms, tenders).settlement_no

    def come_again(self) -> None:
        """The car leaves and is ready once more, a hundred kilometres later."""
        road = self.road
        road.leave()
        seen = replace(road.reception(), odometer_km=86_500)
        road.reception = lambda: seen  # type: ignore[method-assign]
        road.leave = lambda: exit_passes.leave(self.boss, road.order, 86_502)  # type: ignore[method-assign]
        road.to_ready()
