"""What a user is told of common slips: in Chinese, with what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from optimizer.console import issue_lines
from optimizer.domain import Issue, Severity
from optimizer.errors import DataError, OutputError, PlanError
from optimizer.plan import Plan
from optimizer.service import folder
from optimizer.service.material_file import read_material


def test_project_is_no_plan_but_has_some(tmp_path: Path) -> None:
    """Tests the folder of a project beside one that holds nothing."""
    with pytest.raises(PlanError, match="A102"):
        folder.plan_path(tmp_path)
    (tmp_path / folder.PROJECT_LOG).touch()
    with pytest.raises(PlanError, match="A110") as caught:
        folder.plan_path(tmp_path)
    assert f"{tmp_path}/v1" in caught.value.render("zh")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "没有写入权限"),
        (errno.EROFS, "没有写入权限"),
        (errno.ENOENT, "上级文件夹"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_refusals_of_the_system_are_in_words(number: int, said: str) -> None:
    """Tests the words for each, and that a message of ours is not wrapped in one."""
    with pytest.raises(OutputError, match="O101") as caught, folder.writing(Path("x")):
        raise OSError(number, os.strerror(number))
    assert said in caught.value.render("zh")
    with pytest.raises(OutputError, match="K142"), folder.writing(Path("x")):
        raise OutputError("K142", path="y")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("[office]\nname = 某局\n".encode(), "第 2 行第 8 个字符处"),
        ('[office]\nname = "某局"\n'.encode("gbk"), "不是 UTF-8"),
    ],
)
def test_slips_in_the_material_are_told_with_their_place(
    tmp_path: Path, data: bytes, said: str
) -> None:
    """Tests a text without quotes, and a file of another encoding."""
    path = tmp_path / "material.toml"
    path.write_bytes(data)
    with pytest.raises(DataError, match="K101") as caught:
        read_material(path, Plan(alliances=[]))
    assert said in caught.value.render("zh")


def test_row_is_told_though_its_figures_stand_in_the_sentence() -> None:
    """Tests a row whose number is part of a digest in the sentence."""
    facts = {"code": "O206", "severity": Severity.ERROR, "file": "a.xlsx"}
    issue = Issue(row=6, column="方案校验码", value="e9ab38 ≠ v1 (6c)", **facts)
    (line,) = issue_lines([issue], "zh")
    assert "行 6" in line
