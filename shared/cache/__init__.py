"""What a device keeps: the cache, the outbox and the search over them."""
