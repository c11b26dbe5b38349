"""Pages and what is done there, by their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.kit.kana import fold
from ui.contracts import (
    Answer,
    CloseDay,
    CloseMonth,
    CloseRooms,
    ListClosings,
    NewGroup,
    NewLoan,
    OpenEmergency,
    OpenInsurance,
    OpenLottery,
    OpenWaiting,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page, or something done there; `words` are other names people have for it."""

    page: str
    title: str
    detail: str
    words: tuple[str, ...] = ()
    request: object = None


PLACES = (
    Place("today", "今日", "今日の予約と、次にすること", ("きょう", "ホーム", "トップ")),
    Place(
        "bookings",
        "予約台帳",
        "部屋の空きを見て予約する",
        ("よやく", "だいちょう", "部屋", "空き", "カレンダー"),
    ),
    Place(
        "lobby",
        "本日のご案内",
        "ロビーの画面に、部屋と時間を出す",
        ("ロビー", "あんない", "案内", "掲示", "サイネージ"),
    ),
    Place(
        "today",
        "日締めをする",
        "現金を数えて日計表を出す",
        ("ひじめ", "しめ", "レジ締め", "締める", "現金を数える"),
        CloseDay(),
    ),
    Place(
        "loans",
        "備品",
        "引渡・返却・在庫",
        ("びひん", "かしだし", "貸出", "返却", "在庫", "バーコード", "延滞"),
    ),
    Place(
        "loans",
        "新しい貸出",
        "備品を貸し出す",
        ("備品を貸す", "かしだし", "貸し出す"),
        NewLoan(),
    ),
    Place("groups", "団体", "さがす・登録を見る", ("だんたい", "サークル", "名簿")),
    Place(
        "groups",
        "新しい団体を登録する",
        "登録証を出す",
        ("団体登録", "新規登録", "しんき"),
        NewGroup(),
    ),
    Place(
        "insurance",
        "保険",
        "加入者・申込・社協に納める",
        ("ほけん", "社協", "プラン", "保険料", "加入者"),
    ),
    Place(
        "insurance",
        "保険に加入する",
        "名簿から申込書と加入者名簿を作る",
        ("ほけん", "加入", "かにゅう", "ボランティア保険"),
        OpenInsurance(),
    ),
    Place(
        "forms",
        "帳票",
        "未記入の用紙・印刷の記録",
        ("ちょうひょう", "用紙", "様式", "印刷", "許可書", "登録証", "再発行"),
    ),
    Place(
        "reports",
        "集計・Excel",
        "月報をExcelで保存する",
        ("しゅうけい", "月報", "げっぽう", "エクセル", "報告", "統計", "稼働率"),
    ),
    Place(
        "lotteries",
        "抽選",
        "申込み・締切・種・結果",
        ("ちゅうせん", "くじ", "抽選申込", "当選", "本申請"),
        OpenLottery(),
    ),
    Place(
        "lotteries",
        "キャンセル待ち",
        "待っている団体・空いた枠の案内",
        ("きゃんせるまち", "空き待ち", "待ち"),
        OpenWaiting(),
    ),
    Place(
        "emergencies",
        "臨時休館にする",
        "台風・停電のときに部屋を休館にする",
        ("りんじきゅうかん", "休館", "台風", "たいふう", "停電", "大雪", "警報", "閉館"),
        CloseRooms(),
    ),
    Place(
        "emergencies",
        "臨時休館の連絡",
        "電話をかける団体・取消と還付と振替",
        ("りんじきゅうかん", "連絡表", "振替", "電話連絡"),
        OpenEmergency(),
    ),
    Place(
        "reports",
        "日締めの一覧",
        "日計表をもう一度印刷する",
        ("ひじめ", "しめ", "日計表", "にっけいひょう"),
        ListClosings(),
    ),
    Place(
        "reports",
        "月締めをする",
        "日締めを確かめて月計表を出す",
        ("つきじめ", "げつじめ", "月計表", "げっけいひょう", "締める"),
        CloseMonth(),
    ),
    Place(
        "settings",
        "設定",
        "職員・規則集・バックアップ・文字の大きさ",
        (
            "せってい",
            "職員",
            "暗証番号",
            "規則集",
            "バックアップ",
            "文字の大きさ",
            "画面の色",
        ),
    ),
)


def pages_named(
    words: str, open_page: Callable[[str, object], object]
) -> Sequence[Answer]:
    """Those whose name begins with the words, or has them in it; all for no words."""
    key = fold(words)
    return [
        Answer(
            "画面",
            place.title,
            place.detail,
            partial(open_page, place.page, place.request),
        )
        for place in PLACES
        if _meant(place, key)
    ]


def _meant(place: Place, key: str) -> bool:
    """One character means too many things to be looked for within names."""
    names = [fold(name) for name in (place.title, *place.words)]
    if len(key) < 2:
        return any(name.startswith(key) for name in names)
    return any(key in name for name in names)
