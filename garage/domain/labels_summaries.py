"""The words for the enum members of summaries and measures."""

from enum import Enum

SUMMARYS: tuple[dict[Enum, str], ...] = ()
