"""What another seat does with coupons and points: see `tests.seat`."""

from collections.abc import Callable

from garage.services import coupons, points, settlements
from garage.services.command import By
from garage.services.settlements import Terms

ACTS: dict[str, Callable[[By, int, int], object]] = {
    "settle_coupon": lambda by, order, ref: settlements.settle(by, order, Terms(coupons=(ref,))),
    "settle_points": lambda by, order, count: settlements.settle(by, order, Terms(points=count)),
    "void_coupon": lambda by, ref, version: coupons.void(by, ref, version, "作废"),
    "void_bill": lambda by, order, _other: settlements.void(by, order, "开错"),
    "take_points": lambda by, customer, count: points.correct(by, customer, -count, "换礼品"),
}
