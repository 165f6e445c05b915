"""What a fault report says: where it happened and in what, and nothing about a customer."""

import logging
import platform
import sys
import traceback
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

import garage
from garage.domain.redaction import redact
from garage.errors import FieldError, GarageError, MachineError, RuleError
from garage.services import diagnosis

MESSAGE_LENGTH = 200
LAST_LINES = 15
ROOT = str(Path(garage.__file__).resolve().parent.parent)


class LastLines(logging.Handler):
    """Keeps the last lines of the log, for the report."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=LAST_LINES)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record).splitlines()[0])


def fault_report(error: BaseException, trace: TracebackType | None) -> str:
    """Versions, engine, where it happened, what was said (no data), and the last lines of the log."""
    machine = f"Garage {garage.__version__} · Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    parts = [
        f"{datetime.now():%Y-%m-%d %H:%M:%S}",
        machine,
        diagnosis.engine(),
        _places(trace),
        said(error, trace),
    ]
    parts.extend(f"from {said(cause, cause.__traceback__)}" for cause in _causes(error))
    if last := _last_lines():
        parts.append("\n".join(("", "Log:", *last)))
    return "\n".join(parts)


def said(error: BaseException, trace: TracebackType | None = None) -> str:
    """Kind of an error and the first line of its message; of ours, which speak of customers, only what is stable."""
    match error:
        case MachineError():
            words = " ".join((error.code, *map(redact, error.details.values())))
        case RuleError():
            words = ", ".join(reason.code for reason in error.reasons)
        case FieldError():
            words = error.field
        case GarageError():
            words = ""
        case _:
            words = redact(str(error).partition("\n")[0], _names(trace))
    return f"{type(error).__name__}: {words[:MESSAGE_LENGTH]}"


def _places(trace: TracebackType | None) -> str:
    """File, line and the program's text at each place; a text is code, never a value."""
    return "".join(traceback.format_tb(trace)).replace(ROOT, "").replace(sys.prefix, "").rstrip()


def _names(trace: TracebackType | None) -> frozenset[str]:
    """The names in the code that failed: what Python quotes of them is no customer's."""
    codes = [frame.f_code for frame, _line in traceback.walk_tb(trace)]
    return frozenset(name for code in codes for name in (*code.co_names, *code.co_varnames))


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen = {id(error)}
    cause = error.__cause__ or error.__context__
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _last_lines() -> list[str]:
    handlers = logging.getLogger("garage").handlers
    return next((list(handler.lines) for handler in handlers if isinstance(handler, LastLines)), [])
