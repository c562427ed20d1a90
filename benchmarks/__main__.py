"""``./run bench NAME``: one measurement; without a name all of them, small, on one page."""

import importlib
import sys
from pathlib import Path

from benchmarks import page


def names() -> list[str]:
    """The benchmarks: every module beside this one that names its own command."""
    files = Path(__file__).parent.glob("*.py")
    return sorted(path.stem for path in files if f"./run bench {path.stem}" in path.read_text("utf-8"))


def main(words: list[str]) -> int:
    """Run one benchmark with its own arguments, or all of them with --quick."""
    if not words:
        return page.show(names())
    if words[0] not in names():
        print(f"there is no benchmark {words[0]!r}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    answer = importlib.import_module(f"benchmarks.{words[0]}").main(words[1:])
    return answer if isinstance(answer, int) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
