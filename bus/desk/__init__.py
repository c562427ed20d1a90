"""The order desk: one truth about stock and orders."""
