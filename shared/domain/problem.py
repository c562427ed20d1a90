"""Why something was refused or put off, as the hub says it (RFC 9457) and as a device keeps it."""

from pydantic import Field, ValidationError

from shared.domain.base import Model

TYPES = "https://everyshelf.example/problems/"


class Problem(Model):
    """An RFC 9457 problem; its code and facts are what a device makes words of in the language it speaks."""

    type: str = "about:blank"
    title: str
    status: int = 400
    detail: str = ""
    legal: tuple[str, ...] = Field((), description="legal steps when an illegal one was asked")
    facts: dict[str, str] = Field(
        {}, description="what words name: place and by (ids), sku, left, wanted and minutes (numbers)"
    )

    @property
    def code(self) -> str:
        """The last part of the type, empty when it has none."""
        return self.type.removeprefix(TYPES) if self.type.startswith(TYPES) else ""

    @property
    def words(self) -> str:
        """The hub's own text."""
        return f"{self.title}. {self.detail}" if self.detail else self.title

    def kept(self) -> str:
        """As one text to keep."""
        return self.model_dump_json(exclude_defaults=True)


def read_problem(text: str) -> Problem | None:
    """A kept problem, also one that an older version kept as plain words; None for an empty text."""
    if not text:
        return None
    try:
        return Problem.model_validate_json(text)
    except ValidationError:
        return Problem(title=text)
