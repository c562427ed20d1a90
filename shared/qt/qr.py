"""QR codes as rows of 0 and 1, as the design system draws them."""


def qr_rows(text: str) -> str:
    """A QR code as rows of 0 and 1, one a line, without a quiet zone."""
    import segno  # noqa: PLC0415 - with the first code, not before the first frame

    matrix = segno.make_qr(text, error="m").matrix
    return "\n".join("".join("1" if dark else "0" for dark in row) for row in matrix)
