"""The one table of commands: keys, palette, rail and the list of keys all read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from shared.domain.people import Role


@dataclass(frozen=True)
class Command:
    """Something a clerk can do; ``page`` names the page it opens, ``roles`` who may."""

    id: str
    title: str
    key: str = ""
    icon: str = ""
    page: str = ""
    also: str = ""  # other words people look for
    rail: bool = False
    roles: tuple[Role, ...] = ("clerk", "picker", "manager")


COMMANDS: Final = (
    Command("keys", "Keys and help", "F1", "help", also="shortcuts keyboard help ?"),
    Command("queue", "Queue", "F2", "queue", "queue", "orders work list", rail=True),
    Command("pick", "Pick", "F3", "pick", "pick", "wave shelf walk", rail=True),
    Command("returns", "Returns", "F4", "return", "returns", "exchange refund bring back", rail=True),
    Command("ship", "Shipping", "F5", "truck", "ship", "parcel carrier transfer incoming", rail=True),
    Command("lookup", "Look up", "F6", "search", "lookup", "product stock order customer find", rail=True),
    Command("outbox", "Outbox", "F7", "outbox", "outbox", "waiting offline rejected sync", rail=True),
    Command(
        "numbers", "Numbers", "F8", "chart", "numbers", "report figures csv", rail=True, roles=("manager",)
    ),
    Command("devices", "Devices", "F9", "device", "devices", "printer scanner hub disk clock", rail=True),
    Command("palette", "Find a command", "Ctrl+K", "filter"),
    Command("undo", "Undo the last step", "Ctrl+Z", "undo"),
    Command("reprint", "Print the last slip again", "Ctrl+P", "printer", also="copy receipt"),
    Command("scan", "Scan or type a code", "/", "scan"),
    Command("contrast", "High contrast on or off", "Ctrl+H", "contrast"),
    Command("larger", "Larger text", "Ctrl++", "text-size", also="zoom size"),
    Command("smaller", "Smaller text", "Ctrl+-", "text-size", also="zoom size"),
    Command("unlock", "Unlock a badge", "", "tag", also="pin tries locked", roles=("manager",)),
    Command("switch", "Switch user", "F11", "people", also="change clerk hand on"),
    Command("lock", "Lock", "F12", "lock", also="sign out leave"),
)


def allowed(role: str) -> list[Command]:
    """The commands a role may use, in table order."""
    return [command for command in COMMANDS if role in command.roles]


def find(
    text: str, role: str, shown: Callable[[Command], str] = lambda command: command.title
) -> list[Command]:
    """Commands whose words begin with every word of the text, those that match by title first.

    ``shown``: the title in the language of who looks; the English words are understood besides.
    """
    words = text.casefold().split()

    def score(command: Command) -> int | None:
        title = f"{shown(command)} {command.title}".casefold().split()
        every = title + command.also.casefold().split() + [command.key.casefold()]
        if not all(any(have.startswith(word) for have in every) for word in words):
            return None
        return 0 if all(any(have.startswith(word) for have in title) for word in words) else 1

    scored = [(found, n, c) for n, c in enumerate(allowed(role)) if (found := score(c)) is not None]
    return [command for _, _, command in sorted(scored, key=lambda entry: entry[:2])]
