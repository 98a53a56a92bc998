"""Why a policy is refused, in the words of the bureau and not of a library."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from optimizer.errors import PolicyError
from optimizer.messages import policy as words
from optimizer.policy import read_policy

WRONG = [
    ("[size]\nmax_members = 1", "应不小于 2"),
    ("[size]\nmax_members = 2.5", "应为整数"),
    ('[size]\nmax_members = "五"', "应为整数"),
    ("[size]\nmax_members = 99", "max_members 为 99,超过 absolute_ceiling 的"),
    ('[size]\ncore_counts = "maybe"', "应为 true 或 false"),
    ("[travel]\nmax_minutes = 0", "应大于 0"),
    ("[travel]\nmax_minutes = inf", "search_limit_minutes 为"),
    ('[travel]\nmax_minutes = "远"', "应为数值"),
    ("[travel]\nband_pct = 100", "应小于 100"),
    ("[travel]\ndefault_speed_kph = 500", "应不大于 130"),
    ('[travel]\ndirection = "both"', "只能取"),
    ("[travel]\nisochrone_minutes = []", "至少应有 1 项,现有 0 项"),
    ("[travel]\nisochrone_minutes = [30, 20]", "isochrone_minutes 的各项应逐项增大"),
    ("[travel]\nspeed_kph = 30", "应为名称 = 取值的表"),
    ('[travel]\nscenario = "flood"', "没有情景 flood"),
    ("[coverage]\ntarget_year = 2050", "target_year 为 2050"),
    ('[objective]\ntiers = ["need", "need"]', "有重复的目标层级"),
    ('[objective]\ntiers = ["need", "indicator"]', "只能取"),
    ('[scope]\nmember_types = "211"', "应为方括号中的一列值"),
    ("[scope]\ntitle = 5", "应为加引号的文字"),
]


def refused(tmp_path: Path, text: str) -> PolicyError:
    """Return the error a policy file is refused with."""
    path = tmp_path / "policy.toml"
    path.write_text(f'base = "enshi-2022-2025"\n{text}\n', encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        read_policy(path)
    return caught.value


@pytest.mark.parametrize(("text", "reason"), WRONG, ids=[text for text, _ in WRONG])
def test_reason_of_a_wrong_value_is_chinese(
    tmp_path: Path, text: str, reason: str
) -> None:
    """Tests that the sentence names the reason, and holds no word of the library."""
    error = refused(tmp_path, text)
    assert error.code == "P104"
    told = error.render("zh")
    assert reason in told
    assert not re.search("Input|should|valid|Value error", told)
    given = re.findall("[\u4e00-\u9fff]", text)
    assert re.findall("[\u4e00-\u9fff]", error.render("en")) == given


def test_every_optional_tier_is_read(tmp_path: Path) -> None:
    """Tests that a policy with the tiers no preset has is taken and written back."""
    tiers = ["need", "towns", "kept", "busiest", "indicators"]
    path = tmp_path / "policy.toml"
    text = f'base = "neutral"\n[objective]\ntiers = {tiers}\n'
    path.write_text(text, encoding="utf-8")
    policy = read_policy(path)
    assert policy.objective.tiers == tiers
    path.write_text(policy.to_toml(), encoding="utf-8")
    assert read_policy(path) == policy
    for preset in ("neutral", "enshi-2022-2025"):
        assert "indicators" not in read_policy(preset).objective.tiers


def test_unknown_key_is_named(tmp_path: Path) -> None:
    """Tests that a typing error is P103, in Chinese."""
    error = refused(tmp_path, "[size]\nmax_member = 4")
    assert error.code == "P103"
    assert "size.max_member" in error.render("zh")


def test_kind_of_fault_nobody_thought_of_is_told_neutrally(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests that a kind without words, or with other facts, still names the value."""
    path = "optimizer.messages._CATALOGUE"
    from optimizer import messages

    table = {k: v for k, v in messages._CATALOGUE.items() if k != "policy.greater_than"}
    monkeypatch.setattr(path, table)
    told = refused(tmp_path, "[travel]\nmax_minutes = 0").render("zh")
    assert "0" in told
    assert words.TEXTS["policy.other"][0] in told
