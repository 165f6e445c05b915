"""The goals of the Makefile: run, demo, tour, test, lint, bench, ci, lock."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence

import environment
import system_libraries
from environment import PYTHON, ROOT, RUN, TEST

Goal = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str]) -> int:
    """Carry out one goal; 2 when the machine lacks something, else the exit code of what was run."""
    parser = argparse.ArgumentParser(
        prog="bootstrap.py", description="Set up and start the project.", allow_abbrev=False
    )
    parser.add_argument("goal", choices=GOALS)
    parser.add_argument("--out", default="out", help="folder of the tour")
    known, rest = parser.parse_known_args(arguments)
    known.rest = rest
    try:
        return GOALS[known.goal](known)
    except system_libraries.SetUpError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def run(asked: argparse.Namespace) -> int:
    """Open the window; on a machine without a screen, run the tour."""
    if not has_screen():
        print(
            f"There is no screen (neither DISPLAY nor WAYLAND_DISPLAY is set): the tour runs into {asked.out}/"
        )
        return tour(asked)
    prepare(RUN)
    return become("main.py", *asked.rest)


def demo(asked: argparse.Namespace) -> int:
    """Open a database filled with a believable year; the size may be given as a number of orders."""
    if not has_screen():
        raise system_libraries.SetUpError("There is no screen for the demonstration; `make tour` needs none.")
    prepare(RUN)
    return become("main.py", "--demo", *asked.rest)


def tour(asked: argparse.Namespace) -> int:
    """Drive the real window offscreen through the main job; pictures and papers land in a folder."""
    prepare(RUN)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return become("main.py", "--tour", asked.out, *asked.rest)


def test(asked: argparse.Namespace) -> int:
    """Run all tests, or those named."""
    prepare(TEST)
    workers = min(4, os.cpu_count() or 1)
    return call("-m", "pytest", "--numprocesses", str(workers), *asked.rest)


def lint(_asked: argparse.Namespace) -> int:
    """Style, form, types and layers; all four are run, the first failure is the exit code."""
    prepare(TEST)
    steps = (
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy"),
        ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    )
    return next((code for code in [call(*step) for step in steps] if code), 0)


def bench(asked: argparse.Namespace) -> int:
    """Time what was promised, each act beside the plain way; `--write` keeps the table in docs/benchmarks.md."""
    prepare(TEST)
    return call("-m", "benchmarks", *asked.rest)


def ci(asked: argparse.Namespace) -> int:
    """Lint, then test."""
    return lint(asked) or test(asked)


def lock(_asked: argparse.Namespace) -> int:
    """Write both lock files anew from pyproject.toml, for every system and Python from 3.11."""
    prepare(TEST)
    environment.pip("install", "uv")
    compile_ = (
        "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock", "--quiet", "--upgrade",
    )  # fmt: skip
    return call("-m", "uv", *compile_, "-o", RUN) or call(
        "-m", "uv", *compile_, "--group", "test", "-c", RUN, "-o", TEST
    )


GOALS: dict[str, Goal] = {
    "run": run, "demo": demo, "tour": tour, "test": test, "lint": lint, "bench": bench, "ci": ci, "lock": lock,
}  # fmt: skip


def has_screen() -> bool:
    """Whether a window can be shown."""
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform != "linux" or bool(named)


def prepare(lock_file: str) -> None:
    """Bring the system libraries and the environment; does nothing when all is there."""
    missing = system_libraries.missing_libraries()
    if lock_file == TEST:
        missing |= system_libraries.missing_programs()
    system_libraries.install(missing)
    environment.ready(lock_file)


def call(*arguments: str) -> int:
    """Run the environment's Python in the project's folder, without a window; its exit code."""
    offscreen = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    return subprocess.run([PYTHON, *arguments], cwd=ROOT, env=offscreen, check=False).returncode


def become(*command: str) -> int:
    """Go on as the environment's Python; comes back only on Windows, with the exit code."""
    arguments = [str(PYTHON), str(ROOT / command[0]), *command[1:]]
    sys.stdout.flush()
    if os.name == "posix":  # exec there returns to the prompt while the window is still open
        os.execv(PYTHON, arguments)
    return subprocess.run(arguments, check=False).returncode
