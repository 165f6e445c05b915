"""A process that is killed at any moment loses nothing that it had told as saved, and leaves the books right."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROUNDS = {"sqlite": 200, "postgresql": 25}


@pytest.mark.parametrize("engine", ROUNDS)
def test_whatever_was_told_as_saved_is_there_after_a_kill(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    target = str(tmp_path / "garage.db") if engine == "sqlite" else request.getfixturevalue("fresh_postgres")
    rounds = ROUNDS[engine]
    done = subprocess.run(
        [sys.executable, "-m", "tests.killing", target, str(rounds)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["confirmed"] > rounds * 0.7, "most were killed in the middle of their work"
