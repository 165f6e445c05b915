"""A print system of our own: a private CUPS server whose printers put what they print into files."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SYSTEM = "/usr/sbin:/usr/bin:/sbin:/bin"

CONF = """\
Listen {folder}/cups.sock
Browsing No
BrowseLocalProtocols none
DefaultAuthType None
LogLevel info
JobRetryInterval 1
MaxLogSize 0
PreserveJobFiles No
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
FILES = """\
FileDevice Yes
Printcap {folder}/printcap
ServerRoot {folder}
RequestRoot {folder}/spool
StateDir {folder}/state
CacheDir {folder}/cache
TempDir {folder}/tmp
ErrorLog {folder}/error_log
AccessLog {folder}/access_log
PageLog {folder}/page_log
SyncOnClose No
"""
PRINTER = """\
<{tag} {name}>
DeviceURI file://{folder}/out/{name}.pdf
{state}
Shared No
ErrorPolicy stop-printer
</{tag}>
"""
QUEUES = {
    "Office": "State Idle\nAccepting Yes",
    "Off": "State Stopped\nStateMessage Paused\nAccepting Yes",
    "Full": "State Idle\nStateMessage Rejecting Jobs\nAccepting No",
    "Hungry": "State Idle\nReason media-empty-error\nAccepting Yes",
}
"""One that prints, the default; one that is stopped; one that refuses; one without paper."""
# A printer that understands PDF on sheets of any size: what arrives is what a driver would be given.
PPD = """\
*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "PAPER.PPD"
*Manufacturer: "Garage"
*Product: "(Paper)"
*ModelName: "Paper"
*ShortNickName: "Paper"
*NickName: "Paper"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsManualCopies: True
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Paper: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
{choices}*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
{regions}*CloseUI: *PageRegion
*DefaultImageableArea: A4
{areas}*DefaultPaperDimension: A4
{dimensions}*VariablePaperSize: True
*MaxMediaWidth: 1000
*MaxMediaHeight: 2000
*HWMargins: 0 0 0 0
*NonUIOrderDependency: 10 AnySetup *CustomPageSize
*CustomPageSize True: "pop pop pop <</PageSize[5 -2 roll]>>setpagedevice"
*ParamCustomPageSize Width: 1 points 72 1000
*ParamCustomPageSize Height: 2 points 72 2000
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 0
*DefaultFont: Courier
*Font Courier: Standard "(001.000)" Standard ROM
"""
SIZES = {"A4": "595 842", "A5": "420 595", "A6": "298 420"}
_UP_SECONDS = 15


class PrintServer:
    """A CUPS of our own on a socket in `folder`; as root its filters run as the system's `lp`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "CUPS_SERVER": str(folder / "cups.sock")}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.folder.chmod(0o755)
        for part in ("ppd", "out", "spool/tmp", "state/certs", "cache", "tmp"):
            (self.folder / part).mkdir(parents=True)
        tags = {name: "DefaultPrinter" if name == "Office" else "Printer" for name in QUEUES}
        queues = [
            PRINTER.format(tag=tags[name], name=name, folder=self.folder, state=state)
            for name, state in QUEUES.items()
        ]
        for name in QUEUES:
            (self.folder / "ppd" / f"{name}.ppd").write_text(_ppd(), "utf-8")
        (self.folder / "printers.conf").write_text("".join(queues), "utf-8")
        conf, files = self.folder / "cupsd.conf", self.folder / "cups-files.conf"
        conf.write_text(CONF.format(folder=self.folder), "utf-8")
        files.write_text(FILES.format(folder=self.folder), "utf-8")
        server = shutil.which("cupsd", path=SYSTEM)
        assert server, "cupsd is missing: tools/system_libraries.py brings it"
        self._process = subprocess.Popen([server, "-f", "-c", conf, "-s", files])
        self._until(lambda: "Office" in self.ask("lpstat", "-p"), "the print server does not start")

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(_UP_SECONDS)

    def ask(self, *command: str) -> str:
        """What a program of the print system writes."""
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        ).stdout

    @contextmanager
    def arrival(self, queue: str = "Office") -> Iterator[Path]:
        """Where the sheets of the job that is sent inside are, when the block is left."""
        paper = self.folder / "out" / f"{queue}.pdf"
        paper.unlink(missing_ok=True)
        yield paper
        self._until(lambda: paper.exists() and not self.ask("lpstat", "-o", queue), "nothing was printed")

    def _until(self, done: Callable[[], bool], complaint: str) -> None:
        until = time.monotonic() + _UP_SECONDS
        while not done():
            if time.monotonic() > until:
                log = self.folder / "error_log"
                pytest.fail(f"{complaint}: {log.read_text('utf-8')[-3000:] if log.exists() else 'no log'}")
            time.sleep(0.01)


@pytest.fixture(scope="session")
def print_server() -> Iterator[PrintServer]:
    """A print system of its own; it starts in a moment."""
    with tempfile.TemporaryDirectory(prefix="garage-cups-", ignore_cleanup_errors=True) as name:
        server = PrintServer(Path(name))
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _ppd() -> str:
    def lines(form: str) -> str:
        return "".join(form.format(name=name, size=size) + "\n" for name, size in SIZES.items())

    return PPD.format(
        choices=lines('*PageSize {name}/{name}: "<</PageSize[{size}]>>setpagedevice"'),
        regions=lines('*PageRegion {name}/{name}: "<</PageSize[{size}]>>setpagedevice"'),
        areas=lines('*ImageableArea {name}/{name}: "0 0 {size}"'),
        dimensions=lines('*PaperDimension {name}/{name}: "{size}"'),
    )
