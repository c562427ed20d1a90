"""What others do to what is in hand here, and who they are."""

from shared.domain.messages import Collection
from shared.domain.people import StaffMember
from shared.qt.tasks import run
from staff.ui.session import Session
from staff.ui.views import Views


async def watch(session: Session, views: Views) -> None:
    """Follow the orders that are being picked or handed over, or whose missing pieces the desk looks for."""
    wanted = {*views.pick.shortages.watched, *views.pick.orders, views.handover.order_id} - {""}
    orders = [order for i in wanted if (order := await run(session.device.orders.get, i))]
    views.pick.shortages.watch(orders)
    for order in orders:
        views.pick.follow(order)
        views.handover.update(order)


async def load_names(session: Session, views: Views) -> None:
    """Read who works here, for claims."""
    rows = await run(lambda: list(session.device.store.scan(Collection.STAFF)))
    members = [StaffMember.model_validate_json(body) for _, body in rows]
    names = {member.id: member.name for member in members}
    views.order.names = views.outbox.names = names
    views.queue.set_names(names)
