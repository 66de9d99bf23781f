"""Decides, from plain data alone, which centres receive a gift, and says why.

Pure: no database, no clock, no settings.  The same inputs give the same answer, so every stored
decision can be replayed and explained.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import Any

from portal.money import allocate


class Step(IntEnum):
    """The ladder, nearest first."""

    CHOSEN = 0
    """The centre that the donor chose."""
    SERVES = 1
    """Centres that serve the donor's place."""
    DISTRICT = 2
    COUNTY = 3
    PROVINCE = 4
    NATIONAL = 5


class Consent(StrEnum):
    """How far down the ladder the donor lets the gift go when the destination cannot take it."""

    NONE = "none"
    COUNTY = "county"
    ANYWHERE = "anywhere"


class Why(StrEnum):
    """The sentences of a decision; `reasons.py` has their words."""

    CHOSEN = "chosen"
    SERVES_PLACE = "serves_place"
    IN_DISTRICT = "in_district"
    IN_COUNTY = "in_county"
    IN_PROVINCE = "in_province"
    NATIONAL = "national"
    NOT_ACTIVE = "not_active"
    GOODS_NOT_ACCEPTED = "goods_not_accepted"
    GOODS_NOT_RECORDED = "goods_not_recorded"
    """What the centre accepts is not known: nobody is sent there in vain."""
    NO_CENTER_AT_STEP = "no_center_at_step"
    LEAST_SERVED = "least_served"
    ONLY_CENTER = "only_center"
    HOUSEHOLDS_NOT_RECORDED = "households_not_recorded"
    SPLIT = "split"
    CONSENT_ENDS = "consent_ends"


@dataclass(frozen=True)
class Reason:
    """One sentence: its name and the words to fill in."""

    why: Why
    data: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"why": str(self.why), **self.data}


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A centre as routing sees it.  ``received`` in rial for money, in offers for goods."""

    center_id: int
    code: str
    name: str
    step: Step
    may_receive: bool
    households: int | None = None
    accepted_goods: frozenset[str] = frozenset()
    received: int = 0


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the donor wants.  ``amount`` in rial, or 1 for an offer of goods of ``category``.

    ``first`` is the step at which the destination stands: CHOSEN for a centre, SERVES for a place,
    NATIONAL for "where it is most needed".  ``reach`` is the farthest step that a place itself means:
    its county, or all of it for a province.
    """

    amount: int
    first: Step
    consent: Consent
    reach: Step = Step.COUNTY
    category: str = ""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The parameters; ``min_share`` in rial."""

    version: int
    default_households: int
    max_centers: int
    min_share: int


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one centre receives, and why."""

    center_id: int
    amount: int
    step: Step
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The shares add up to the wish's amount, or there are none and the reasons say why not."""

    shares: tuple[Share, ...]
    reasons: tuple[Reason, ...]


_STEP_REASON = {
    Step.CHOSEN: Why.CHOSEN,
    Step.SERVES: Why.SERVES_PLACE,
    Step.DISTRICT: Why.IN_DISTRICT,
    Step.COUNTY: Why.IN_COUNTY,
    Step.PROVINCE: Why.IN_PROVINCE,
    Step.NATIONAL: Why.NATIONAL,
}


MAX_REFUSALS = 3
"""How many centres of one step are named as unable; more would hide the reason in a list."""


def last_step(wish: Wish) -> Step:
    """The farthest step that the donor's consent reaches.

    A donor who names a place has consented to the centres around it: nearness is what they asked for.
    """
    if wish.consent == Consent.ANYWHERE:
        return Step.NATIONAL
    if wish.first == Step.CHOSEN and wish.consent == Consent.NONE:
        return Step.CHOSEN
    return max(wish.reach, wish.first)


