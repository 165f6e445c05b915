"""The audit log of files that were one and the same in words."""

FILE_ACTS: dict[tuple[str, str], str] = {}
