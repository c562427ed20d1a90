"""``./run bench NAME``: one measurement; without a name all of them, small, on one page."""

import importlib
import sys
import time
from pathlib import Path

_HELPERS = {"__init__", "__main__", "applying", "kept", "peers", "requests", "shop", "window"}


def names() -> list[str]:
    """The benchmarks: every module beside this one that has a main."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in _HELPERS)


def main(words: list[str]) -> int:
    """Run one benchmark with its own arguments, or all of them with --quick."""
    if not words:
        for name in names():
            started = time.monotonic()
            print(f"=== {name} " + "=" * (70 - len(name)), flush=True)
            importlib.import_module(f"benchmarks.{name}").main(["--quick"])
            print(f"({time.monotonic() - started:.0f} s)\n", flush=True)
        return 0
    if words[0] not in names():
        print(f"there is no benchmark {words[0]!r}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    answer = importlib.import_module(f"benchmarks.{words[0]}").main(words[1:])
    return answer if isinstance(answer, int) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
