"""One system a file or folder, translated to the canonical model."""
