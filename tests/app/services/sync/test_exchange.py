"""Packages that go there and back."""

from __future__ import annotations

from pathlib import Path

from tests.app.services.conftest import Center
from tests.app.services.sync.conftest import Satellite


def test_a_satellite_begins_with_all_the_center_has(
    center: Center, east: Satellite
) -> None:
    assert east.desk.journal.vector() == center.desk.journal.vector()
    assert [row.name for row in east.desk.staff.able()] == ["渡邊 千恵子"]
    rooms = east.desk.today.view(east.clock.now.replace(tzinfo=None)).rooms
    assert {room.name: room.home for room in rooms} == {
        "活動室A": "H",
        "活動室B": "H",
        "東部 会議室1": "E",
    }
    assert east.desk.journal.complaints() == []


def test_work_goes_there_and_back(
    center: Center, east: Satellite, tmp_path: Path
) -> None:
    group = center.register()
    sent = center.desk.sync.pack(center.staff, "E", tmp_path).value
    assert sent.path.name == "交換_市民活動支援センター→東部_R8.11.24-1407.mdg"
    inspection = east.desk.sync.inspect(sent.path)
    assert [(c.what, c.count) for c in inspection.verbs] == [("団体の登録", 1)]
    before = east.desk.journal.vector()
    assert inspection.outcome.applied == 1 and before == east.desk.journal.vector()
    assert east.desk.sync.apply(center.staff, sent.path).value.applied == 1
    assert east.desk.groups.card(group).form.name == "花の会"
    back = east.desk.sync.pack(center.staff, "H", tmp_path).value
    assert center.desk.sync.apply(center.staff, back.path).value.applied == 0
    [peer] = center.desk.sync.status().peers
    assert (peer.waiting, peer.unconfirmed) == (0, 0)
