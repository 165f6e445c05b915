"""Small habits of this computer's user: folders, printers, widths; kept by Qt's settings."""

from PySide6.QtCore import QSettings


def recall(key: str, default: str = "") -> str:
    """What was remembered under `key`."""
    value = QSettings().value(key, default)
    return value if isinstance(value, str) else default


def remember(key: str, value: str) -> None:
    """Remember `value` for next time."""
    QSettings().setValue(key, value)
