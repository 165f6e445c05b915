"""The words for the enum members of files that were one and the same."""

from enum import Enum

FILES: tuple[dict[Enum, str], ...] = ()
