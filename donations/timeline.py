"""One dated step in the life of a gift or an offer, as the donor reads it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Event:
    """What happened ``at`` a time, in the donor's words; ``by`` is who did it, empty if nobody to name."""

    at: datetime
    title: str
    text: str = ""
    by: str = ""
