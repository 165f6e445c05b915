"""Ordered, frozen steps that bring a database from one schema version to the next."""

from garage.models.migrations import m0001_straight_road
from garage.models.migrations.runner import Migration

STEPS: tuple[Migration, ...] = (Migration(1, m0001_straight_road.run),)
