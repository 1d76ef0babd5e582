#include "json/writer.hpp"

namespace kefu::json {

void Writer::comma() {
  if (!first_) out_ += ',';
  first_ = false;
}

Writer& Writer::open() {
  comma();
  out_ += '{';
  first_ = true;
  return *this;
}

Writer& Writer::close() {
  out_ += '}';
  first_ = false;
  return *this;
}

Writer& Writer::open_list() {
  comma();
  out_ += '[';
  first_ = true;
  return *this;
}

Writer& Writer::close_list() {
  out_ += ']';
  first_ = false;
  return *this;
}

Writer& Writer::key(std::string_view k) {
  value(k);
  out_ += ':';
  first_ = true;
  return *this;
}

Writer& Writer::value(std::int64_t v) {
  comma();
  out_ += std::to_string(v);
  return *this;
}

Writer& Writer::value(bool v) {
  comma();
  out_ += v ? "true" : "false";
  return *this;
}

Writer& Writer::null() {
  comma();
  out_ += "null";
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  comma();
  out_ += json;
  return *this;
}

Writer& Writer::value(std::string_view v) {
  static constexpr char kHex[] = "0123456789abcdef";
  comma();
  out_ += '"';
  for (const char c : v) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out_ += '\\';
      out_ += c;
    } else if (c == '\n') {
      out_ += "\\n";
    } else if (u < 0x20 || u == 0x7F) {
      out_ += "\\u00";
      out_ += kHex[u >> 4];
      out_ += kHex[u & 15];
    } else {
      out_ += c;
    }
  }
  out_ += '"';
  return *this;
}

}  // namespace kefu::json
