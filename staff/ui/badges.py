"""The rail's entries: the pages a role may open, and what waits in them."""

from shared.sync.core import Status
from staff import words
from staff.commands import allowed
from staff.ui.queue import QueueView
from staff.work import Task


def entries(queue: QueueView, status: Status, role: str) -> list[dict[str, object]]:
    """What the rail shows, in table order; the badge's tone is empty while nothing presses."""
    badges = {
        "queue": queue.count(),
        "pick": queue.count(Task.PICK),
        "ship": queue.count(Task.SHIP, Task.RECEIVE, Task.SEND),
        "returns": queue.count(Task.RETURN),
        "outbox": status.waiting + status.rejected,
    }
    refused = "danger" if status.rejected else "soon"
    tones = {"outbox": refused, "queue": "danger" if queue.late else "", "returns": "soon"}
    return [
        {
            "id": c.id,
            "title": words.command(c.id),
            "key": c.key,
            "icon": c.icon,
            "badge": badges.get(c.id, 0),
            "tone": tones.get(c.id, ""),
        }
        for c in allowed(role)
        if c.rail
    ]
