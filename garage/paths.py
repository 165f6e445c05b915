"""Where things are on this machine: resources, user data, logs, backups."""

import sys
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("garage", appauthor=False)


def resources() -> Path:
    """Folder of fonts, icons, words and style, frozen or not."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def data_folder() -> Path:
    """Folder of the user's database, created when missing."""
    folder = Path(_DIRS.user_data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def default_database() -> Path:
    """The SQLite file that opens when no other is named."""
    return data_folder() / "garage.db"


def log_folder() -> Path:
    """Folder of the rotating log, created when missing."""
    folder = Path(_DIRS.user_log_dir)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def backup_folder() -> Path:
    """Folder of database copies, created when missing."""
    folder = data_folder() / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
