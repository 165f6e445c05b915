"""The words for the enum members of letters."""

from enum import Enum

LETTERS: tuple[dict[Enum, str], ...] = ()
