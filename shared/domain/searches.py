"""Which of the words shoppers type may be told to staff: words for goods, never somebody's number or address."""

MOST = 60  # characters
DIGITS = 5  # more in a row of words may be a telephone, card or order number


def tellable(typed: str) -> str:
    """The search in one spelling (lower case, single spaces); empty when it may be personal or says nothing."""
    words = " ".join(typed.casefold().split())
    telling = 2 <= len(words) <= MOST and "@" not in words and sum(ch.isdigit() for ch in words) <= DIGITS
    return words if telling and any(ch.isalpha() for ch in words) else ""
