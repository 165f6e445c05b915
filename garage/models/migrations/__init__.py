"""Ordered, frozen steps that bring a database from one schema version to the next."""

from garage.models.migrations import (
    m0001_straight_road,
    m0002_turns_of_the_road,
    m0003_parts_stock,
    m0004_warranty_returns,
    m0005_customer_care,
    m0006_campaigns_members,
)
from garage.models.migrations.runner import Migration

STEPS: tuple[Migration, ...] = (
    Migration(1, m0001_straight_road.run),
    Migration(2, m0002_turns_of_the_road.run),
    Migration(3, m0003_parts_stock.run),
    Migration(4, m0004_warranty_returns.run),
    Migration(5, m0005_customer_care.run),
    Migration(6, m0006_campaigns_members.run),
)
