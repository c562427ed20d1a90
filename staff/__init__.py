"""The counter app of the store's staff."""
