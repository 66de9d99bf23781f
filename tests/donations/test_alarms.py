"""A fault on our side of the gateway is told to the operators, in words that name nobody."""

import logging

import pytest

from donations.gateway.port import Call, GatewayRefused, OpenRequest, Outcome
from donations.giving.operations import pay
from donations.giving.settlement import check
from donations.history import DONOR
from tests.builders.donations import (
    AT,
    ScriptedGateway,
    a_gift,
    an_awaiting_payment,
    an_exchange,
    answer,
)

pytestmark = pytest.mark.django_db
MOBILE = "09121234567"
TERMINAL_INACTIVE = -11


class RefusingGateway(ScriptedGateway):
    """Opens no page and answers with a code."""

    def open(self, request: OpenRequest):
        raise GatewayRefused(an_exchange(Call.OPEN, code=TERMINAL_INACTIVE))


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_page_refused_for_our_account_is_an_error_in_the_log(caplog):
    gift = a_gift(donor_mobile=MOBILE)

    with pytest.raises(GatewayRefused):
        pay(gift=gift, gateway=RefusingGateway(), callback_url="https://x.example/", description="g", at=AT)

    assert errors(caplog) == ["gateway call open answered code -11: check our account and input"]


def test_a_question_refused_for_our_account_is_an_error_in_the_log(caplog):
    payment = an_awaiting_payment(donor_mobile=MOBILE)

    check(
        payment=payment,
        gateway=ScriptedGateway(answer(Outcome.UNKNOWN, TERMINAL_INACTIVE)),
        by=DONOR,
        at=AT,
    )

    assert errors(caplog) == ["gateway call verify answered code -11: check our account and input"]
    assert payment.authority not in caplog.text


@pytest.mark.parametrize("code", [None, -12, -50, -51, -54])
def test_what_waiting_or_a_review_settles_alarms_nobody(caplog, code):
    check(
        payment=an_awaiting_payment(),
        gateway=ScriptedGateway(answer(Outcome.UNKNOWN, code)),
        by=DONOR,
        at=AT,
    )

    assert errors(caplog) == []
