#include "server/csv.hpp"

#include <cstdlib>

namespace kefu::server {

Csv::Csv(const std::vector<std::string_view>& columns) : out_("\xEF\xBB\xBF") {
  for (const auto& c : columns) text(c);
  end_row();
}

Csv& Csv::text(std::string_view value) {
  static constexpr std::string_view kFormula = "=+-@\t\r";
  if (value.empty() || kFormula.find(value.front()) == std::string_view::npos) return cell(value), *this;
  return cell("'" + std::string(value)), *this;
}

Csv& Csv::yuan(Fen fen) {
  const Fen size = std::abs(fen);
  const std::string cents = std::to_string(size % 100);
  cell((fen < 0 ? "-" : "") + std::to_string(size / 100) + (cents.size() < 2 ? ".0" : ".") + cents);
  return *this;
}

Csv& Csv::end_row() {
  out_ += "\r\n";
  first_ = true;
  return *this;
}

void Csv::cell(std::string_view value) {
  if (!first_) out_ += ',';
  first_ = false;
  if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
    out_ += value;
    return;
  }
  out_ += '"';
  for (const char c : value) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
}

Response Csv::response(const std::string& filename) {
  Response r;
  r.content_type = "text/csv; charset=utf-8";
  r.body = std::move(out_);
  r.with("Content-Disposition", "attachment; filename=\"" + filename + "\"");
  r.with("Cache-Control", "no-store");
  return r;
}

}  // namespace kefu::server
