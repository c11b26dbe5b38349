"""What the figures of the 月報 mean, for the one who asks where a total comes from."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.excel.kit import Look, lines, page, put, widths
from app.excel.monthly.report import MonthlyReport
from app.excel.monthly.sheets import FIRST, HEAD, heads
from app.kit.wareki import day_text

ABOUT = "この表について"


def add_about(book: Workbook, look: Look, report: MonthlyReport) -> None:
    """What the figures mean, for the one who asks where a total comes from."""
    sheet: Worksheet = book.create_sheet(ABOUT)
    put(sheet, 1, 1, ABOUT, look("title"))
    sheet.row_dimensions[1].height = 26
    heads(sheet, look, ["項目", "説明"])
    made = ("作成", f"{report.center}（{report.city}）　{day_text(report.made_on)}作成")
    for row, (name, text) in enumerate((*MEANINGS, made), FIRST):
        put(sheet, row, 1, name, look("word"))
        put(sheet, row, 2, text, look("word", wrap=True))
        sheet.row_dimensions[row].height = 14 * lines(text, 76) + 5
    widths(sheet, [26, 76])
    last = FIRST + len(MEANINGS)
    page(sheet, report.center, repeat=f"1:{HEAD}", area=f"A1:B{last}")


MEANINGS = (
    (
        "数え方",
        "利用と貸出は使用を始めた日の月、収入は納付された日の月、保険は申込みの日の月に"
        "数えます。",
    ),
    (
        "計算",
        "月報と備品・保険の数字は、すべて明細・収入・貸出・保険・預り金・休館日の表を"
        "参照する数式です。",
    ),
    ("区分", "使われた区分の数です。午前と午後を続けて使うと2区分、1件と数えます。"),
    (
        "稼働率（ブロック単位）",
        "使われた区分の数 ÷（開館日数 × 1日の区分の数）。全国公立文化施設協会の"
        "標準的な算出方法によります。https://zenkoubun.jp/support/faq/ans_0021.html",
    ),
    (
        "稼働率（日数単位）",
        "1区分でも使われた日の数 ÷ 開館日数。出典は上と同じです。日の数は、明細の"
        "「同日同室初出」（同じ日の同じ室の最初の利用に1）の合計です。",
    ),
    ("合計の稼働率", "室ごとの分子の合計 ÷ 室ごとの分母の合計です。"),
    ("利用者数", "退室のときに数えた人数です。数えなかった利用は申請の人数です。"),
    ("使用料", "減免前使用料 － 減免額。納付済額は、その利用について納付された額です。"),
    (
        "収入",
        "室と備品の使用料として納付された額です。保険料は社会福祉協議会に納める預り金で、"
        "含みません。",
    ),
    (
        "備品",
        "品目ごとに、貸出1回を1件と数えます。室と一緒に借りた備品の使用料は予約の使用料に"
        "含まれ、「うち予約に含む額」に示します。",
    ),
    (
        "保険",
        "申し込まれた人数と保険料です。社協へ納めた額は、作成日までに納めたものです。",
    ),
    (
        "活動分野",
        "団体の主な分野を、特定非営利活動促進法 別表の20分野で数えます。"
        "団体数は、明細の「団体初出」（その団体の月の最初の利用に1）の合計です。",
    ),
)
