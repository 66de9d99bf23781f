"""Log lines are JSON, and name nobody."""

import json
import logging
import sys

import pytest

from portal.log import JsonFormatter, without_personal_data


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Key (mobile)=(09121234567) already exists", "Key (mobile)=(<number>) already exists"),
        ("card 6037-9973-6355-8082 refused", "card <number> refused"),
        ("account IR820540102680020817909002", "account <account>"),
        ("code ۱۲۳۴ ۵۶۷۸ ۹۰۱۲", "code <number>"),
        ("mail to zahra.a@example.org", "mail to <email>"),
        ("Not Found: /give/thanks/x7Yq-1/", "Not Found: /give/thanks/<token>/"),
        ("GET /give/return/?Authority=A00000&Status=OK", "GET /give/return/?<query>"),
        ("payment 4021 settled in 15 s at line 233", "payment 4021 settled in 15 s at line 233"),
    ],
)
def test_personal_data_is_taken_out_of(said, kept):
    assert without_personal_data(said) == kept


def test_a_record_is_one_json_object():
    record = logging.makeLogRecord(
        {"name": "portal", "levelname": "INFO", "msg": "سلام %s", "args": ("دنیا",)}
    )

    line = JsonFormatter().format(record)

    assert "\n" not in line
    assert json.loads(line)["message"] == "سلام دنیا"


def test_a_traceback_is_kept_without_the_values_it_quotes():
    try:
        raise ValueError("09121234567")
    except ValueError:
        record = logging.makeLogRecord({"msg": "failed", "exc_info": sys.exc_info()})

    line = json.loads(JsonFormatter().format(record))

    assert "ValueError" in line["traceback"]
    assert "09121234567" not in line["traceback"]
