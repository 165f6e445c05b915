"""The audit log of campaigns and their calls in words."""

CAMPAIGN_ACTS: dict[tuple[str, str], str] = {}
