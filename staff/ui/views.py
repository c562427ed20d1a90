"""The pages' view models, as the counter knows them."""

from dataclasses import dataclass

from staff.ui.calls import CallsView
from staff.ui.decisions import DecisionsView
from staff.ui.devices import DevicesView
from staff.ui.fetch import FetchView
from staff.ui.handover import HandoverView
from staff.ui.instead import InsteadView
from staff.ui.lookup import LookupView
from staff.ui.numbers import NumbersView
from staff.ui.order import OrderView
from staff.ui.outbox import OutboxView
from staff.ui.palette import PaletteView
from staff.ui.pay import PayView
from staff.ui.photos import PhotosView
from staff.ui.pick import PickView
from staff.ui.queue import QueueView
from staff.ui.returns import ReturnsView
from staff.ui.ship import ShipView
from staff.ui.short import ShortView
from staff.ui.sign_in import SignInView


@dataclass(frozen=True)
class Views:
    """One of each."""

    sign_in: SignInView
    queue: QueueView
    calls: CallsView
    order: OrderView
    pick: PickView
    instead: InsteadView
    missing: ShortView
    handover: HandoverView
    pay: PayView
    returns: ReturnsView
    photos: PhotosView
    decisions: DecisionsView
    ship: ShipView
    lookup: LookupView
    fetch: FetchView
    outbox: OutboxView
    numbers: NumbersView
    devices: DevicesView
    finder: PaletteView
