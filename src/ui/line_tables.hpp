// line_tables.hpp: what a typesetter knows about characters, as data (GB/T 15834 §5, JLREQ §3.1.7–8, UAX #14).
//
// A character is of the first kind that names it: kSets, then kRanges, else plain: ideographs, kana, hangul, emoji, and
// what stands without spaces. Only line_break.cpp includes this.
#pragma once
#include <cstdint>
#include <string_view>

namespace kefu::ui {

enum class Kind : std::uint8_t {
  plain,  // a line may end before and after it
  word,
  digit,
  open,   // never at a line's end
  close,  // never at a line's start
  quote,  // " and ' open and close: no line ends at either side without a space
  glue,   // no line ends at either side
  white,
  newline,
  // From here on without width and never drawn.
  invisible,    // as if it were not there
  thin_white,   // a place to break
  joiner,       // glue
  soft_hyphen,  // a place to break, and then a hyphen
};

struct KindSet {
  Kind kind;
  std::u16string_view members;
};
constexpr KindSet kSets[] = {
    {Kind::close, u"!%),.:;?]}¢®°·»"
                  u"ฯะาๅๆຯະາຽໆ"  // vowels and signs of Thai and Lao that follow
                  u"་།၊။។ៗ"       // Tibetan, Myanmar, Khmer
                  u"‐–—’”…‧‰′″‴›‼⁇⁈⁉₫₽℃℉™⋯"
                  u"、。々〉》」』】〕〗〙〛〜〟"
                  u"ぁぃぅぇぉっゃゅょゎゕゖ゛゜ゝゞ゠ァィゥェォッャュョヮヵヶ・ーヽヾ"
                  u"！％），．：；？］｝～｠｡｣､･ﾞﾟ￠"},
    {Kind::open, u"$([{¡£¥«¿"
                 u"฿เแโใไເແໂໃໄ"  // vowels of Thai and Lao that stand before their consonant
                 u"‘‚“„‹₩€₹№〈《「『【〔〖〘〚〝＄（［｛｟｢￡￥￦"},
    {Kind::word, u"+-−_/&@#=~*\\<>±≈≤≥ªº²³¹µ"},
    {Kind::quote, u"\"'"},
    {Kind::glue, u"\u00A0\u2007\u2011\u202F"},
    {Kind::white, u" \t\u3000\u205F"},
    {Kind::newline, u"\n\v\f\u0085\u2028\u2029"},
    {Kind::thin_white, u"\r\u200B"},
    {Kind::joiner, u"\u2060\uFEFF"},
    {Kind::soft_hyphen, u"\u00AD"},
};

struct KindRange {
  char16_t first, last;
  Kind kind;
};
constexpr KindRange kRanges[] = {
    {0xFF10, 0xFF19, Kind::digit},      // full-width
    {0x00C0, 0x0DFF, Kind::word},       // Latin, Greek, Cyrillic, Hebrew, Arabic, Indic …: words between spaces
    {0x0F40, 0x0FBC, Kind::word},       // Tibetan
    {0x10A0, 0x10FF, Kind::word},       // Georgian
    {0x1200, 0x177F, Kind::word},       // Ethiopic, Cherokee, …
    {0x1C80, 0x1FFF, Kind::word},       // Vietnamese and Greek with accents
    {0x2000, 0x200A, Kind::white},      // spaces of a certain width
    {0x200C, 0x200F, Kind::invisible},  // joiners on their own, marks of direction
    {0x202A, 0x202E, Kind::invisible},
    {0x2061, 0x206F, Kind::invisible},
    {0x2C00, 0x2DFF, Kind::word},
    {0x31F0, 0x31FF, Kind::close},      // small kana of Ainu
    {0xFB00, 0xFDFF, Kind::word},       // ligatures, Hebrew and Arabic forms
    {0xFE70, 0xFEFC, Kind::word},
    {0xFF67, 0xFF70, Kind::close},      // small kana of half width
};

// In front of what is written together: f(x), HK$5, −¥5.
constexpr std::u16string_view kJoinsWordBefore = u"([{¥￥$＄€£￡₩";
// Behind what is inside of numbers, addresses and contractions: 1,234.50, a.b/c?d, don’t.
constexpr std::u16string_view kJoinsWordAfter = u".,:?)%’";
// #好物, @客服
constexpr std::u16string_view kJoinsAnyAfter = u"#@";
// A word longer than a line is cut behind one of these if it has one.
constexpr std::u16string_view kCutsWord = u"/-,_&=?~";
// Goes on with a number: 3千万, 100多, 50+
constexpr std::u16string_view kOfNumber = u"万亿千百十余多几+";

// What is measured and counted, each with a space behind: stays with the number before it, also over a space, and whole.
constexpr std::string_view kUnits =
    "元 角 分 天 日 月 年 周 岁 时 秒 件 个 次 号 折 克 斤 米 升 度 倍 人 位 张 瓶 盒 包 条 双 套 台 箱 袋 款 种 项 笔 支 只 片 块 "
    "页 层 期 级 吨 寸 小时 分钟 个月 工作日 个工作日 公斤 毫克 厘米 毫米 英寸 公里 平方米 毫升 毫安时 美元 ㎡ "
    "€ kg g mg km m cm mm L l ml mL MB GB TB W mAh h min s ms pcs ";

}  // namespace kefu::ui
