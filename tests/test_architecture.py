"""The house rules that no single module can keep: layers, sizes, names, and no trace of a machine."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli as importlinter_cli

import garage

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400
NAMELESS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "misc",
    "common",
    "manager",
    "managers",
    "tools",
    "base_utils",
}
NOT_OURS = {".git", ".venv", "out", "build", "dist", "__pycache__"}
TEXT = {
    ".py",
    ".toml",
    ".lock",
    ".md",
    ".txt",
    ".spec",
    ".qss",
    ".svg",
    ".po",
    ".pot",
    ".yaml",
    ".yml",
    ".json",
    "",
}

# Addresses of package registries, and paths that exist on one machine only.
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|deb\.debian\.org|archive\.ubuntu\.com"
    r"|--(?:extra-)?index-url\s+\S+:|--find-links\s+\S"
)
MACHINE = re.compile(r"(?<![\w.~/-])/(?:work|opt|root|home/\w+)/|[A-Z]:\\Users\\")


def files() -> Iterator[Path]:
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        cached = any(
            part.startswith(".") and part.endswith(("_cache", "hypothesis", "benchmarks")) for part in parts
        )
        if path.is_file() and not cached and NOT_OURS.isdisjoint(parts):
            yield path


def modules(*folders: str) -> Iterator[Path]:
    return (path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_dependencies_point_down(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    # Its own set-up of the log would silence the program's for every test after this one.
    monkeypatch.setattr(importlinter_cli, "_configure_logging", lambda _verbose: None)
    code = importlinter_cli.lint_imports(cache_dir=None)
    assert code == 0, capsys.readouterr().out


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    sizes = {
        name_of(path): len(path.read_text("utf-8").splitlines())
        for path in modules("garage", "tests", "tools")
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST} == {}


def test_every_module_is_named_after_what_it_holds() -> None:
    assert [name_of(path) for path in modules("garage") if path.stem in NAMELESS] == []


def test_only_the_composition_root_catches_everything() -> None:
    def catches_all(node: ast.AST) -> bool:
        if not isinstance(node, ast.ExceptHandler):
            return False
        caught = (
            [part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)]
            if node.type
            else ["Exception"]
        )
        return not {"Exception", "BaseException"}.isdisjoint(caught)

    greedy = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules("garage")
        if path != ROOT / "garage" / "app.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
    ]
    assert greedy == []


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE], ids=["registry address", "machine path"])
def test_no_file_names_a_registry_or_a_path_of_one_machine(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name_of(path)}: {match.group()}"
        for path in files()
        if path.suffix in TEXT
        for match in pattern.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == garage.__version__
