// csv.hpp: tables for a spreadsheet (RFC 4180): UTF-8 with a byte order mark, which Excel needs to read Chinese, CRLF.
//
//   Csv csv({"case_id", "title"});
//   csv.text(id).text(title).end_row();
//   return csv.response("cases.csv");
//
// A text that begins like a formula (= + - @, tab, return) gets an apostrophe before it, so that a buyer's words are
// never computed by the reader's spreadsheet (OWASP, CSV injection). Numbers are the writer's own and stay numbers.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kefu/money.hpp"
#include "server/http.hpp"

namespace kefu::server {

class Csv {
 public:
  explicit Csv(const std::vector<std::string_view>& columns);
  Csv& text(std::string_view value);
  Csv& yuan(Fen fen);  // "-86.95"
  Csv& end_row();
  Response response(const std::string& filename);

 private:
  void cell(std::string_view value);
  std::string out_;
  bool first_ = true;
};

}  // namespace kefu::server
