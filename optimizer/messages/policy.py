"""Texts on the policy file (P1xx)."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
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
