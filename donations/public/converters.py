"""The unguessable names and the receipt numbers in the addresses of a donor's pages."""


class TokenConverter:
    """A name made by `donations.tokens.new_token`."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SerialConverter:
    """``1405-000123`` as year and number; other ways to write the same number are no address."""

    regex = "[0-9]{4}-[0-9]{6,9}"

    def to_python(self, value: str) -> tuple[int, int]:
        year, number = map(int, value.split("-"))
        if value != f"{year}-{number:06d}":
            raise ValueError(value)
        return year, number

    def to_url(self, value: str) -> str:
        return value
