"""The canonical model: pure pydantic and the standard library, no input or output."""
