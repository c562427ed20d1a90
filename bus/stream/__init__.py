"""JetStream: subjects, relay and the embedded server."""
