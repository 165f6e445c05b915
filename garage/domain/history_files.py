"""The audit log of files that were one and the same in words."""

from garage.i18n import N_

FILE_ACTS: dict[tuple[str, str], str] = {
    ("file_merge", "create"): N_("Two files looked at"),
    ("file_merge", "undo"): N_("Two files parted again"),
    ("customer", "merge"): N_("Another file of this customer taken in"),
    ("customer", "merged"): N_("File made one with another"),
    ("customer", "parted"): N_("File parted from another again"),
    ("vehicle", "merge"): N_("Another file of this car taken in"),
    ("vehicle", "merged"): N_("File made one with another"),
    ("vehicle", "parted"): N_("File parted from another again"),
}
