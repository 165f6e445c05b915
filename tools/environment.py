"""The virtual environment `.venv`, filled from a lock file, and the stamp that tells it is whole."""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

from system_libraries import SetUpError, install

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
STAMP = FOLDER / "set-up.json"
PYTHON = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

RUN = "requirements.lock"
TEST = "requirements-test.lock"  # holds all of RUN in the same versions


def ready(lock: str) -> None:
    """Make `.venv` hold what `lock` names; at once and without network when it already does."""
    stamp = _stamp()
    if stamp.get(lock) == _hash(lock):
        return
    if not stamp:  # none yet, another Python's, or one whose set-up was interrupted
        _create()
    STAMP.unlink(missing_ok=True)
    print(f"Installing what {lock} names into .venv (once; a few minutes on a slow line)", flush=True)
    pip("install", "--require-hashes", "--requirement", str(ROOT / lock))
    held = (RUN, TEST) if lock == TEST else (RUN,)
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps({"python": _version(), **{name: _hash(name) for name in held}}), "utf-8")
    draft.replace(STAMP)  # a stamp is whole or it is not there


def pip(*arguments: str) -> None:
    """Run the environment's pip; raises SetUpError when it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetUpError(
            "pip could not install the packages (see above). The first set-up needs the network."
        )


def _create() -> None:
    if Path(sys.prefix).resolve() == FOLDER.resolve():
        raise SetUpError("The environment .venv must be made anew: leave it (`deactivate`) and try again.")
    if importlib.util.find_spec("ensurepip") is None:  # Debian packs it apart
        install({"ensurepip": f"python3.{sys.version_info.minor}-venv"})
    print("Making the virtual environment .venv", flush=True)
    try:
        venv.create(FOLDER, clear=True, with_pip=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpError(f"The virtual environment {FOLDER} could not be made: {error}") from error


def _stamp() -> dict[str, str]:
    """What `.venv` was last filled with; empty when there is none or it is not this Python's."""
    if not STAMP.is_file() or not PYTHON.exists():
        return {}
    stamp: dict[str, str] = json.loads(STAMP.read_text("utf-8"))
    return stamp if stamp.get("python") == _version() else {}


def _version() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def _hash(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
