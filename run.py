#!/usr/bin/env python3
"""The two commands of a fresh machine: `python3 run.py` and `python3 run.py test`.

The first makes `.venv`, installs into it what `requirements.lock` lists, and opens the
window; every later start only looks that nothing is missing. Needs nothing but Python's
own library, and parses on Python 3.8, so that an older Python can be told so.
On Windows: `py run.py` (written with care, not yet tried there).
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
TAIL = 12  # lines of another program's output, shown when it fails
STAMP = VENV / "installed.txt"
RUNTIME = ROOT / "requirements.lock"
DEV = ROOT / "requirements-dev.lock"

# What is looked for, and the Debian package that brings it.
PIP = {"pip": "python3-venv"}
QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libcups.so.2": "libcups2",
}
# PyInstaller needs the tool, and Python itself as a library.
THIS_PYTHON = "libpython{}.{}".format(*sys.version_info)
BUILD = {f"{THIS_PYTHON}.so.1.0": THIS_PYTHON, "objdump": "binutils"}
POSTGRES = {"initdb": "postgresql"}
READERS = {"pdftotext": "poppler-utils", "soffice": "libreoffice-calc-nogui"}
DEBIAN = {
    "the program": {**PIP, **QT},
    "test": {**PIP, **QT, **POSTGRES, **READERS, "Xvfb": "xvfb", "xauth": "xauth"},
    "check": PIP,
    "bench": {**PIP, **QT},
    "prove": {**PIP, **QT, **POSTGRES},
    "package": {**PIP, **QT, **BUILD},
}

HELP = """\
python3 run.py          窓口を開きます。画面がなければ、見本の一日を out/ に作ります
                        open the window; without a screen, make the sample day in out/
python3 run.py test     テストをすべて動かします
                        run every test (further words go to pytest)
python3 run.py check    書き方・型・組み立ての決まりを調べます
                        check style, types, contracts and sizes
python3 run.py bench    速さを測ります
                        measure the speed
python3 run.py prove    長い実証をします
                        run the long proofs
python3 run.py package  配布用のプログラムを dist/ に作り、一度動かします
                        build the program into dist/, and run it once

ほかの言葉はプログラムに渡します / other words go to the program:
"""
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "contracts": ["-c", "from importlinter.cli import lint_imports_command as m; m()"],
    "sizes": ["-m", "tests.sizes"],
}


class Stop(Exception):
    """What happened and what to do now, in Japanese and in English."""


def say(japanese: str, english: str) -> None:
    print(f"{japanese}\n    {english}", flush=True)


def main(words: list[str]) -> int:
    """Run one command line; the number is the process's exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        refuse_old_python()
        word = words[0] if words else ""
        if word in OWN:
            prepare(word, DEV)
            return OWN[word](words[1:])
        return program(words)
    except Stop as stop:
        say(*stop.args)
        return 1
    except KeyboardInterrupt:
        say(
            "中断しました。もう一度始めると、入れ直します。",
            "Interrupted. Start again, and what is half done is mended.",
        )
        return 130


def refuse_old_python() -> None:
    if sys.version_info[:2] >= OLDEST:
        return
    have, need = (".".join(map(str, v[:2])) for v in (sys.version_info, OLDEST))
    raise Stop(
        f"Python {need} 以上が必要です（いまは {have}）。"
        f"新しい Python を入れて、たとえば python{need} run.py と打ってください。",
        f"Python {need} or newer is needed (this is {have}). "
        f"Install it, then type for example: python{need} run.py",
    )


def program(words: list[str]) -> int:
    """Become the program; on Windows, which cannot, wait for it."""
    if words and words[0] in ("-h", "--help"):
        print(HELP, flush=True)
    if not words and has_no_screen():
        words = ["tour", "--out", "out"]
        say(
            "画面がないので、見本の一日を out/ に作ります。",
            "There is no screen: making the sample day in out/ instead.",
        )
    if words[:1] == ["--home"] and has_no_screen():
        raise Stop(
            "画面がないので、窓口を開けません。画面のあるところで、もう一度打ってください。",
            "There is no screen to open the window on. Try again where there is one.",
        )
    prepare("the program", RUNTIME)
    # -P: the folder the user stands in is no place to look for modules.
    command = [str(PYTHON), "-P", "-m", "ui.main", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    if WINDOWS:
        return subprocess.call(command, env=environment)
    os.execve(command[0], command, environment)


def has_no_screen() -> bool:
    screens = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform == "linux" and not any(map(os.environ.get, screens))


def prepare(word: str, lock: Path) -> None:
    """Have all that a word needs, or raise Stop."""
    if sys.platform == "linux":
        bring_debian_packages(DEBIAN[word])
    try:
        install(lock)
    except OSError as error:
        raise Stop(
            f"{ROOT} に書き込めません（{error}）。書き込めるフォルダーに写して、"
            "空き容量を確かめてから、もう一度始めてください。",
            f"Cannot write to {ROOT} ({error}). Copy the program to a folder you may "
            "write to, see that the disk is not full, then start again.",
        ) from error


def bring_debian_packages(wanted: dict[str, str]) -> None:
    missing = [name for name in wanted if not is_present(name)]
    if not missing:
        return
    packages = [wanted[name] for name in missing]
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"足しています: {' '.join(packages)}", "Adding these system packages.")
        for step in (["apt-get", "update"], command):
            run_apt([*step, "-qq"])
        missing = [name for name in missing if not is_present(name)]
    if missing:
        say(
            f"足りないものがあります: {'、'.join(missing)}",
            f"Missing. On Debian and its kin type: sudo {shlex.join(command)}",
        )
    if any(name in PIP or is_library(name) for name in missing):
        raise Stop(
            "これらを入れてから、もう一度始めてください。",
            "Install them, then start again.",
        )


