#include "json/writer.hpp"

#include <cstring>

namespace kefu::json {

void Writer::make_room(std::size_t bytes) {
  constexpr std::size_t kFirst = 512;  // half of the answers fit
  if (out_.size() - size_ < bytes) out_.resize(2 * out_.size() + bytes + kFirst);
}

inline void Writer::put(char c) {
  if (size_ == out_.size()) make_room(1);
  out_[size_++] = c;
}

inline void Writer::put(std::string_view bytes) {
  make_room(bytes.size());
  std::memcpy(out_.data() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

inline void Writer::comma() {
  if (!first_) put(',');
  first_ = false;
}

std::string Writer::take() {
  out_.resize(size_);
  size_ = 0;
  return std::move(out_);
}

Writer& Writer::open() {
  comma();
  put('{');
  first_ = true;
  return *this;
}

Writer& Writer::close() {
  put('}');
  first_ = false;
  return *this;
}

Writer& Writer::open_list() {
  comma();
  put('[');
  first_ = true;
  return *this;
}

Writer& Writer::close_list() {
  put(']');
  first_ = false;
  return *this;
}

Writer& Writer::key(std::string_view k) {
  value(k);
  put(':');
  first_ = true;
  return *this;
}

Writer& Writer::key(const char* k) {  // a literal: nothing to escape
  comma();
  put('"');
  for (; *k != 0; ++k) put(*k);
  put('"');
  put(':');
  first_ = true;
  return *this;
}

Writer& Writer::value(std::int64_t v) {
  char digits[20];
  char* const end = digits + sizeof digits;
  char* at = end;
  auto rest = v < 0 ? 0 - static_cast<std::uint64_t>(v) : static_cast<std::uint64_t>(v);
  do *--at = static_cast<char>('0' + rest % 10);
  while ((rest /= 10) != 0);
  comma();
  if (v < 0) put('-');
  put({at, static_cast<std::size_t>(end - at)});
  return *this;
}

Writer& Writer::value(bool v) { return raw(v ? "true" : "false"); }

Writer& Writer::null() { return raw("null"); }

Writer& Writer::raw(std::string_view json) {
  comma();
  put(json);
  return *this;
}

Writer& Writer::value(std::string_view v) {
  static constexpr char kHex[] = "0123456789abcdef";
  comma();
  put('"');
  std::size_t run = 0;  // where the bytes begin that may be copied as they are
  for (std::size_t i = 0; i < v.size(); ++i) {
    const auto u = static_cast<unsigned char>(v[i]);
    if (u >= 0x20 && u != '"' && u != '\\' && u != 0x7F) continue;
    put(v.substr(run, i - run));
    run = i + 1;
    put('\\');
    if (u == '"' || u == '\\') {
      put(v[i]);
    } else if (u == '\n') {
      put('n');
    } else {
      put("u00");
      put(kHex[u >> 4]);
      put(kHex[u & 15]);
    }
  }
  put(v.substr(run));
  put('"');
  return *this;
}

Writer& Writer::value(const char* v) { return value(std::string_view(v)); }
Writer& Writer::value(const std::string& v) { return value(std::string_view(v)); }

Writer& Writer::time(Instant at, Seconds utc_offset) { return value(format_time(at, utc_offset)); }

}  // namespace kefu::json
