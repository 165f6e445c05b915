"""Times everything that was promised and prints one table: `python -m benchmarks [NAME]… [--write]`."""

import argparse
import importlib
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.result import Result

NAMES = ("start", "visits", "pages", "finding", "papers", "stock", "verdict", "calls", "today", "month")
TITLES = ("Act", "Ours", "Plain", "Ratio", "Goal", "Kept")
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
WORDS = """# Benchmarks

What `make bench` printed on {day}: {machine}.

{table}

Each act is timed in turns with the plain way in the same run, on a file with `synchronous=FULL`; the middle of all
rounds counts. How each comparison is made stands at the top of its module in `benchmarks/`.
"""


def main(arguments: Sequence[str]) -> int:
    """0 when every goal is kept, else 1."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="Time what was promised.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these; all without a name")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    asked = parser.parse_args(arguments)
    results: list[Result] = []
    for name in asked.names or NAMES:
        print(f"{name} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="garage-bench-") as folder:
            results += importlib.import_module(f"benchmarks.{name}").run(Path(folder))
    lines = [TITLES, *(result.cells() for result in results)]
    print(_plain(lines))
    if asked.write:
        page = WORDS.format(day=date.today().isoformat(), machine=_machine(), table=_markdown(lines))
        PAGE.write_text(page, encoding="utf-8")
    return 0 if all(result.kept for result in results) else 1


def _plain(lines: Sequence[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    )


def _markdown(lines: Sequence[tuple[str, ...]]) -> str:
    head, *rest = ("| " + " | ".join(line) + " |" for line in lines)
    return "\n".join((head, "|" + "---|" * len(TITLES), *rest))


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
