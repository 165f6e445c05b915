"""The audit log of summaries and measures in words."""

SUMMARY_ACTS: dict[tuple[str, str], str] = {}
