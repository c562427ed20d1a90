"""Search over the whole catalogue of a device: words, facets and sorts, the same at 300 and at 1,000,000 products."""
