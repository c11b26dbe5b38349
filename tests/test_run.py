"""The launcher as a whole process, in a small house of its own that needs no network."""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zipfile import ZipFile

import pytest

HOUSE = Path(__file__).parents[1]
# The Python below the test environment: as on a fresh machine, it is in no venv.
BARE_PYTHON: str = getattr(sys, "_base_executable", sys.executable)
PROGRAM = """
import os, sys, brick
print("PROGRAM", brick.__name__, os.getcwd(), *sys.argv[1:])
sys.exit(7 if "fail" in sys.argv else 0)
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="not yet tried on Windows")


class SmallHouse:
    """run.py, a program of three lines, and locks that name one tiny package."""

    def __init__(self, root: Path) -> None:
        self.root = root
        wheel = wheel_of_brick(root / "wheels")
        shutil.copy(HOUSE / "run.py", root)
        (root / "ui").mkdir()
        (root / "ui" / "main.py").write_text(PROGRAM, "utf-8")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        for name in ("requirements.lock", "requirements-dev.lock"):
            (root / name).write_text(f"brick==1 --hash=sha256:{digest}\n", "utf-8")

    def environment(self, **changes: str) -> dict[str, str]:
        left_out = ("PIP_", "DISPLAY", "WAYLAND_DISPLAY", "PYTHON", "VIRTUAL_ENV")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
        wheels = str(self.root / "wheels")
        pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "1"}
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels}
        return {**kept, **pip, **(changes or offline)}

    def command(self, *words: str) -> list[str]:
        return [BARE_PYTHON, str(self.root / "run.py"), *words]

    def run(self, *words: str, **changes: str) -> tuple[int, str]:
        """Exit code, and what was printed."""
        done = subprocess.run(
            self.command(*words),
            cwd=self.root / "wheels",
            env=self.environment(**changes),
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done.returncode, done.stdout + done.stderr


def wheel_of_brick(folder: Path) -> Path:
    folder.mkdir()
    wheel, info = folder / "brick-1-py3-none-any.whl", "brick-1.dist-info"
    with ZipFile(wheel, "w") as file:
        file.writestr("brick.py", "")
        file.writestr(
            f"{info}/METADATA", "Metadata-Version: 2.1\nName: brick\nVersion: 1\n"
        )
        tag = "Root-Is-Purelib: true\nTag: py3-none-any\n"
        file.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\n{tag}")
        file.writestr(f"{info}/RECORD", f"brick.py,,\n{info}/RECORD,,\n")
    return wheel


@pytest.fixture
def house(tmp_path: Path) -> SmallHouse:
    return SmallHouse(tmp_path)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> SmallHouse:
    house = SmallHouse(tmp_path_factory.mktemp("house"))
    code, output = house.run("first")
    assert code == 0 and "入れています" in output and "用意ができました" in output
    assert output.endswith(f"PROGRAM brick {house.root}/wheels first\n")
    return house


def test_a_later_start_installs_nothing_and_stays_where_the_user_is(
    installed: SmallHouse,
) -> None:
    code, output = installed.run("rules", "--all")
    assert (code, output) == (0, f"PROGRAM brick {installed.root}/wheels rules --all\n")


def test_the_exit_code_is_the_programs(installed: SmallHouse) -> None:
    assert installed.run("fail")[0] == 7


def test_without_a_screen_the_tour_runs(installed: SmallHouse) -> None:
    code, output = installed.run()
    assert code == 0 and "画面がない" in output and "no screen" in output
    assert output.splitlines()[-1].endswith(" tour --out out")


def test_without_a_screen_a_named_home_is_not_opened(installed: SmallHouse) -> None:
    code, output = installed.run("--home", "somewhere")
    assert code != 0 and "画面がない" in output and "no screen" in output


def test_with_a_screen_the_window_opens(installed: SmallHouse) -> None:
    code, output = installed.run(DISPLAY=":9")
    assert (code, output) == (0, f"PROGRAM brick {installed.root}/wheels\n")


def test_help_shows_the_own_words_and_the_programs(installed: SmallHouse) -> None:
    output = installed.run("--help")[1]
    assert "run.py package" in output and "PROGRAM" in output


def test_a_new_lock_is_installed(installed: SmallHouse) -> None:
    lock = installed.root / "requirements.lock"
    lock.write_text(lock.read_text("utf-8") + "# newer\n", "utf-8")
    assert "用意ができました" in installed.run("x")[1]
    assert "用意" not in installed.run("x")[1]


def test_without_a_network_it_says_so_and_the_next_run_repairs(house: SmallHouse) -> None:
    code, output = house.run(PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert code == 1 and "ネットワークにつながらず" in output and "network" in output
    assert "WARNING" not in output and "PROGRAM" not in output
    code, output = house.run()
    assert code == 0 and "PROGRAM brick" in output


def test_an_install_killed_half_way_is_begun_afresh(house: SmallHouse) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        index = f"http://127.0.0.1:{silent.getsockname()[1]}/simple"
        process = subprocess.Popen(
            house.command(),
            env=house.environment(PIP_INDEX_URL=index),
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        silent.accept()[0].close()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert (house.root / ".venv" / "bin" / "python").exists()
    code, output = house.run()
    assert code == 0 and "PROGRAM brick" in output


def test_two_first_starts_at_once_take_turns(house: SmallHouse) -> None:
    with ThreadPoolExecutor() as pool:
        both = [pool.submit(house.run, word) for word in ("one", "two")]
    codes, outputs = zip(*(start.result() for start in both), strict=True)
    assert codes == (0, 0) and all("PROGRAM brick" in output for output in outputs)
    assert sum("用意ができました" in output for output in outputs) == 1


def test_a_package_that_is_not_the_locked_one_is_refused(house: SmallHouse) -> None:
    with ZipFile(house.root / "wheels" / "brick-1-py3-none-any.whl", "a") as wheel:
        wheel.writestr("stowaway.py", "")
    code, output = house.run()
    assert (
        code == 1 and "部品を入れられませんでした" in output and "HASH" in output.upper()
    )


def test_a_read_only_folder_is_named(house: SmallHouse) -> None:
    house.root.chmod(0o555)
    script = (
        "import os, sys, venv, run\n"
        "run.bring_debian_packages = lambda wanted: None\n"
        "os.seteuid(os.geteuid() or 65534)  # root may write anywhere, nobody may not\n"
        "sys.exit(run.main([]))\n"
    )
    done = subprocess.run(
        [BARE_PYTHON, "-B", "-c", script],
        cwd=house.root,
        env=house.environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and done.stderr == ""
    assert "書き込めません" in done.stdout and "Cannot write" in done.stdout


def test_it_parses_on_an_older_python() -> None:
    ast.parse((HOUSE / "run.py").read_text("utf-8"), feature_version=(3, 8))
