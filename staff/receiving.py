"""What came, piece by piece: counted against what was announced, and set apart where it is damaged."""

from collections.abc import Mapping


class Count:
    """A delivery that is unpacked; its lines have keys of the caller's and an SKU each."""

    def __init__(self, wanted: Mapping[str, tuple[str, int]]) -> None:
        self._wanted = wanted  # line → SKU, pieces
        self._good: dict[str, int] = {}
        self._damaged: dict[str, int] = {}
        self._last = ""

    def good(self, line: str) -> int:
        """Pieces of a line that came in good order."""
        return self._good.get(line, 0)

    def damaged(self, line: str) -> int:
        """Pieces of a line that came damaged."""
        return self._damaged.get(line, 0)

    def missing(self, line: str) -> int:
        """Pieces of a line that did not come; more than was announced is not fewer of another."""
        return max(0, self._wanted[line][1] - self.good(line) - self.damaged(line))

    def scan(self, sku: str) -> str:
        """One piece of an article more: its line, one that still lacks pieces before others; empty when unknown."""
        lines = [line for line, (article, _) in self._wanted.items() if article == sku]
        line = next((line for line in lines if self.missing(line)), lines[0] if lines else "")
        if line:
            self.add(line, 1)
        return line

    def add(self, line: str, by: int) -> None:
        """So many good pieces of a line more or less."""
        self._good[line] = max(0, self.good(line) + by)
        self._last = line

    def everything(self) -> None:
        """All that is still missing came, in good order."""
        for line in self._wanted:
            self._good[line] = self.good(line) + self.missing(line)

    def damage(self) -> str:
        """The piece counted last is damaged: its line, empty when none was counted."""
        line = self._last if self.good(self._last) else ""
        if line:
            self._good[line] -= 1
            self._damaged[line] = self.damaged(line) + 1
        return line

    @property
    def begun(self) -> bool:
        """Something was counted."""
        return any(self._good.values()) or any(self._damaged.values())

    @property
    def all_missing(self) -> dict[str, int]:
        """Line → pieces that did not come."""
        return {line: n for line in self._wanted if (n := self.missing(line))}

    @property
    def all_damaged(self) -> dict[str, int]:
        """Line → pieces that came damaged, of those that were announced."""
        least = {line: min(self.damaged(line), n) for line, (_, n) in self._wanted.items()}
        return {line: n for line, n in least.items() if n}
