"""Set-up on a fresh machine: what is asked of it, what is remembered, what is said when it cannot be."""

import json
import re
import sys
from pathlib import Path

import bootstrap
import environment
import goals
import pytest
import system_libraries
from system_libraries import SetUpError


def pins(lock: str) -> dict[str, str]:
    text = (environment.ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What set-up does, written down instead of done, on an empty machine."""
    acts: list[str] = []
    (tmp_path / "python").touch()
    monkeypatch.setattr(environment, "STAMP", tmp_path / "set-up.json")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(environment, "_create", lambda: acts.append("create"))
    monkeypatch.setattr(environment, "pip", lambda *arguments: acts.append(Path(arguments[-1]).name))
    return acts


def test_both_locks_name_the_same_versions() -> None:
    run, test = pins(environment.RUN), pins(environment.TEST)
    assert len(run) > 8
    assert {name: test.get(name) for name in run} == run


@pytest.mark.parametrize("lock", [environment.RUN, environment.TEST])
def test_every_pin_carries_hashes(lock: str) -> None:
    text = (environment.ROOT / lock).read_text("utf-8")
    bare = [
        block.split()[0] for block in re.split(r"\n(?=\w)", text) if "==" in block and "sha256:" not in block
    ]
    assert bare == []


def test_first_start_makes_the_environment_and_the_second_does_nothing(done: list[str]) -> None:
    environment.ready(environment.RUN)
    environment.ready(environment.RUN)
    assert done == ["create", environment.RUN]


def test_what_the_tests_need_is_enough_to_run(done: list[str]) -> None:
    environment.ready(environment.TEST)
    environment.ready(environment.RUN)
    assert done == ["create", environment.TEST]


def test_tests_after_a_run_add_to_the_same_environment(done: list[str]) -> None:
    environment.ready(environment.RUN)
    environment.ready(environment.TEST)
    assert done == ["create", environment.RUN, environment.TEST]


def test_an_interrupted_set_up_starts_anew(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_arguments: str) -> None:
        raise KeyboardInterrupt

    environment.ready(environment.RUN)
    with monkeypatch.context() as power_cut:
        power_cut.setattr(environment, "pip", cut)
        with pytest.raises(KeyboardInterrupt):
            environment.ready(environment.TEST)
    environment.ready(environment.RUN)
    assert done == ["create", environment.RUN, "create", environment.RUN]


def test_another_python_gets_its_own_environment(done: list[str]) -> None:
    environment.ready(environment.RUN)
    stamp = json.loads(environment.STAMP.read_text("utf-8"))
    environment.STAMP.write_text(json.dumps(stamp | {"python": "3.11.0b1"}), "utf-8")
    environment.ready(environment.RUN)
    assert done.count("create") == 2


def test_without_rights_the_exact_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries.shutil, "which", lambda name: name)
    monkeypatch.setattr(system_libraries, "_rights", lambda: None)
    with pytest.raises(
        SetUpError, match=r"sudo apt-get install --yes --no-install-recommends libegl1 libgl1$"
    ):
        system_libraries.install({"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1"})


def test_without_apt_the_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_libraries.shutil, "which", lambda _name: None)
    with pytest.raises(SetUpError, match=r"libGL\.so\.1"):
        system_libraries.install({"libGL.so.1": "libgl1"})


def test_programs_are_looked_for_where_only_root_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in system_libraries.TEST_PROGRAMS:
        (tmp_path / name).touch(0o755)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system_libraries, "SYSTEM_PROGRAMS", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert system_libraries.missing_programs() == {}
    (tmp_path / "cupsd").unlink()
    assert system_libraries.missing_programs() == {"cupsd": "cups-daemon"}


def test_an_old_python_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap, "newer_python", lambda: None)
    assert bootstrap.main() == 2
    assert "needs Python 3.11 or newer; this is Python 3.9" in capsys.readouterr().err


def test_without_a_screen_run_becomes_the_tour(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(goals, "prepare", lambda _lock: None)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(goals, "become", lambda *command: started.append(command) or 0)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert goals.main(["run", "--out", "pictures", "--lang", "en"]) == 0
    assert started == [("main.py", "--tour", "pictures", "--lang", "en")]
    assert "no screen" in capsys.readouterr().out
