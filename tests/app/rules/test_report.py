"""The commands `rules answer` and `rules check`, as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import main
from app.rules.file.shelf import SHELF

KOSHIGAYA = str(SHELF / "koshigaya.toml")
QUESTIONS = """
cases:
- id: one
  ask: {kind: quote, room: 活動室A, use_date: 2027-02-14, slots: [午前]}
  expect: never read
- id: two
  ask: {kind: opening, date: '2027-02-14'}
"""

Said = pytest.CaptureFixture[str]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS, "utf-8")
    return path


def test_answers_as_json(questions: Path, capsys: Said) -> None:
    assert main(["rules", "answer", KOSHIGAYA, str(questions), "--json"]) == 0
    one, two = json.loads(capsys.readouterr().out)
    assert one == {
        "id": "one",
        "answer": {
            "fee": 800,
            "units": 1,
            "usable_from": "09:00",
            "usable_to": "12:00",
        },
        "explain": [
            {
                "text": "基本 活動室A 午前 800円×1区分 = 800円",
                "rule": "越谷市市民活動支援センター 利用案内",
            }
        ],
    }
    assert two["id"] == "two"
    assert "休館日" in two["unanswerable"]


def test_answers_for_people(questions: Path, capsys: Said) -> None:
    assert main(["rules", "answer", KOSHIGAYA, str(questions)]) == 0
    first, step, second, *_ = capsys.readouterr().out.splitlines()
    values = "fee=800  units=1  usable_from=09:00  usable_to=12:00"
    assert (first, second) == (f"one: {values}", "two: 答えられません")
    assert step.endswith("[越谷市市民活動支援センター 利用案内]")


def test_check_names_the_gaps(capsys: Said) -> None:
    assert main(["rules", "check", KOSHIGAYA]) == 0
    assert "活動室A・活動室B: 休館日の定めがありません" in capsys.readouterr().out
    assert main(["rules", "check", str(SHELF / "demo.toml")]) == 0
    assert "定めのない事項" not in capsys.readouterr().out


def test_check_names_every_problem(tmp_path: Path, capsys: Said) -> None:
    text = Path(KOSHIGAYA).read_text("utf-8")
    path = tmp_path / "bad.toml"
    path.write_text(
        text.replace("days_before", "day_before").replace("800", "-8"), "utf-8"
    )
    assert main(["rules", "check", str(path)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 2
    assert all("bad.toml の" in line for line in told)


def test_check_asks_about_what_is_hardly_meant(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "own.toml"
    path.write_text(Path(KOSHIGAYA).read_text("utf-8").replace("2700", "270000"), "utf-8")
    assert main(["rules", "check", str(path)]) == 0
    [asked] = [
        line for line in capsys.readouterr().out.splitlines() if "確かめる" in line
    ]
    assert "own.toml の" in asked and "270,000円" in asked


def test_only_id_and_ask_are_read(questions: Path, capsys: Said) -> None:
    questions.write_text(
        """
        rulebook: どれでも
        author: {name: x}
        cases:
        - {id: 7, mechanisms: [1, 2], expect: 5, notes: [[]], ask: {kind: opening,
           room: 活動室A, date: 2027-02-16, time: 10:30}}
        - {id: 八, ask: {}}
        - {id: 九, ask: {kind: quote, room: [1], use_date: 8}}
        """,
        "utf-8",
    )
    demo = str(SHELF / "demo.toml")
    assert main(["rules", "answer", demo, str(questions), "--json"]) == 0
    first, *others = json.loads(capsys.readouterr().out)
    assert first["id"] == 7 and first["answer"]["open"] is True
    assert [each.keys() for each in others] == [{"id", "unanswerable"}] * 2


def test_a_room_without_any_price_is_a_gap(tmp_path: Path, capsys: Said) -> None:
    text = Path(KOSHIGAYA).read_text("utf-8")
    more = '\n[[room]]\nname = "茶室"\nfacility = "市民活動支援センター"\n'
    path = tmp_path / "own.toml"
    path.write_text(text + more, "utf-8")
    assert main(["rules", "check", str(path)]) == 0
    assert "茶室: 使用料の定めがありません" in capsys.readouterr().out


def test_check_finds_slots_without_price_or_hours(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        """
        name = "穴"
        default_source = "設"
        source = [{ id = "設", title = "設定" }]
        facility = [{ name = "館" }]
        room = [{ name = "室", facility = "館" }]
        [[hours]]
        hours = "9:00-17:00"
        [[slots]]
        times = { "朝" = "9:00-12:00", "晩" = "18:00-21:00" }
        [[price]]
        yen = { "朝" = 100 }
        """,
        "utf-8",
    )
    assert main(["rules", "check", str(path)]) == 0
    told = capsys.readouterr().out
    assert "室: 晩の使用料の定めがありません" in told
    assert "室: 晩(18:00〜21:00)が開館時間の外です" in told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("cases: [", "1 行目"),
        ("a: 1\nb: [}\n", "2 行目"),
        ("cases: 1", "1 行目"),
        ("- id: x", "1 行目"),
        ("cases: [{id: a}]", "1 行目"),
        ("cases: [{id: a, ask: 3}]", "1 行目"),
        ("cases: [{id: a, ask: {x: 2027-02-30}}]", "1 行目"),
        ("cases: " + "[" * 5_000, "1 行目"),
    ],
)
def test_a_file_without_questions_is_refused(
    text: str, line: str, questions: Path, capsys: Said
) -> None:
    questions.write_text(text, "utf-8")
    assert main(["rules", "answer", KOSHIGAYA, str(questions)]) == 1
    assert line in capsys.readouterr().err


def test_a_missing_file_is_told(tmp_path: Path, capsys: Said) -> None:
    missing = str(tmp_path / "none.toml")
    assert main(["rules", "check", missing]) == 1
    assert missing in capsys.readouterr().err