def run_apt(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        print(*lines[-TAIL:], sep="\n")


def is_present(name: str) -> bool:
    if name in PIP:
        return any(map(find_spec, ("pip", "ensurepip")))
    if name in POSTGRES and any(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")):
        return True
    if not is_library(name):
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def is_library(name: str) -> bool:
    return ".so." in name


def install(lock: Path) -> None:
    """Have in `.venv` what the lock lists; two first starts at once take turns."""
    if is_whole(lock):
        return
    with RUNTIME.open("rb") as turn:
        if not WINDOWS:
            import fcntl

            fcntl.flock(turn, fcntl.LOCK_EX)
        if not is_whole(lock):
            fill_venv(lock)


def is_whole(lock: Path) -> bool:
    lines = STAMP.read_text("utf-8").splitlines(True) if STAMP.exists() else []
    return PYTHON.exists() and line_for(lock) in lines


def fill_venv(lock: Path) -> None:
    """Install; the stamp, removed first and written last, says that all is there."""
    is_begun = is_whole(RUNTIME)
    STAMP.unlink(missing_ok=True)
    if not is_begun:
        make_venv()
    run_pip(lock)
    # The development lock holds all of the other one, version for version.
    STAMP.write_text("".join(map(line_for, {RUNTIME: 0, lock: 0})), "utf-8")
    say("用意ができました。", "Ready.")


def line_for(lock: Path) -> str:
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest}  {lock.name}  {sys.version.split()[0]}\n"


def make_venv() -> None:
    import venv

    say(f"{VENV} を用意しています。", "Making the program's own Python environment.")
    venv.create(VENV, clear=True, symlinks=not WINDOWS, with_pip=not find_spec("pip"))


def run_pip(lock: Path) -> None:
    own = [str(PYTHON), "-m", "pip"]
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    options = ["--no-input", "--progress-bar=off", "--disable-pip-version-check"]
    safety = ["--require-hashes", "--only-binary=:all:"]
    command = [*(pip if find_spec("pip") else own), "install", *options, *safety]
    say(
        "部品を取り寄せています。初めてのときは数分かかります。",
        "Fetching the parts. The first time this takes some minutes.",
    )
    output = []
    with subprocess.Popen(
        [*command, "-r", str(lock)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            output.append(line)
            show_progress(line)
    if process.returncode:
        raise why_pip_failed(output)


def show_progress(line: str) -> None:
    first, *rest = line.split() or [""]
    if first == "Collecting":
        print(f"    {rest[0]}", flush=True)
    elif line.startswith("Installing collected"):
        say("入れています。", "Installing them.")
    elif "Retrying (" in line:
        print("    ……つなぎ直しています / trying the network again", flush=True)


def why_pip_failed(output: list[str]) -> Stop:
    if any("Retrying (" in line for line in output):
        return Stop(
            "ネットワークにつながらず、部品を取り寄せられませんでした。"
            "要るのはこのときだけです。つながる場所で、もう一度始めてください。",
            "The network cannot be reached, so the parts could not be fetched. It is "
            "needed for this only: connect, then start again.",
        )
    print("".join(output[-TAIL:]))
    return Stop(
        "部品を入れられませんでした。理由は上の行にあります。もう一度始めると、"
        "初めからやり直します。",
        "The parts could not be installed; the lines above say why. Start again to "
        "begin afresh.",
    )


def python(*arguments: str) -> int:
    """Run the environment's Python at the root, without a screen, as tests do."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONUTF8": "1"}
    if os.environ.get("CI"):
        environment["MADOGUCHI_REQUIRE_PG"] = "1"
    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT, env=environment)


def test(words: list[str]) -> int:
    return python("-m", "pytest", *(words or ["-n", "auto"]))


def check(words: list[str]) -> int:
    failed = []
    for name, arguments in CHECKS.items():
        print(f"== {name}", flush=True)
        if python(*arguments):
            failed.append(name)
    if failed:
        say(f"直すところがあります: {'、'.join(failed)}", "These checks failed.")
    return 1 if failed else 0


def bench(words: list[str]) -> int:
    return python("-m", "tests.bench", *words)


def prove(words: list[str]) -> int:
    return python("-m", "tests.proof", *words)


def package(words: list[str]) -> int:
    """Build `dist/madoguchi`, then have the result do the sample day without a screen."""
    say("プログラムを組み立てています。", "Building the program.")
    if python("-m", "PyInstaller", "--noconfirm", "--log-level=ERROR", "build.spec"):
        return 1
    built = ROOT / "dist" / "madoguchi" / ("madoguchi.exe" if WINDOWS else "madoguchi")
    say("できたものを動かしています。", "Running what was built.")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as out:
        command = [str(built), "tour", "--out", out, "--screens"]
        code = subprocess.call(command, cwd=out, env=environment)
    if code:
        say("できたものが動きませんでした。", "What was built does not run.")
        return 1
    say(f"できました: {built}", "Built, and it runs.")
    return 0


OWN = {"test": test, "check": check, "bench": bench, "prove": prove, "package": package}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
