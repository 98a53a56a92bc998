"""What is said of a trip: its roads, its slowest part, its error, other weather."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.policy import NORMAL, Ice
from optimizer.report.labels import Labels, plain, tenth
from optimizer.report.trips import Check, Figures, Margin, shares
from optimizer.route import Route, Stretch

_NOTHING = tenth(0.0)


def beside(value: float, limit: float) -> str:
    """Return a number to one decimal; to two where one would hide the limit's side.

    Examples
    --------
    >>> beside(47.15, 60), beside(60.02, 60), beside(60, 60)
    ('47.2', '60.02', '60.0')
    """
    text = tenth(value)
    return f"{value:.2f}" if text == tenth(limit) and value != limit else text


@dataclass(frozen=True, eq=False)
class TripWords:
    """Words on trips in the language of some labels."""

    labels: Labels

    def road_class(self, kind: str) -> str:
        """Return the class of a road in words; unknown words stay as they are."""
        code = kind.removesuffix("_link") or "unknown"
        return self.labels.named("road", code, plain(kind))

    def classes(self, route: Route) -> list[str]:
        """Return each class of road with its kilometres, longest first.

        Classes of one name, such as a road and its slip roads, count together. A few
        metres at a junction say nothing and are left out.
        """
        total: dict[str, float] = {}
        for kind, km in shares(route):
            road = self.road_class(kind)
            total[road] = total.get(road, 0.0) + km
        longest_first = sorted(total.items(), key=lambda item: -item[1])
        parts = [(road, tenth(km)) for road, km in longest_first]
        return [
            self.labels.say("trip.class", road=road, km=km)
            for road, km in parts
            if km != _NOTHING or len(parts) == 1
        ]

    def road_name(self, stretch: Stretch) -> str:
        """Return the name of a road, with its number in the data if it has one."""
        name, ref = plain(stretch.name), plain(stretch.ref)
        if name and ref:
            return self.labels.say("trip.road", name=name, ref=ref)
        return name or ref or self.labels.say("trip.unnamed")

    def binding(self, stretch: Stretch) -> str:
        """Return what sets the speed of a stretch."""
        return self.labels.named("binding", stretch.binding)

    def stretch(self, stretch: Stretch) -> str:
        """Return name, class, length, speed and reason of a stretch in one line."""
        return self.labels.say(
            "trip.stretch",
            name=plain(stretch.name or stretch.ref) or self.labels.say("trip.unnamed"),
            road=self.road_class(stretch.kind),
            km=tenth(stretch.metres / 1000),
            kph=tenth(stretch.kph),
            reason=self.binding(stretch),
        )

    def figures(self, figures: Figures) -> str:
        """Return minutes and kilometres."""
        facts = {"minutes": tenth(figures.minutes), "km": tenth(figures.km)}
        return self.labels.say("trip.figures", **facts)

    def minutes(self, figures: Figures) -> str:
        """Return minutes, exact enough to tell on which side of the limit they are."""
        return beside(figures.minutes, self.labels.case.policy.travel.max_minutes)

    def scenario(self, name: str) -> str:
        """Return the name of a road scenario."""
        return self.labels.named("scenario", name)

    def scenario_rule(self, name: str) -> str:
        """Return what a scenario assumes, and where its numbers come from."""
        policy = self.labels.case.policy
        ice: Ice | None = policy.travel.scenarios.get(name)
        facts = {"name": self.scenario(name), "source": self.source("scenarios")}
        if ice is None:
            code = "plain" if name == NORMAL else "unknown"
            return self.labels.say(f"scenario_rule.{code}", **facts)
        height, factor = f"{ice.ice_above_m:g}", f"{ice.ice_factor:g}"
        return self.labels.say(
            "scenario_rule.ice", height=height, factor=factor, **facts
        )

    def source(self, key: str) -> str:
        """Return where a value of the policy's ``travel`` section comes from."""
        sourced = self.labels.case.policy.source_of(f"travel.{key}")
        return self.labels.named("source", sourced.source.value)

    def breaches(self, check: Check) -> str:
        """Return what a trip breaks."""
        said = (self.labels.say(f"breach.{breach}") for breach in check.breaches)
        return self.labels.say("list.comma").join(said)

    def check(self, check: Check) -> str:
        """Return the minutes of a trip in a scenario, marked if it breaks a limit."""
        if check.figures is None:
            return self.breaches(check)
        text = self.labels.say("minutes", minutes=self.minutes(check.figures))
        if not check.breaches:
            return text
        return self.labels.say("trip.over", text=text, what=self.breaches(check))

    def margin(self, margin: Margin) -> str:
        """Return why a pair is borderline, with the numbers that decide."""
        limits = self.labels.case.policy.travel
        second = margin.second or margin.figures
        ends = [
            beside(end / 60, limits.max_minutes) for end in (margin.low, margin.high)
        ]
        return self.labels.say(
            f"margin.{margin.cause}",
            minutes=self.minutes(margin.figures),
            second=self.minutes(second),
            km=beside(margin.figures.km, limits.max_km),
            second_km=beside(second.km, limits.max_km),
            band=f"{limits.band_pct:g}",
            low=ends[0],
            high=ends[1],
            limit=f"{limits.max_minutes:g}",
            limit_km=f"{limits.max_km:g}",
        )

    def limits(self) -> str:
        """Return band and limits with their sources, in one line."""
        travel = self.labels.case.policy.travel
        return self.labels.say(
            "trip.limits",
            band=f"{travel.band_pct:g}",
            band_source=self.source("band_pct"),
            minutes=f"{travel.max_minutes:g}",
            minutes_source=self.source("max_minutes"),
            km=f"{travel.max_km:g}",
            km_source=self.source("max_km"),
        )
