"""A finished document as a file: a name that is free, and bytes that are written whole or not at all."""

import tempfile
from pathlib import Path

from garage.errors import MachineError
from garage.i18n import _


def write_whole(path: Path, data: bytes) -> None:
    """Write the file, or leave what was there; raises MachineError."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(data)
        Path(part.name).replace(path)
    except OSError as error:
        raise MachineError(
            _("The file could not be written: {path}").format(path=path),
            _("Close it if it is open in another program, or choose another folder."),
            {_("The system said"): error.strerror or str(error)},
        ) from error


def free_name(folder: Path, name: str) -> str:
    """`name`, or "name (2).pdf" and so on when the folder has that file already."""
    path = folder / name
    number = 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path.name
