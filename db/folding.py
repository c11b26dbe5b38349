"""How Japanese text is brought to one form: kana, and the keys of searches."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

#: Hiragana and katakana that have each other as a partner, ぁ..ゖ and ゝゞ.
HIRAGANA = "".join(map(chr, [*range(0x3041, 0x3097), 0x309D, 0x309E]))
KATAKANA = "".join(chr(ord(kana) + 0x60) for kana in HIRAGANA)
TO_KATAKANA = str.maketrans(HIRAGANA, KATAKANA)
TO_HIRAGANA = str.maketrans(KATAKANA, HIRAGANA)
HALF_KANA = re.compile("[\uff61-\uff9f]+")
LOOSE_MARK = re.compile("[ぁ-ヿ][\u3099\u309a]")

#: 康熙字典体 in brackets in 常用漢字表 (平成22年内閣告示第2号), each behind the form of
#: today. Those that Unicode holds as compatibility characters (神 海 都 …) are met by
#: NFKC and not listed.
JOYO = """
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應
欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩 仮假 価價 画畫 会會 絵繪 壊壞 懐懷 概槪 拡擴 殻殼
覚覺 学學 岳嶽 楽樂 渇渴 缶罐 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 気氣 既旣 帰歸 亀龜
偽僞 戯戲 犠犧 旧舊 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 教敎 郷鄕 暁曉 区區 駆驅 勲勳 薫薰
径徑 茎莖 恵惠 掲揭 渓溪 経經 蛍螢 軽輕 継繼 鶏鷄 芸藝 撃擊 欠缺 研硏 県縣 倹儉 剣劍
険險 圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 戸戶 呉吳 娯娛 広廣 効效 恒恆 黄黃 鉱鑛 号號
国國 黒黑 砕碎 済濟 斎齋 歳歲 剤劑 雑雜 参參 桟棧 蚕蠶 惨慘 賛贊 残殘 糸絲 歯齒 児兒
辞辭 湿濕 実實 写寫 釈釋 寿壽 収收 従從 渋澁 獣獸 縦縱 粛肅 処處 緒緖 叙敍 尚尙 将將
称稱 渉涉 焼燒 証證 奨獎 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀 触觸
嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 斉齊 静靜
窃竊 摂攝 専專 浅淺 戦戰 践踐 銭錢 潜潛 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢
曽曾 痩瘦 装裝 総總 騒騷 増增 蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺
滝瀧 択擇 沢澤 担擔 単單 胆膽 団團 断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽
勅敕 鎮鎭 逓遞 鉄鐵 点點 転轉 伝傳 灯燈 当當 党黨 盗盜 稲稻 闘鬭 徳德 独獨 読讀 届屆
弐貳 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 晩晚 蛮蠻 秘祕 浜濱 瓶甁 払拂
仏佛 併倂 並竝 餅餠 辺邊 変變 弁辨瓣辯 歩步 宝寶 豊豐 褒襃 翻飜 毎每 万萬 満滿 麺麵
黙默 弥彌 訳譯 薬藥 与與 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩
猟獵 緑綠 涙淚 塁壘 礼禮 励勵 戻戾 霊靈 齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 郎郞 楼樓
録錄 湾灣
"""
#: Other forms met in names of people and places: 人名用漢字 that are forms of one another
#: (戸籍法施行規則 別表第二), and forms that 戸籍 and 国税庁 JIS縮退マップ know.
#: 斎 and 斉 are two characters, but 斎藤 and 斉藤 are looked for as one.
NAMES = """
高髙 崎﨑嵜 島嶋嶌 吉𠮷 斉斎 辺邉 富冨 淵渕渊 浜濵 館舘 峰峯 柏栢 桑桒 松枩柗 船舩 土圡𡈽
京亰 達逹 間閒 橋𣘺槗 角⻆ 柳栁桺 梅楳 桧檜 薮藪籔 湧涌 群羣 略畧 禰祢 禱祷 猪豬 俠侠
俱倶 凜凛 剝剥 叱𠮟 吞呑 嚙噛 塡填 尭堯 巌巖 晋晉 枡桝 槙槇 涛濤 瑶瑤 禄祿 穣穰 籠篭
繫繋 莱萊 萌萠 蔣蒋 蟬蝉 蠟蝋 諫諌 郷鄉 醬醤 鉤鈎 頸頚 頰頬 顚顛 駆駈 鰺鯵 鷗鴎 鹼鹸
麴麹 亘亙 兎兔 沖冲 涼凉 厨廚 野埜 壺壷 庵菴 迪廸 彦彥 昇曻 熙煕 珍珎 疇畴 聡聰 皐臯
讃讚 体躰軆 遥遙 遠逺 雁鴈 鶴靏靍 穎頴 丈𠀋 国圀 婿壻 往徃 涙泪 渋澀 煙烟 焰焔 草艸
芦蘆 迩邇 鉄鐡銕 顔顏 飲飮 宜冝 宝寳 強强 昂昻 清淸 留畄畱 恥耻 剣釼剱劒劔 舗鋪 青靑
画畵 場塲 秋秌
"""


SMALL, LARGE = "ぁぃぅぇぉっゃゅょゎゕゖゐゑぢづ", "あいうえおつやゆよわかけいえじず"
REPEATED = re.compile("(.)[々ゝ]")


def katakana(text: str) -> str:
    """Hiragana and half-width kana as full-width katakana; the rest is left alone."""
    return wide_kana(text).translate(TO_KATAKANA)


def hiragana(text: str) -> str:
    """Katakana of either width as hiragana; the rest is left alone."""
    return wide_kana(text).translate(TO_HIRAGANA)


def wide_kana(text: str) -> str:
    """Half-width kana made full-width, loose voicing marks joined to their kana.

    Nothing else changes: NFC and NFKC over a whole text would replace characters
    that people write their names with (U+FA19 would become U+795E 神).
    """
    wide = HALF_KANA.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return LOOSE_MARK.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), wide)


@lru_cache(4_096)
def fold(text: str) -> str:
    """The one form under which differently written texts are the same.

    Width, letter case, kana of either kind and size, old and variant kanji, 々, long
    marks, blanks and signs make no difference. Of ヰヱヂヅ the usual イエジズ remain.
    """
    same = unicodedata.normalize("NFKC", text).lower().translate(KANJI)
    plain = "".join(filter(str.isalnum, same.translate(KANA)))
    while plain != (spelt := REPEATED.sub(r"\1\1", plain)):
        plain = spelt
    return plain


def tokens(folded: str) -> set[str]:
    """Every character, and every two that stand side by side."""
    return {*folded, *("".join(two) for two in pairwise(folded))}


def _kanji() -> dict[int, str]:
    groups = (JOYO + NAMES).split()
    forms = {ord(old): group[0] for group in groups for old in group[1:]}
    return {old: forms.get(ord(new), new) for old, new in forms.items()}


KANJI = _kanji()
KANA: dict[int, int | str | None] = {
    **TO_HIRAGANA,
    **str.maketrans(SMALL, LARGE),
    **{ord(old) + 0x60: new for old, new in zip(SMALL, LARGE, strict=True)},
    ord("ー"): None,
}
