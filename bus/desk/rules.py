"""What a retailer settles for the order desk in one TOML file: terms of trade and rules of sourcing."""

from typing import Literal

from pydantic import Field

from shared.settings import Settings


class Terms(Settings):
    """What the desk grants to shoppers and stores."""

    honour_days: int = Field(7, ge=0, description="a price shown so long ago is still honoured")
    undo_minutes: int = Field(
        30, ge=0, description="ready, arrived, packed and collected can be undone so long"
    )
    collect_days: int = Field(7, ge=1, description="goods wait so long for their shopper")
    keep_days: int = Field(30, ge=1, description="devices keep an order so long after it ended")
    lease_share: float = Field(
        0,
        ge=0,
        le=0.5,
        description="of what a store can promise, leased to each of its kiosks for offline sale; 0: none",
    )
    lease_hours: float = Field(12, gt=0, description="a lease ends so long after it was granted")
    hold_minutes: int = Field(10, ge=1, description="a hold while the shopper pays")
    partial_rejection: bool = Field(
        True,
        description="the rest of a fulfilment stays when pieces are missing; false: all of it goes elsewhere",
    )
    collateral_rejection: bool = Field(
        False,
        description="a SKU not in stock is taken off every order nobody has begun to pick there; false: staff is asked",
    )


class Rule(Settings):
    """One rule of sourcing: which locations may serve, and what is best; rules are tried in order."""

    name: str
    channels: tuple[str, ...] = Field((), description="only orders of these channels; empty: all")
    ways: tuple[Literal["pickup", "ship_to_store", "ship_home"], ...] = Field((), description="empty: all")
    kinds: tuple[Literal["store", "warehouse"], ...] = Field((), description="empty: both")
    groups: tuple[str, ...] = Field((), description="location groups; empty: all")
    max_km: float = Field(0, ge=0, description="from where the goods are wanted; 0: no limit")
    keep: int = Field(0, ge=0, description="units of a SKU that stay, beyond the safety stock")
    capacity: bool = Field(True, description="only where capacity is left today")
    open_within_hours: int = Field(0, ge=0, description="only where somebody works so soon; 0: no matter")
    promise_days: int = Field(0, ge=0, description="only where the goods get there within; 0: no matter")
    max_parts: int = Field(3, ge=1, le=8, description="most locations one order is split over")
    goal: Literal["splits", "cost"] = "splits"


class Costs(Settings):
    """What serving from a location costs, in the shop's minor units."""

    parcel: int = Field(450, ge=0, description="handling of one parcel or picking at a warehouse")
    store_parcel: int = Field(600, ge=0, description="the same at a store")
    per_km: float = Field(0.8, ge=0)


class Rules(Settings):
    """The whole file."""

    terms: Terms = Terms()
    costs: Costs = Costs()
    budget: int = Field(20_000, ge=1, description="nodes of the exact search before it falls back to greedy")
    rule: tuple[Rule, ...] = (
        Rule(name="near and whole", max_km=150, max_parts=1),
        Rule(name="anywhere, in few parts", max_parts=3),
        Rule(name="whatever it takes", max_parts=8, capacity=False),
    )
