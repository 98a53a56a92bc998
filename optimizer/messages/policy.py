"""Texts on the policy file (P1xx)."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # reasons of P104 by the kind of fault
    "policy.other": ("与该项的要求不符", "it does not fit this key"),
    "policy.greater_than": ("应大于 {gt}", "it must be above {gt}"),
    "policy.greater_than_equal": ("应不小于 {ge}", "it must be at least {ge}"),
    "policy.less_than": ("应小于 {lt}", "it must be below {lt}"),
    "policy.less_than_equal": ("应不大于 {le}", "it must be at most {le}"),
    "policy.finite_number": ("应为有限的数", "it must be a finite number"),
    "policy.literal_error": ("只能取 {expected}", "it must be one of {expected}"),
    "policy.enum": ("只能取 {expected}", "it must be one of {expected}"),
    "policy.bool_type": ("应为 true 或 false", "it must be true or false"),
    "policy.bool_parsing": ("应为 true 或 false", "it must be true or false"),
    "policy.int_type": ("应为整数", "it must be a whole number"),
    "policy.int_parsing": ("应为整数", "it must be a whole number"),
    "policy.int_from_float": ("应为整数", "it must be a whole number"),
    "policy.int_parsing_size": ("数值过大", "the number is too large"),
    "policy.float_type": ("应为数值", "it must be a number"),
    "policy.float_parsing": ("应为数值", "it must be a number"),
    "policy.string_type": ("应为加引号的文字", "it must be a text in quotes"),
    "policy.list_type": (
        "应为方括号中的一列值",
        "it must be a list in square brackets",
    ),
    "policy.tuple_type": (
        "应为方括号中的一列值",
        "it must be a list in square brackets",
    ),
    "policy.dict_type": ("应为名称 = 取值的表", "it must be a table of name = value"),
    "policy.model_type": ("应为名称 = 取值的表", "it must be a table of name = value"),
    "policy.model_attributes_type": (
        "应为名称 = 取值的表",
        "it must be a table of name = value",
    ),
    "policy.too_short": (
        "至少应有 {min_length} 项,现有 {actual_length} 项",
        "it needs at least {min_length} entries and has {actual_length}",
    ),
    "policy.ceiling": (
        "max_members 为 {value},超过 absolute_ceiling 的 {limit}",
        "max_members {value} is above absolute_ceiling {limit}",
    ),
    "policy.speed": (
        "车速应大于 0、不大于 130 公里/小时:{value}",
        "a speed must be above 0 and at most 130 km/h: {value}",
    ),
    "policy.search": (
        "search_limit_minutes 为 {value},应不小于各项时间上限中最大的 {limit}",
        "search_limit_minutes {value} must be at least the longest limit of time, {limit}",
    ),
    "policy.rising": (
        "{name} 的各项应逐项增大:{value}",
        "the entries of {name} must rise: {value}",
    ),
    "policy.scenario_name": (
        "情景名称只能用 1 至 20 个字母、数字、汉字或下划线,且不得为 normal:{value}",
        "a scenario's name has 1 to 20 letters, digits or underscores and is not normal: {value}",
    ),
    "policy.scenario": (
        "没有情景 {value},可用:{limit}",
        "there is no scenario {value}; there are {limit}",
    ),
    "policy.year_twice": (
        "targets 中有重复的年份:{value}",
        "a year stands twice in targets: {value}",
    ),
    "policy.target_year": (
        "target_year 为 {value},不在 targets 的年份 {limit} 之中",
        "target_year {value} is not one of the years of targets, {limit}",
    ),
    "policy.tier_twice": ("有重复的目标层级:{value}", "a tier stands twice: {value}"),
    "P101": (
        "找不到政策文件 {file}。请给出 .toml 文件路径,或内置方案名之一:{presets}。",
        "Policy file {file} not found. Give the path of a .toml file or one of the presets: {presets}.",
    ),
    "P102": (
        "政策文件 {file} 无法读取:{reason}。请用 UTF-8 保存,并按 TOML 格式书写。",
        "Policy file {file} cannot be read: {reason}. Save it as UTF-8 in TOML format.",
    ),
    "P103": (
        "政策文件 {file} 中没有“{key}”这一项。请核对拼写;可用 alliance template 导出全部参数。",
        "Policy file {file} has an unknown key {key!r}. Check the spelling; `alliance template` writes all keys.",
    ),
    "P104": (
        "政策文件 {file} 的“{key}”取值 {value!r} 不可用:{reason}。",
        "Policy file {file}: value {value!r} of {key!r} is impossible: {reason}.",
    ),
    "P105": (
        "政策文件 {file} 的 base = {value!r} 不是内置方案。可用:{presets}。",
        "Policy file {file}: base = {value!r} is no preset. Available: {presets}.",
    ),
    "P106": (
        "政策文件 {file} 缺少“{key}”。",
        "Policy file {file} lacks the key {key!r}.",
    ),
}
