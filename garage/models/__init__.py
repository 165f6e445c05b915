"""Rows: what is stored, one module per aggregate.

peewee loads every driver that is installed; the one of servers would take a fifth of the time in which a window
opens on a file. It is kept back here and loaded by `server` for those who have one.
"""

import sys
from typing import Any

_modules: dict[str, Any] = sys.modules
_kept_back = _modules.setdefault("psycopg", None) is None  # None stops its import, and only for now
import peewee  # noqa: E402, F401 - the first import of all

if _kept_back:
    del _modules["psycopg"]
