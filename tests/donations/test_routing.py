"""Where a gift goes and why, as a table of examples over plain data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from donations.routing.reasons import sentences
from donations.routing.route import Candidate, Consent, Reason, Rules, Step, Why, Wish, last_step, route

RULES = Rules(version=1, default_households=450, max_centers=3, min_share=10_000_000)


def a_candidate(code: str = "1001", step: Step = Step.COUNTY, **details: object) -> Candidate:
    values = {"may_receive": True, "households": 450, "accepted_goods": frozenset({"food"}), "received": 0}
    return Candidate(center_id=int(code), code=code, name=f"مرکز {code}", step=step, **{**values, **details})


def a_wish(
    amount: int = 500_000, first: Step = Step.SERVES, consent: Consent = Consent.NONE, **details
) -> Wish:
    return Wish(amount=amount, first=first, consent=consent, **details)


def why(reasons) -> list[Why]:
    return [reason.why for reason in reasons]


def receivers(decision) -> dict[int, int]:
    return {share.center_id: share.amount for share in decision.shares}


def test_the_chosen_center_receives_all():
    decision = route(
        a_wish(first=Step.CHOSEN), [a_candidate("1001", Step.CHOSEN), a_candidate("1002")], RULES
    )

    assert receivers(decision) == {1001: 500_000}
    assert why(decision.shares[0].reasons) == [Why.CHOSEN]


def test_a_closed_chosen_center_keeps_the_gift_waiting_without_consent():
    closed = a_candidate("1001", Step.CHOSEN, may_receive=False)

    decision = route(a_wish(first=Step.CHOSEN), [closed, a_candidate("1002")], RULES)

    assert decision.shares == ()
    assert why(decision.reasons) == [Why.NOT_ACTIVE, Why.CONSENT_ENDS]


def test_with_consent_the_gift_of_a_closed_center_stays_in_its_county():
    closed = a_candidate("1001", Step.CHOSEN, may_receive=False)
    far = a_candidate("1003", Step.PROVINCE)

    decision = route(
        a_wish(first=Step.CHOSEN, consent=Consent.COUNTY), [closed, a_candidate("1002"), far], RULES
    )

    assert receivers(decision) == {1002: 500_000}
    assert why(decision.shares[0].reasons) == [
        Why.NOT_ACTIVE,
        Why.NO_CENTER_AT_STEP,
        Why.NO_CENTER_AT_STEP,
        Why.IN_COUNTY,
        Why.ONLY_CENTER,
    ]


@pytest.mark.parametrize(
    ("first", "consent", "last"),
    [
        (Step.CHOSEN, Consent.NONE, Step.CHOSEN),
        (Step.CHOSEN, Consent.COUNTY, Step.COUNTY),
        (Step.CHOSEN, Consent.ANYWHERE, Step.NATIONAL),
        (Step.SERVES, Consent.NONE, Step.COUNTY),
        (Step.SERVES, Consent.COUNTY, Step.COUNTY),
        (Step.SERVES, Consent.ANYWHERE, Step.NATIONAL),
        (Step.NATIONAL, Consent.NONE, Step.NATIONAL),
        (Step.NATIONAL, Consent.COUNTY, Step.NATIONAL),
    ],
)
def test_the_ladder_ends_where_the_consent_ends(first, consent, last):
    assert last_step(a_wish(first=first, consent=consent)) == last


def test_a_gift_to_a_province_stays_in_the_province():
    wish = a_wish(reach=Step.PROVINCE)

    decision = route(wish, [a_candidate("1001", Step.PROVINCE), a_candidate("1002", Step.NATIONAL)], RULES)

    assert receivers(decision) == {1001: 500_000}


def test_a_center_that_serves_the_place_comes_before_a_needier_one_of_the_county():
    near = a_candidate("1001", Step.SERVES, received=90_000_000)
    needier = a_candidate("1002", Step.COUNTY, received=0)

    decision = route(a_wish(), [near, needier], RULES)

    assert receivers(decision) == {1001: 500_000}


@pytest.mark.parametrize(
    ("first", "second", "receiver"),
    [
        ({"received": 100}, {"received": 50}, 1002),
        ({"received": 100, "households": 900}, {"received": 60, "households": 450}, 1001),
        ({"received": 100}, {"received": 100}, 1001),
        ({"received": 100, "households": None}, {"received": 101}, 1001),
        ({"received": 0, "may_receive": False}, {"received": 900}, 1002),
    ],
)
def test_the_center_that_received_least_per_household_comes_first(first, second, receiver):
    decision = route(a_wish(), [a_candidate("1001", **first), a_candidate("1002", **second)], RULES)

    assert list(receivers(decision)) == [receiver]


def test_an_unrecorded_number_of_households_is_said():
    decision = route(a_wish(), [a_candidate("1001", households=None), a_candidate("1002", received=9)], RULES)

    assert why(decision.shares[0].reasons)[-2:] == [Why.LEAST_SERVED, Why.HOUSEHOLDS_NOT_RECORDED]


def test_a_large_gift_is_shared_so_that_centers_draw_level():
    centers = [
        a_candidate("1001", received=10_000_000),
        a_candidate("1002", received=0),
        a_candidate("1003", received=40_000_000),
    ]

    decision = route(a_wish(amount=30_000_000), centers, RULES)

    assert receivers(decision) == {1002: 20_000_000, 1001: 10_000_000}
    assert Why.SPLIT in why(decision.shares[0].reasons)


def test_households_weigh_in_the_shares():
    centers = [a_candidate("1001", households=100), a_candidate("1002", households=300)]

    decision = route(a_wish(amount=40_000_000), centers, RULES)

    assert receivers(decision) == {1001: 10_000_000, 1002: 30_000_000}


def test_goods_go_to_one_center_that_accepts_them():
    centers = [a_candidate("1001", accepted_goods=frozenset()), a_candidate("1002"), a_candidate("1003")]

    decision = route(a_wish(amount=1, category="food"), centers, RULES)

    assert receivers(decision) == {1002: 1}


def test_a_center_that_refuses_the_goods_is_named():
    picky = a_candidate("1001", Step.CHOSEN, accepted_goods=frozenset({"school"}))

    decision = route(a_wish(amount=1, first=Step.CHOSEN, category="food"), [picky], RULES)

    assert decision.reasons[0] == Reason(Why.GOODS_NOT_ACCEPTED, {"center": "مرکز 1001", "category": "food"})


@pytest.mark.parametrize("reason", list(Why))
def test_every_reason_has_words(reason):
    words = {"center": "مرکز ۱", "among": 3, "households": 450, "centers": 2, "step": "county"}

    (sentence,) = sentences([{**words, "why": str(reason)}])

    assert sentence.endswith(".")
    assert "%" not in sentence


candidates = st.builds(
    lambda number, step, may_receive, households, received: a_candidate(
        str(number), step, may_receive=may_receive, households=households, received=received
    ),
    st.integers(1000, 9999),
    st.sampled_from(list(Step)),
    st.booleans(),
    st.none() | st.integers(1, 5_000),
    st.integers(0, 10**12),
)
wishes = st.builds(
    a_wish,
    st.integers(1, 10**9),
    st.sampled_from([Step.CHOSEN, Step.SERVES, Step.NATIONAL]),
    st.sampled_from(Consent),
)


@given(wishes, st.lists(candidates, max_size=12, unique_by=lambda candidate: candidate.code))
def test_shares_add_up_to_the_rial_and_stay_within_consent(wish, centers):
    decision = route(wish, centers, RULES)

    known = {candidate.center_id: candidate for candidate in centers}
    assert sum(share.amount for share in decision.shares) == (wish.amount if decision.shares else 0)
    assert all(share.amount > 0 and known[share.center_id].may_receive for share in decision.shares)
    assert all(wish.first <= share.step <= last_step(wish) for share in decision.shares)
    assert decision.shares or not any(
        candidate.may_receive and wish.first <= candidate.step <= last_step(wish) for candidate in centers
    )
    assert route(wish, list(reversed(centers)), RULES) == decision
