"""The AsyncAPI 3.0 document of the bus, made from the declared streams and the models of the events."""

from typing import Any

from pydantic.json_schema import models_json_schema

from bus.stream.subjects import EVENTS as EVENT_STREAM
from bus.stream.subjects import event_subject
from shared.domain.events import EVENTS

_HEADERS = {
    "type": "object",
    "required": ["ce-specversion", "ce-id", "ce-source", "ce-type", "ce-subject", "ce-time"],
    "properties": {
        "ce-specversion": {"const": "1.0"},
        "ce-id": {"type": "string", "format": "uuid", "description": "the same id is the same event"},
        "ce-source": {"type": "string", "format": "uri"},
        "ce-type": {"type": "string"},
        "ce-subject": {"type": "string", "description": "what the event is about; its events come in order"},
        "ce-time": {"type": "string", "format": "date-time"},
        "ce-sequence": {"type": "string", "description": "the hub's number of the event"},
    },
}


def document() -> dict[str, Any]:
    """Channels, operations and messages of every event type, as a JSON-able mapping."""
    models = sorted(set(EVENTS.values()), key=lambda m: m.__name__)
    _, found = models_json_schema(
        [(m, "serialization") for m in models], ref_template="#/components/schemas/{model}"
    )
    channels, operations, messages = {}, {}, {}
    for kind, model in sorted(EVENTS.items()):
        messages[kind] = {
            "name": f"com.everyshelf.{kind}",
            "contentType": "application/json",
            "headers": _HEADERS,
            "payload": {"$ref": f"#/components/schemas/{model.__name__}"},
        }
        channels[kind] = {
            "address": event_subject(kind),
            "messages": {kind: {"$ref": f"#/components/messages/{kind}"}},
        }
        operations[kind] = {
            "action": "send",
            "channel": {"$ref": f"#/channels/{kind}"},
            "messages": [{"$ref": f"#/channels/{kind}/messages/{kind}"}],
        }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Everyshelf bus",
            "version": "1.0.0",
            "description": (
                "CloudEvents 1.0 in binary mode on NATS JetStream. "
                f"Stream {EVENT_STREAM.name} keeps {', '.join(EVENT_STREAM.subjects)} for {EVENT_STREAM.days} days; "
                "`./run bus replay` fills it again from the record."
            ),
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages, "schemas": found["$defs"]},
    }
