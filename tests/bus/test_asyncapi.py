"""The AsyncAPI document is what the code says, and the code says no more than the document."""

import json
import re
from typing import Any

from bus.stream.__main__ import DOCUMENT
from bus.stream.asyncapi import document
from shared.domain.events import EVENTS
from tests.house.qmllint import ROOT


def test_the_document_in_docs_is_made_from_the_code_of_today() -> None:
    assert json.loads(DOCUMENT.read_text("utf-8")) == document(), "run ./run bus asyncapi"


def test_every_reference_leads_somewhere() -> None:
    made = document()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if "$ref" in node:
                target: Any = made
                for part in node["$ref"].removeprefix("#/").split("/"):
                    target = target[part]
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(made)


def test_every_event_the_desk_names_is_declared() -> None:
    named = set()
    for file in (ROOT / "bus" / "desk").glob("*.py"):
        named |= set(re.findall(r"\.event\(\s*\"([a-z_.]+)\"", file.read_text("utf-8")))
    assert named
    assert named <= set(EVENTS)
