"""The words for the enum members of campaigns and their calls."""

from enum import Enum

CAMPAIGNS: tuple[dict[Enum, str], ...] = ()
