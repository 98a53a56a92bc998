"""A package is replaced whole, and never over what people changed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from optimizer.errors import OutputError
from optimizer.service.folder import text_writer
from optimizer.service.manifest import MANIFEST, write_package

FILES = {"甲.txt": text_writer("甲"), "gis/b.txt": text_writer("b")}


def sha(text: str) -> str:
    """Return the digest of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def names(out: Path) -> set[str]:
    """Return the files below a folder."""
    return {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}


def test_manifest_has_the_digest_of_each_file(tmp_path: Path) -> None:
    """Tests the manifest against digests worked out here."""
    out = tmp_path / "包"
    digests = write_package(out, FILES, {"package": "gis"})
    told = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    assert digests == told["files"] == {"甲.txt": sha("甲"), "gis/b.txt": sha("b")}
    assert (told["schema"], told["package"]) == ("alliance-package/1", "gis")


def test_untouched_package_is_replaced_whole(tmp_path: Path) -> None:
    """Tests that files of the older package do not stay."""
    out = tmp_path / "p"
    write_package(out, FILES, {})
    write_package(out, {"c.txt": text_writer("c")}, {})
    assert names(out) == {"c.txt", MANIFEST}
    assert list(tmp_path.iterdir()) == [out]


def test_changed_package_is_kept(tmp_path: Path) -> None:
    """Tests a changed file, an added one, a lost manifest; then the legal neighbour."""
    out = tmp_path / "p"
    write_package(out, FILES, {})
    (out / "甲.txt").write_text("改", encoding="utf-8")
    with pytest.raises(OutputError, match="K141"):
        write_package(out, FILES, {})
    assert (out / "甲.txt").read_text(encoding="utf-8") == "改"
    (out / "甲.txt").write_text("甲", encoding="utf-8")
    (out / "own.docx").write_text("x")
    with pytest.raises(OutputError, match=r"own\.docx"):
        write_package(out, FILES, {})
    (out / "own.docx").unlink()
    write_package(out, FILES, {})
    (out / MANIFEST).unlink()
    with pytest.raises(OutputError, match="K141"):
        write_package(out, FILES, {})


def test_failed_write_leaves_the_old_package(tmp_path: Path) -> None:
    """Tests a writer that fails half way, and a file in the place of the folder."""
    out = tmp_path / "p"
    write_package(out, FILES, {})

    def fail(path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "full")

    with pytest.raises(OutputError, match="O101"):
        write_package(out, {"甲.txt": text_writer("新"), "x": fail}, {})
    assert (out / "甲.txt").read_text(encoding="utf-8") == "甲"
    assert list(tmp_path.iterdir()) == [out]
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="K142"):
        write_package(tmp_path / "file", FILES, {})


def test_folder_that_cannot_take_its_place_gives_way_to_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests a system that refuses the last rename, as one with an open file does."""
    out = tmp_path / "p"
    write_package(out, FILES, {})
    real = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise PermissionError(13, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(OutputError, match="O101"):
        write_package(out, {"c.txt": text_writer("c")}, {})
    assert names(out) == {*FILES, MANIFEST}
    assert list(tmp_path.iterdir()) == [out]


def test_hostile_names_and_deeper_manifests_are_people_s_files(tmp_path: Path) -> None:
    """Tests a manifest somebody put into a folder, and a name no text can hold."""
    out = tmp_path / "p"
    write_package(out, FILES, {})
    other = out / "gis" / MANIFEST
    other.write_text("{}")
    with pytest.raises(OutputError, match=r"gis/manifest\.json"):
        write_package(out, FILES, {})
    other.rename(out / "\udcff\u202e.txt")
    with pytest.raises(OutputError, match="K141") as refused:
        write_package(out, FILES, {})
    refused.value.render("zh").encode()
    assert "\u202e" not in refused.value.render("en")
