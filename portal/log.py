"""Writes log records as one JSON object a line, without what could name a person."""

import json
import logging
import re
from datetime import UTC, datetime

# Error messages quote values: phone, card, account and tracking numbers, addresses, unguessable links.
PERSONAL = [
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), "<email>"),
    (re.compile(r"\bIR\d{24}\b"), "<account>"),
    (re.compile(r"(?<![\w.])[\d۰-۹٠-٩](?:[\d۰-۹٠-٩ -]{7,}[\d۰-۹٠-٩])(?![\w.])"), "<number>"),
    (re.compile(r"(/(?:thanks|result|pay)/)[^/\s?\"]+"), r"\1<token>"),
    (re.compile(r"\?[^\s\"']*=[^\s\"']*"), "?<query>"),
]


def without_personal_data(text: str) -> str:
    for pattern, replacement in PERSONAL:
        text = pattern.sub(replacement, text)
    return text


class JsonFormatter(logging.Formatter):
    """Time (UTC), level, logger and message; the traceback of an exception; never the request itself."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_personal_data(record.getMessage()),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["traceback"] = without_personal_data(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