def route(wish: Wish, candidates: Sequence[Candidate], rules: Rules) -> Decision:
    """Walk the ladder from the wish's first step and share the gift at the first step that can take it.

    Within a step only active centres that accept the goods may receive; the one that received least per
    covered household comes first, ties by code.  A gift large enough is shared among several centres so
    that they draw level, by largest remainder, to the rial.
    """
    told: list[Reason] = []
    for step in Step:
        if step < wish.first:
            continue
        if step > last_step(wish):
            told.append(Reason(Why.CONSENT_ENDS))
            break
        here = sorted(
            (candidate for candidate in candidates if candidate.step == step),
            key=lambda candidate: candidate.code,
        )
        able = [candidate for candidate in here if _may_take(candidate, wish)]
        if able:
            return _share(wish, able, rules, step, tuple(told))
        told += [_refusal(candidate, wish) for candidate in here[:MAX_REFUSALS]]
        if not here:
            told.append(Reason(Why.NO_CENTER_AT_STEP, {"step": step.name.lower()}))
    return Decision(shares=(), reasons=tuple(told))


def _may_take(candidate: Candidate, wish: Wish) -> bool:
    return candidate.may_receive and (not wish.category or wish.category in candidate.accepted_goods)


def _refusal(candidate: Candidate, wish: Wish) -> Reason:
    if not candidate.may_receive:
        return Reason(Why.NOT_ACTIVE, {"center": candidate.name})
    if not candidate.accepted_goods:
        return Reason(Why.GOODS_NOT_RECORDED, {"center": candidate.name})
    return Reason(Why.GOODS_NOT_ACCEPTED, {"center": candidate.name, "category": wish.category})


def _share(wish: Wish, able: list[Candidate], rules: Rules, step: Step, told: tuple[Reason, ...]) -> Decision:
    by_need = sorted(able, key=lambda candidate: (_per_household(candidate, rules), candidate.code))
    count = 1 if wish.category else max(1, min(rules.max_centers, wish.amount // rules.min_share))
    weights = _levelling_weights(by_need[:count], wish.amount, rules)
    amounts = allocate(wish.amount, weights)
    receiving = [(center, amount) for center, amount in zip(by_need, amounts, strict=False) if amount]
    common = (*told, Reason(_STEP_REASON[step]))
    if len(receiving) > 1:
        common += (Reason(Why.SPLIT, {"centers": len(receiving)}),)
    shares = tuple(
        Share(
            center_id=center.center_id,
            amount=amount,
            step=step,
            reasons=common + _choice(center, able, rules),
        )
        for center, amount in receiving
    )
    return Decision(shares=shares, reasons=common)


def _choice(center: Candidate, able: list[Candidate], rules: Rules) -> tuple[Reason, ...]:
    if center.step == Step.CHOSEN:
        return ()
    if len(able) == 1:
        return (Reason(Why.ONLY_CENTER, {"center": center.name}),)
    least = Reason(Why.LEAST_SERVED, {"center": center.name, "among": len(able)})
    if center.households is None:
        return (least, Reason(Why.HOUSEHOLDS_NOT_RECORDED, {"households": rules.default_households}))
    return (least,)


def _households(candidate: Candidate, rules: Rules) -> int:
    return candidate.households or rules.default_households


def _per_household(candidate: Candidate, rules: Rules) -> Fraction:
    return Fraction(candidate.received, _households(candidate, rules))


def _levelling_weights(by_need: list[Candidate], amount: int, rules: Rules) -> list[int]:
    """What each centre lacks to the level, per household, that ``amount`` can lift the neediest to."""
    lifted = list(by_need)
    while True:
        households = sum(_households(candidate, rules) for candidate in lifted)
        level = Fraction(amount + sum(candidate.received for candidate in lifted), households)
        lacks = [level * _households(candidate, rules) - candidate.received for candidate in lifted]
        if all(lack > 0 for lack in lacks):
            # Every lack is a whole number of rial divided by `households`.
            return [int(lack * households) for lack in lacks]
        lifted.pop()
