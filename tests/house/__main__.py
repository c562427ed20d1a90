"""Runs every check of the house one after another, then the tests: `./run test`, `./run lint`."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

from tests.house import licences, qmllint
from tests.house.qmllint import ROOT

TOOLS = {
    "ruff check": ["-m", "ruff", "check", "--quiet", "--output-format=concise", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet", "--output-format=concise", "."],
    "mypy": ["-m", "mypy", "--no-error-summary"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}
BUDGET = {".py": 300, ".qml": 250}


def tool(name: str) -> str:
    """Runs one tool over the project; gives what it complains about, or nothing."""
    command = [sys.executable, *TOOLS[name]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if not done.returncode:
        return ""
    return (done.stdout + done.stderr).strip() or f"ended with {done.returncode} and said nothing"


def qml() -> str:
    """Runs qmllint over every QML file; gives its findings."""
    return "\n".join(qmllint.lint()[1])


def licence() -> str:
    """Looks at the licence of every dependency; gives those that do not fit."""
    return "\n".join(str(entry) for entry in licences.dependencies() if not entry.fits)


def long_files() -> list[str]:
    """Files over the budget of lines, longest first: a question to ask of each, no failure."""
    files = [f for f in qmllint.project_files() if f.suffix in BUDGET]
    sizes = [(len(f.read_text(encoding="utf-8").splitlines()), f) for f in files]
    over = sorted(((size, f) for size, f in sizes if size > BUDGET[f.suffix]), reverse=True)
    return [f"{f.relative_to(ROOT)} ({size})" for size, f in over]


def lint() -> list[str]:
    """Runs every check, prints a line for each with its seconds, and gives the names of those that failed."""
    failed = []
    checks: dict[str, Callable[[], str]] = {
        **{name: partial(tool, name) for name in TOOLS},
        "qmllint": qml,
        "licences": licence,
    }
    for name, check in checks.items():
        start = time.perf_counter()
        complaint = check()
        seconds = time.perf_counter() - start
        print(f"{name:14} {seconds:6.1f} s  {'FAILED' if complaint else 'ok'}", flush=True)
        if complaint:
            failed.append(name)
            print(complaint, flush=True)
    if files := long_files():
        print(f"over the budget of lines: {', '.join(files)}", flush=True)
    return failed


def main(arguments: list[str]) -> int:
    """Gives the exit code: 0 only when every check and every test passed."""
    failed = lint()
    if failed:
        print(f"failed: {', '.join(failed)}", flush=True)
    if arguments[:1] == ["lint"]:
        return bool(failed)
    if arguments[:1] == ["real"]:
        os.environ["EVERYSHELF_PEERS"] = "install"
        chosen = ["-m", "real or living", *arguments[1:]]
    else:
        chosen = ["-m", "not real", *arguments]
        print(
            "left out: tests against living systems of others (Tryton, Vendure); ./run test real installs them, "
            "once in 3 minutes, and runs them in 1 to 5",
            flush=True,
        )
    command = [sys.executable, "-m", "pytest", *chosen]
    if arguments:
        return subprocess.run(command, cwd=ROOT, check=False).returncode or bool(failed)
    # tests of windows mostly wait, so the simulation, which never does, has its turns beside them
    beside = subprocess.Popen(
        ["nice", *command, "tests/simulation"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    tests = subprocess.run([*command, "--ignore", "tests/simulation"], cwd=ROOT, check=False)
    print(beside.communicate()[0], flush=True)
    return tests.returncode or beside.returncode or bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
