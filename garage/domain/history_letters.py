"""The audit log of letters in words."""

LETTER_ACTS: dict[tuple[str, str], str] = {}
