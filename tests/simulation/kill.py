"""``./run simulate kill``: kill -9 of windows, sync agents, hub and nats-server while orders are taken."""

import argparse
import json
import os
import random
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from shared.cache.outbox import Outbox
from shared.sync import __main__ as sync_agent
from tests.simulation import fleet


class Child:
    """A process of its own, split off from this one: everything is imported, so that starting takes no time."""

    def __init__(self, do: Callable[[], int], log: Path | None = None) -> None:
        there, self._in = os.pipe()
        self._out, out = os.pipe()
        self.pid = os.fork()
        if self.pid:
            os.close(there)
            os.close(out)
            return
        code = 1
        try:
            os.dup2(there, 0)
            os.dup2(out, 1)
            if log is not None:
                os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT), 2)
            os.closerange(3, 1_024)  # what others wait for must not be held open here
            code = do()
        except BaseException:  # noqa: BLE001 - nothing may go on as if it were the parent
            traceback.print_exc()
        os._exit(code)

    def kill(self) -> None:
        """Cut it off: kill -9."""
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> str:
        """Close its input, wait for its end; what it said."""
        os.close(self._in)
        with open(self._out, encoding="utf-8") as file:  # noqa: PTH123 - a pipe
            said = file.read()
        os.waitpid(self.pid, 0)
        return said


@dataclass
class Terminal:
    """A device: a window that takes orders, and its sync agent, both real processes."""

    folder: Path
    store: str
    role: str
    hub: str
    promised: set[str] = field(default_factory=set)
    window: Child | None = None
    agent: Child | None = None

    def start(self) -> None:
        """Start what does not run."""
        if self.agent is None:
            words = ["--folder", str(self.folder), "--hub", self.hub, "--role", self.role]
            self.agent = Child(lambda: agent(words), self.folder / "agent.log")

    def take_orders(self, count: int) -> None:
        """A window that takes orders and says each one's id when it is durable."""
        self.window = Child(lambda: window(self.folder, self.store, count))

    def hear(self, *, killed: bool = False) -> None:
        """Note what the window has promised until it ended."""
        if self.window is not None:
            if killed:
                self.window.kill()
            self.promised.update(line for line in self.window.end().split("\n")[:-1] if len(line) == 36)
            self.window = None

    def end(self, *, killed: bool = False) -> None:
        """Let the agent end by itself, or cut it off."""
        if self.agent is not None:
            if killed:
                self.agent.kill()
            self.agent.end()
            self.agent = None


def agent(words: list[str]) -> int:
    """What a sync agent does; nobody listens to what it says."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return sync_agent.main(words)


def window(place: Path, store: str, count: int) -> int:
    """What a window does: add, then promise."""
    outbox = Outbox(place)
    for number in range(count):
        act = fleet.order(store, number)
        outbox.add("order.place", act)
        os.write(1, act.order_id.encode() + b"\n")
    return 0


def ordeal(kills: int, orders: int, devices: int, seed: int) -> dict[str, object]:
    """Take orders in rounds; in every round something is killed while it works."""
    chance = random.Random(seed)
    struck = dict.fromkeys(("window", "agent", "hub", "nats-server"), 0)
    start = time.monotonic()
    with fleet.folder() as place:
        made = fleet.offline_hub(place / "hub", orders)
        terminals = []
        hub = fleet.HubProcess(place / "hub")
        for n in range(devices):
            role: Literal["kiosk", "staff"] = "staff" if n % 2 else "kiosk"
            store = fleet.STORES[n % len(fleet.STORES)]
            fleet.enrol(made, place / f"d{n}", role, store)
            terminals.append(Terminal(place / f"d{n}", store, role, hub.url))
        made.database.close()
        hub.start()
        share = -(-orders // kills)
        for round_ in range(kills):
            terminal = chance.choice(terminals)
            for one in terminals:
                one.start()
            terminal.take_orders(share)
            time.sleep(chance.uniform(0.0, 0.5))  # so that the blow falls anywhere in the work
            struck[strike(chance, hub, terminal)] += 1
            for one in terminals:
                one.hear()
            if hub.process is None:
                hub.start()
            if round_ % 20 == 19:
                print(f"{round_ + 1} kills, {sum(len(t.promised) for t in terminals)} orders", flush=True)
        left = orders - sum(len(t.promised) for t in terminals)  # windows that were killed took fewer
        for one in terminals:
            one.start()
            one.take_orders(max(0, -(-left // devices)))
        for one in terminals:
            one.hear()
        drained = drain(terminals)
        for one in terminals:
            one.end()
        hub.stop()
        promised = set[str]().union(*(t.promised for t in terminals))
        counted = fleet.audit(place / "hub", promised)
    return {
        "kills": struck,
        "promised": len(promised),
        **counted,
        "drained": drained,
        "seconds": round(time.monotonic() - start, 1),
    }


def strike(chance: random.Random, hub: fleet.HubProcess, terminal: Terminal) -> str:
    """Kill one thing; its name."""
    what = chance.choice(("window", "agent", "agent", "hub", "nats-server"))
    children = hub.children()
    if what == "window":
        terminal.hear(killed=True)
    elif what == "agent":
        terminal.end(killed=True)
    elif what == "nats-server" and children:
        os.kill(children[0], signal.SIGKILL)
    else:
        what = "hub"
        for child in hub.children():
            os.kill(child, signal.SIGKILL)
        hub.kill()
    return what


def drain(terminals: list[Terminal], seconds: float = 600.0) -> bool:
    """Wait until every outbox is empty."""
    for one in terminals:
        one.start()
    boxes = [Outbox(t.folder) for t in terminals]
    end = time.monotonic() + seconds
    while any(box.counts()[0] for box in boxes) and time.monotonic() < end:
        time.sleep(0.2)
    empty = not any(box.counts()[0] for box in boxes)
    for box in boxes:
        box.close()
    return empty


def main(words: list[str]) -> int:
    """The command; 0 when nothing was lost, done twice or oversold."""
    parser = argparse.ArgumentParser(prog="./run simulate kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--devices", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(words)
    result = ordeal(given.kills, given.orders, given.devices, given.seed)
    print(json.dumps(result))
    return int(not result["drained"] or any(result[k] for k in ("lost", "twice", "oversold")))
