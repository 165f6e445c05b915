"""Reading produced PDFs back the way a customer's computer and a scanner would."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from garage.domain.documents import Document
from garage.reports.render import papers, render


class Print:
    """One rendered PDF on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def text(self, page: int = 0) -> str:
        """Words in reading order, columns kept; of one page when named."""
        pages = ["-f", str(page), "-l", str(page)] if page else []
        return self._run("pdftotext", "-layout", *pages, str(self.path), "-")

    def flat(self) -> str:
        """All words with every white space gone: finds what a line break parted."""
        return "".join(self._run("pdftotext", "-raw", str(self.path), "-").split())

    def fonts(self) -> list[list[str]]:
        """Rows of pdffonts: name, type, encoding, emb, sub, uni, …"""
        return [line.split() for line in self._run("pdffonts", str(self.path)).splitlines()[2:]]

    def pages(self) -> int:
        return int(self._run("pdfinfo", str(self.path)).split("Pages:")[1].split()[0])

    def size_mm(self) -> tuple[float, float]:
        words = self._run("pdfinfo", str(self.path)).split("Page size:")[1].split()
        return round(float(words[0]) / 72 * 25.4, 1), round(float(words[2]) / 72 * 25.4, 1)

    def barcodes(self) -> list[str]:
        """What a scanner reads on the first page at the fineness of an office printer."""
        import zxingcpp
        from PIL import Image

        target = self.path.with_suffix("")
        self._run(
            "pdftoppm", "-r", "200", "-f", "1", "-l", "1", "-singlefile", "-png", str(self.path), str(target)
        )
        with Image.open(target.with_suffix(".png")) as image:
            return [code.text for code in zxingcpp.read_barcodes(image)]

    def _run(self, *command: str) -> str:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Print]:
    """Prints a document; one that was printed before is taken from the pile."""
    folder = tmp_path_factory.mktemp("papers")
    pile: dict[tuple[Document, str, str], Print] = {}

    def print_(document: Document, language: str = "en", paper: str = "") -> Print:
        key = (document, language, paper or papers(type(document))[0])
        if key not in pile:
            path = folder / f"{len(pile)}.pdf"
            path.write_bytes(render(*key))
            pile[key] = Print(path)
        return pile[key]

    return print_
