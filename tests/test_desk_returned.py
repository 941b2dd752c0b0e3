"""A DOCX comes back to the desk with its changes tracked; its editor takes them or refuses them."""

from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from kanben.manuscript.layout import Layout
from tests.running_desk import running
from tests.tracked_docx import TEXT, come, gone, published, sent_back


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "seeds" / "江"
    place.mkdir(parents=True)
    (place / "江.txt").write_text(TEXT, "utf-8")
    return tmp_path


def sent(folder: Path) -> bytes:
    """Return the document with two changes of another hand."""
    place = folder / "seeds" / "江"
    published(place)
    built = Layout(place.parent / "build")
    built.folder.rename(folder / "build")
    layout = Layout(folder / "build")
    first = sent_back(layout, "己经", gone("己经") + come("已经"))
    first.replace(layout.edition("江", "zh-Hans-CN", "docx"))
    return sent_back(layout, "渐渐", gone("渐渐")).read_bytes()


def test_changes_that_come_back_are_taken_or_refused(folder: Path) -> None:
    document = sent(folder)
    with running(folder) as desk:
        book = desk.book("江")
        path = f"/api/uploads/returned?book={quote('江')}&file={quote('返.docx')}"
        told = desk.send("PUT", path, document).json
        assert (told["found"], told["lost"]) == (2, [])
        come_back = [each for each in told["answer"]["come"] if each["doubt"]["kind"] == "returned"]
        take, refuse = sorted(come_back, key=lambda each: each["doubt"]["line"])
        assert book.act(act="settle", doubts=[take["id"]], offer=0).status == 200
        reply = book.act(act="settle", doubts=[refuse["id"]], offer=1)
        assert refuse["id"] in reply.json["answer"]["gone"]
        text = "".join(run[0] for row in book.open()["rows"] for run in row[5])
    assert "挑水的人已经沿着" in text
    assert "渐渐热闹" in text
    acts = yaml.safe_load((folder / "seeds" / "江" / "publication.yaml").read_text("utf-8"))
    first, second = acts["emendations"]
    assert (first["to"][:2], first["why"], first["by"]) == ("已经", "林编辑", "林编辑")
    assert second["keep"].startswith("渐渐")


def test_what_is_no_document_is_refused(folder: Path) -> None:
    with running(folder) as desk:
        path = f"/api/uploads/returned?book={quote('江')}&file=a.docx"
        reply = desk.send("PUT", path, b"PK no archive")
        assert reply.status == 422
        assert reply.json["error"]
        assert desk.book("江").view["acts"] == 0
