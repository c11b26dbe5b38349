"""The draw once more, from the handbook alone: nothing but Python's own library.

`python second.py FILE` says whether the result follows from list and seed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def quarters(use: dict[str, Any], rooms: list[str]) -> set[tuple[str, int]]:
    start = datetime.fromisoformat(use["starts"])
    end = datetime.fromisoformat(use["until"])
    zero = datetime(2000, 1, 1)
    first, last = (int((at - zero).total_seconds()) // 60 for at in (start, end))
    return {(room, m // 15) for room in rooms for m in range(first, last)}


def result_of(
    told: dict[str, Any], seed: str, gone: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    order = sorted(told["requests"], key=lambda r: sha256(f"{seed}/{r['number']}"))
    full: set[tuple[str, int]] = set()
    for use in told["taken"] + gone:
        full |= quarters(use, [use["room"]])
    won: dict[str, list[int]] = {r["number"]: [] for r in order}
    for _ in range(told["most"]):
        for request in order:
            for place, wish in enumerate(request["wishes"], 1):
                time = quarters(wish, wish["takes"])
                if time & full or not allowed(told, request, won, wish):
                    continue
                full |= time
                won[request["number"]].append(place)
                break
    return [
        {
            "place": n,
            "number": r["number"],
            "digest": sha256(f"{seed}/{r['number']}"),
            "won": won[r["number"]],
        }
        for n, r in enumerate(order, 1)
    ]


def allowed(
    told: dict[str, Any],
    request: dict[str, Any],
    won: dict[str, list[int]],
    wish: dict[str, Any],
) -> bool:
    own = [request["wishes"][place - 1] for place in won[request["number"]]]
    for cap, had in zip(told["caps"], request["had"], strict=True):

        def counts(use: dict[str, Any], cap: dict[str, Any] = cap) -> bool:
            inside = cap["first"] <= use["starts"][:10] <= cap["last"]
            return inside and use["room"] in cap["rooms"]

        if not counts(wish):
            continue
        days = list(had)
        for use in filter(counts, [*own, wish]):
            days += [use["starts"][:10]] * (use["pieces"] if cap["of"] == "slots" else 1)
        number = len(set(days)) if cap["of"] == "days" else len(days)
        if number > cap["most"]:
            return False
    return True


def follows(file: dict[str, Any]) -> bool:
    told = file["list"]
    told["requests"].sort(key=lambda r: r["number"])
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return bool(
        sha256(text) == file["digest"]
        and result_of(told, file["seed"], file["gone"]) == file["result"]
    )


if __name__ == "__main__":
    sys.exit(0 if follows(json.loads(Path(sys.argv[1]).read_text("utf-8"))) else 1)
