"""The words for the enum members of levels, points, coupons and offers."""

from enum import Enum

MEMBERS: tuple[dict[Enum, str], ...] = ()
