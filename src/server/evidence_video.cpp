// Videos as containers: MP4 and QuickTime (ISO/IEC 14496-12) in boxes, WebM (RFC 8794) in elements. What is at the top
// must be known and fill the file exactly; the pictures inside are the browser's to decode.
#include <cstdint>
#include <optional>

#include "server/evidence_check.hpp"

namespace kefu::server {

namespace {

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t n = 0;
  for (const char c : bytes) n = n << 8 | static_cast<unsigned char>(c);
  return n;
}

struct Part {
  std::uint64_t kind = 0;     // an element's id
  std::string_view name;      // a box's type
  std::string_view content;
};

// Takes the first box off `rest`; nothing: it goes on beyond the end.
std::optional<Part> take_box(std::string_view& rest) {
  if (rest.size() < 8) return std::nullopt;
  std::uint64_t size = big_endian(rest.substr(0, 4)), head = 8;
  if (size == 1) {
    if (rest.size() < 16) return std::nullopt;
    size = big_endian(rest.substr(8, 8));
    head = 16;
  }
  if (size == 0) size = rest.size();  // the last one: to the end
  if (size < head || size > rest.size()) return std::nullopt;
  const Part part{0, rest.substr(4, 4), rest.substr(head, size - head)};
  rest.remove_prefix(size);
  return part;
}

bool holds_box(std::string_view content, std::string_view name) {
  while (const auto part = take_box(content))
    if (part->name == name) return true;
  return false;
}

// A number of 1 to `most` bytes whose first bit set tells how many; an id keeps that bit. Nothing: it is none.
std::optional<std::uint64_t> take_number(std::string_view& rest, std::size_t most, bool keeps_mark) {
  if (rest.empty()) return std::nullopt;
  const auto first = static_cast<unsigned char>(rest[0]);
  std::size_t length = 1;
  while (length <= most && !(first & 0x100u >> length)) ++length;
  if (length > most || length > rest.size()) return std::nullopt;
  std::uint64_t n = big_endian(rest.substr(0, length));
  const std::uint64_t mark = std::uint64_t{1} << 7 * length;
  if (!keeps_mark) {
    if (n == 2 * mark - 1) n = rest.size() - length;  // unknown, as recorders write it: to the end
    else n -= mark;
  }
  rest.remove_prefix(length);
  return n;
}

std::optional<Part> take_element(std::string_view& rest) {
  const auto id = take_number(rest, 4, true);
  const auto size = id ? take_number(rest, 8, false) : std::nullopt;
  if (!size || *size > rest.size()) return std::nullopt;
  const Part part{*id, {}, rest.substr(0, *size)};
  rest.remove_prefix(*size);
  return part;
}

constexpr std::uint64_t kEbml = 0x1A45DFA3, kDocType = 0x4282, kSegment = 0x18538067, kTracks = 0x1654AE6B;

std::string_view doc_type(std::string_view header) {
  while (const auto part = take_element(header))
    if (part->kind == kDocType) return part->content;
  return {};
}

bool holds_element(std::string_view content, std::uint64_t kind) {
  while (const auto part = take_element(content))
    if (part->kind == kind) return true;
  return false;
}

constexpr std::string_view kBoxes[] = {"ftyp", "moov", "mdat", "free", "skip", "wide", "moof", "mfra", "sidx", "styp"};

bool known_box(std::string_view name) {
  for (const std::string_view known : kBoxes)
    if (name == known) return true;
  return false;
}

}  // namespace

Flaw flaw_of_mp4(std::string_view bytes) {
  bool film = false, data = false;
  while (!bytes.empty()) {
    const auto part = take_box(bytes);
    if (!part) return film && data ? Flaw::extra : Flaw::broken;
    if (!known_box(part->name)) return Flaw::extra;
    const bool filler = part->name == "free" || part->name == "skip" || part->name == "wide";
    // Padding is zeros; a box of it is where a second file would hide.
    if (filler && part->content.find_first_not_of('\0') != std::string_view::npos) return Flaw::extra;
    film = film || (part->name == "moov" && holds_box(part->content, "mvhd") && holds_box(part->content, "trak"));
    data = data || part->name == "mdat";
  }
  return film && data ? Flaw::none : Flaw::broken;
}

Flaw flaw_of_webm(std::string_view bytes) {
  const auto header = take_element(bytes);
  if (!header || header->kind != kEbml || doc_type(header->content) != "webm") return Flaw::broken;
  const auto segment = take_element(bytes);
  if (!segment || segment->kind != kSegment || !holds_element(segment->content, kTracks)) return Flaw::broken;
  return bytes.empty() ? Flaw::none : Flaw::extra;
}

}  // namespace kefu::server
