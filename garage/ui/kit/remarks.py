"""What is to be known of a typed text that is not wrong; the program sets it."""

from collections.abc import Callable


def _nothing(_text: str) -> str:
    return ""


on_text: Callable[[str], str] = _nothing
"""The words for a text, "" for nothing."""
