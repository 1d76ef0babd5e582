#include "json/writer.hpp"

#include <doctest/doctest.h>

#include "json/reader.hpp"
#include "property.hpp"

namespace writer_test {

using namespace kefu;
using json::Writer;

TEST_CASE("a result is written in the order it is said, without a superfluous byte") {
  Writer w;
  w.open().key("total").value(4348).key("open").value(true).key("at").time(0, 8 * kHour).key("none").null();
  w.key("trace").list({"KEEP", "M3"}).key("empty").list(std::vector<std::string>{}).key("lines").open_list();
  w.open().close().open().key("n").value(std::int64_t{-1}).close().close_list();
  w.key("left").optional(std::optional<std::int64_t>{}).key("raw").raw("{\"a\":1}").close();
  CHECK(w.text() ==
        R"({"total":4348,"open":true,"at":"1970-01-01T08:00:00+08:00","none":null,"trace":["KEEP","M3"],"empty":[],)"
        R"("lines":[{},{"n":-1}],"left":null,"raw":{"a":1}})");
}

TEST_CASE("whatever a buyer types comes back as it was typed") {
  test::holds("text round-trips", 2000, [] {
    std::string text;
    for (const int c : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 0x80))) text += static_cast<char>(c);
    text += "杯子😀";
    Writer w;
    w.open().key(text).value(text).close();
    json::Document doc(w.text());
    RC_ASSERT(!doc.failed());
    const auto members = doc.root().members();
    RC_ASSERT(members.size() == 1u);
    RC_ASSERT(members[0].key == text);
    RC_ASSERT(members[0].value.text() == text);
  });
}

}  // namespace writer_test
