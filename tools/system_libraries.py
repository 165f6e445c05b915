"""What the operating system must bring: the libraries Qt loads, and a few programs, by apt."""

import ctypes
import os
import shutil
import subprocess
import sys

# What the PySide6 wheel loads but does not carry: soname -> Debian and Ubuntu package.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libcups.so.2": "libcups2",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# What the tests call. They print into a private server of the same print system that every Linux has, and let an
# office program work out the workbooks.
TEST_PROGRAMS = {
    "pdftotext": "poppler-utils",
    "pdffonts": "poppler-utils",
    "lp": "cups-client",
    "cupsd": "cups-daemon",
    "foomatic-rip": "cups-filters",
    "soffice": "libreoffice-calc-nogui",
}
SYSTEM_PROGRAMS = "/usr/sbin"  # not on everybody's PATH


class SetUpError(Exception):
    """The machine lacks something that this script may not or cannot bring; says what to do."""


def missing_libraries() -> dict[str, str]:
    """Sonames that do not load here, each with the package that brings it; empty off Linux."""
    return {} if sys.platform != "linux" else {so: deb for so, deb in QT_LIBRARIES.items() if not _loads(so)}


def missing_programs() -> dict[str, str]:
    """Programs the tests call that are not on PATH, each with its package; empty off Linux."""
    if sys.platform != "linux":
        return {}
    where = os.pathsep.join((os.environ.get("PATH", os.defpath), SYSTEM_PROGRAMS))
    return {name: deb for name, deb in TEST_PROGRAMS.items() if not shutil.which(name, path=where)}


def install(missing: dict[str, str]) -> None:
    """Bring what is missing by apt: as root, or by sudo; raises SetUpError where neither will do."""
    if not missing:
        return
    packages = sorted(set(missing.values()))
    by_hand = (
        f"sudo apt-get update && sudo apt-get install --yes --no-install-recommends {' '.join(packages)}"
    )
    if not shutil.which("apt-get"):
        raise SetUpError(f"This system lacks {', '.join(missing)}; install them with its package manager.")
    prefix = _rights()
    if prefix is None:
        raise SetUpError(f"The system lacks {', '.join(missing)}. Run this, then try again:\n  {by_hand}")
    print(f"Installing from the system's packages: {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # another apt may be at work (updates in the background): wait for it
    apt = [*prefix, "apt-get", "--quiet=2", "--option=DPkg::Lock::Timeout=300"]
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        if subprocess.run([*apt, *step], env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            raise SetUpError(f"apt-get {step[0]} failed (see above). Try again, or run:\n  {by_hand}")


def _rights() -> list[str] | None:
    """What to put before a command that installs: nothing for root, sudo, or None."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if sys.stdin.isatty():
        return ["sudo"]
    # nobody is there to type a password
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return None if asked.returncode else ["sudo", "-n"]


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True
