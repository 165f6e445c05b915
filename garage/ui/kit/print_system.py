"""The computer's own print system: its queues, how they stand, and a PDF handed to one as it is, by `lp`."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtPrintSupport import QPrinterInfo

from garage.errors import MachineError
from garage.i18n import N_, _
from garage.ui.kit.printing import Job, OpenPdf, is_standard, page_layout, refused

_LP_SECONDS = 20

_WAITS_FOR = {
    "media-empty": N_("it has no paper"),
    "media-needed": N_("it has no paper"),
    "media-jam": N_("its paper is jammed"),
    "cover-open": N_("its cover is open"),
    "door-open": N_("its cover is open"),
    "toner-empty": N_("it has no toner"),
    "marker-supply-empty": N_("it has no ink"),
    "offline": N_("it is switched off or not connected"),
    "connecting-to-device": N_("it is switched off or not connected"),
    "timed-out": N_("it is switched off or not connected"),
    "shutdown": N_("it is switched off or not connected"),
}
"""What printers report (RFC 8011 §5.4.12, printer-state-reasons) when somebody has to go there."""


@dataclass(frozen=True)
class Standing:
    """How a queue stands: whether it is stopped or refuses, with its own words, and what it waits for."""

    stopped: bool = False
    said: str = ""
    waits_for: str = ""


def printer_names() -> list[str]:
    """The queues this computer knows, the default one first."""
    names = QPrinterInfo.availablePrinterNames()
    default = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != default)


def has_lp() -> bool:
    """Whether jobs can go through the system's `lp`."""
    return sys.platform != "win32" and shutil.which("lp") is not None


def send_by_lp(pdf: OpenPdf, job: Job) -> str:
    """Hand the file itself to the print system; says what the printer waits for, "" when for nothing.

    Raises MachineError with what the print system said.
    """
    return prepare(pdf, job)()


def prepare(pdf: OpenPdf, job: Job) -> Callable[[], str]:
    """`send_by_lp` in two: what is given back touches no document and may be called in a thread."""
    command = ["lp", "-d", job.printer, "-n", str(job.copies), "-t", job.title]
    command += ["-o", f"media={_media(pdf)}", "-o", "print-scaling=none", "-o", "collate=true"]
    if (job.first, job.last) != (1, pdf.document.pageCount()):
        command += ["-P", f"{job.first}-{job.last}"]
    return lambda: _send([*command, "-"], pdf.data, job.printer)


def _send(command: list[str], data: bytes, printer: str) -> str:
    standing = standing_of(printer)
    if standing.stopped:
        raise _stopped(printer, standing.said)
    try:
        said = subprocess.run(  # noqa: S603 - a fixed program, its arguments never pass a shell
            command, input=data, capture_output=True, timeout=_LP_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _silent() from error
    except OSError as error:
        raise refused(printer, str(error)) from error
    if said.returncode:
        raise refused(printer, said.stderr.decode(errors="replace").strip())
    return standing.waits_for


def standing_of(printer: str) -> Standing:
    """What the print system says of a queue; nothing where it cannot be asked. Raises MachineError."""
    try:
        said = subprocess.run(  # noqa: S603 - a fixed program, its arguments never pass a shell
            ["lpstat", "-a", printer, "-l", "-p", printer],  # noqa: S607 - found on PATH like `lp`
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            timeout=_LP_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _silent() from error
    except OSError:
        return Standing()
    return read_standing(said.stdout.decode(errors="replace"))


def read_standing(said: str) -> Standing:
    """Read what `lpstat -a -l -p` writes in English."""
    lines = said.splitlines()
    reasons = re.findall(r"^\s+Alerts: (.*)$", said, re.MULTILINE)
    keys = [re.sub(r"-(error|warning|report)$", "", key) for key in " ".join(reasons).split()]
    waits = next((_(_WAITS_FOR[key]) for key in keys if key in _WAITS_FOR), "")
    for place, line in enumerate(lines):
        if re.search(r" (disabled|not accepting requests) since ", line):
            more = lines[place + 1].strip() if place + 1 < len(lines) else ""
            return Standing(stopped=True, said=more, waits_for=waits)
    return Standing(waits_for=waits)


def _media(pdf: OpenPdf) -> str:
    """The paper by its name, or in points.

    These are whole, as forms are parts of an inch (93.1 mm are 264 points), and a trifle more: CUPS cuts them to
    hundredths of a millimetre and then to whole points, and a form that is a point too short creeps.
    """
    layout = page_layout(pdf)
    if is_standard(layout.pageSize()):
        return layout.pageSize().key()
    points = pdf.document.pagePointSize(0)
    return f"Custom.{round(points.width()) + 0.05}x{round(points.height()) + 0.05}"


def _stopped(printer: str, said: str) -> MachineError:
    return MachineError(
        _("“{printer}” is stopped and takes nothing.").format(printer=printer),
        _(
            "Start it again in the printer settings of this computer, choose another printer, or save the "
            "document as a PDF."
        ),
        {_("The printer said"): said} if said else {},
    )


def _silent() -> MachineError:
    return MachineError(
        _("The print system of this computer does not answer."),
        _("Wait a moment and print again, or save the document as a PDF."),
    )
