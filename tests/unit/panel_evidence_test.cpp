// Photos in the panel: what is asked of the host, what the buyer sees of it, and that nothing of it is lost.
#include "panel_buyer.hpp"

namespace panel_evidence_test {

using namespace kefu;
using namespace kefu::test;
using ui::Role;

namespace {

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// In front of the form for a refund that keeps the goods, for a reason that needs a picture.
struct Claimant : Buyer {
  explicit Claimant(const std::string& line = "搪瓷马克杯") : Buyer(config("s-1")) {
    open(context(store("FLAGSHIP"), signed_trade()));
    tap("搪瓷马克杯");
    tap(line);
    tap(say("wrong.agreed"));
    tap(Role::radio, say("reason.QUALITY"));
  }
  /// What the buyer picks in the phone's own dialogue: how many.
  void choose(int n) {
    const ui::Node* add = find(Role::file, say("evidence.add_films"));
    REQUIRE_MESSAGE(add != nullptr, page());
    event("{\"type\":\"input\",\"id\":" + std::to_string(add->id) + ",\"value\":\"" + std::to_string(n) + "\"}");
  }
  void file(int n, const std::string& state, int progress, const std::string& more = {}) {
    event("{\"type\":\"file\",\"file\":" + std::to_string(n) + ",\"state\":\"" + state + "\",\"progress\":" +
          std::to_string(progress) + more + "}");
  }
  std::string photo(int n) const { return say("evidence.photo", {{"n", panel::Phrase(n == 1 ? "1" : n == 2 ? "2" : "3")}}); }
  std::string remove(int n) const { return "移除" + photo(n); }
};

constexpr const char* kFiles = "files:draft:s-1:2026112200001:A:RO_RECEIVED";

}  // namespace

TEST_CASE("a reason that needs a picture can be chosen, and its form says so where the picture is missing") {
  Claimant b;
  const ui::Node* add = b.find(Role::file, b.say("evidence.add_films"));
  REQUIRE(add);
  CHECK(add->placeholder == "image/*,video/*");
  CHECK(add->required);
  CHECK_FALSE(add->invalid);
  b.tap(b.say("form.next"));
  CHECK(b.title() == b.say("form.title"));
  add = b.find(Role::file, b.say("evidence.add_films"));
  CHECK(add->invalid);
  CHECK(add->description == b.say("evidence.missing"));
  b.tap(Role::radio, b.say("reason.AGREED"));
  CHECK_FALSE(b.find(Role::file, b.say("evidence.add_films"))->required);
}

TEST_CASE("chosen photos are on their way with their progress, and the claim waits for them, then names them") {
  Claimant b;
  b.choose(2);
  CHECK(b.count("upload", "") == 2);
  b.file(1, "sending", 40);
  const ui::Node* bar = b.find(Role::progressbar, b.photo(1));
  REQUIRE(bar);
  CHECK(bar->now == 40);
  CHECK(bar->max == 100);
  b.file(1, "done", 100, R"(,"id":"e-1")");
  CHECK_FALSE(b.find(Role::progressbar, b.photo(1)));
  CHECK(b.last("store", kFiles)->value == "evidence e-1 ");
  b.tap(b.say("form.next"));
  CHECK(b.find(Role::file, b.say("evidence.add_films"))->description == b.say("evidence.wait"));
  b.file(2, "done", 100, R"(,"id":"e-2")");
  b.tap(b.say("form.next"));
  REQUIRE_MESSAGE(b.title() == b.say("review.title"), b.page());
  CHECK(b.sees("2 个"));
  b.tap(b.say("submit.submit"));
  CHECK(b.http("/v1/cases")->body.find(R"("evidence":["e-1","e-2"])") != std::string::npos);
}

TEST_CASE("a photo is taken out again, and is not sent") {
  Claimant b;
  b.choose(2);
  b.file(1, "done", 100, R"(,"id":"e-1")");
  b.file(2, "done", 100, R"(,"id":"e-2")");
  b.tap(b.remove(1));
  CHECK(b.count("upload_stop", "") == 1);
  CHECK(b.last("store", kFiles)->value == "evidence e-2 ");
  CHECK_FALSE(b.sees(b.photo(2)));
  b.tap(b.remove(1));
  CHECK(b.last("store", kFiles)->op == "remove");
}

TEST_CASE("a file that cannot be sent says why and does not hold the claim up") {
  Claimant b;
  b.choose(1);
  b.file(1, "refused", 0, R"(,"code":"UNREADABLE")");
  CHECK(b.sees(b.say("evidence.code.UNREADABLE")));
  b.choose(1);
  b.file(2, "refused", 0, R"(,"code":"SOMETHING_NEW")");
  CHECK(b.sees(b.say("evidence.code.other")));
  b.tap(b.remove(1));
  b.choose(1);
  b.file(3, "done", 100, R"(,"id":"e-3")");
  b.tap(b.say("form.next"));
  CHECK(b.title() == b.say("review.title"));
}

TEST_CASE("no more than the pack allows: the others are told of, and where there is no room nothing can be added") {
  Claimant b;
  b.choose(12);
  CHECK(b.count("upload", "") == 9);
  CHECK_FALSE(b.find(Role::file, b.say("evidence.add_films")));
  bool told = false;
  for (const Seen& e : b.effects) told |= e.type == "announce" && e.text == b.say("evidence.too_many", {{"max", "9"}});
  CHECK(told);
  b.tap(b.remove(2));
  CHECK(b.find(Role::file, b.say("evidence.add_films")));
}

TEST_CASE("a page that was closed finds its photos again, those of this form only") {
  Claimant b;
  CHECK(b.last("store", kFiles)->op == "get");
  b.stored(kFiles, "evidence e-7 evidence e-8* ");
  CHECK(b.sees(b.photo(1)));
  CHECK(b.sees(b.say("evidence.film", {{"n", "2"}})));
  b.stored(kFiles, "evidence e-7 ");  // once is enough
  CHECK_FALSE(b.sees(b.photo(3)));
  b.tap(b.say("form.next"));
  b.tap(b.say("submit.submit"));
  CHECK(b.http("/v1/cases")->body.find(R"("evidence":["e-7","e-8"])") != std::string::npos);
  const std::string held = with(with(kase("WAIT_SELLER_AGREE", 1), R"("evidence":[])", R"("evidence":["e-7","e-8"])"),
                                "RO_UNSHIPPED", "RO_RECEIVED");
  b.answer("/v1/cases", 201, answer_with(held));
  CHECK(b.last("store", kFiles)->op == "remove");
}

TEST_CASE("nonsense in the store or from the host changes nothing that can be seen") {
  for (const char* nonsense : {"", " ", "evidence", "evidence ", "  ", "\xE5\xAE\xA2"}) {
    Claimant b;
    b.stored(kFiles, nonsense);
    b.file(99, "done", 100, R"(,"id":"e-9")");
    b.tap(b.say("form.next"));
    CHECK(b.title() == b.say("form.title"));
  }
}

TEST_CASE("a case shows what both sides filed, one of them large, and takes more while the platform asks for it") {
  const std::string allowed = R"({"event":"add_evidence","actor":"BUYER"})";
  const std::string c = with(kase("SELLER_REFUSE_BUYER", 4, allowed), R"("evidence":[])", R"("evidence":["e-1"])");
  Claimant b;
  b.event(R"({"type":"identity","signed_in":false})");
  b.event(R"({"type":"identity","signed_in":true})");
  b.answer("/v1/context", 200, context(store("FLAGSHIP"), signed_trade(), c));
  b.tap(b.say("type.RO_UNSHIPPED"));
  b.answer("/v1/cases/c-1", 200,
           "{\"case\":" + c + R"(,"messages":[],"evidence":[{"id":"e-1","kind":"IMAGE","type":"image/jpeg","bytes":9,"by":"BUYER",)"
           R"("at":"2026-11-22T11:00:00+08:00","caption":"杯口有裂纹"},{"id":"e-2","kind":"VIDEO","type":"video/mp4","bytes":9,)"
           R"("by":"SELLER","at":"2026-11-22T11:30:00+08:00","caption":""}]})");
  CHECK(b.sees(b.photo(1) + " " + b.say("actor.BUYER")));
  b.tap(b.say("evidence.film", {{"n", "2"}}) + " " + b.say("actor.SELLER"));
  const ui::Node* film = b.find(Role::img, b.say("actor.SELLER"));
  REQUIRE(film);
  CHECK(film->style == "film");
  CHECK(film->src == "/v1/evidence/e-2");
  b.event(R"({"type":"dismiss"})");
  b.tap(b.photo(1));
  CHECK(b.sees("杯口有裂纹"));
  b.event(R"({"type":"dismiss"})");

  b.choose(1);
  const ui::Node* send = b.find(Role::button, b.say("evidence.wait"));
  REQUIRE(send);
  CHECK(send->disabled);
  b.file(1, "done", 100, R"(,"id":"e-3")");
  b.tap(b.say("evidence.send"));
  CHECK(b.http("/v1/cases/c-1/events")->body == R"({"type":"add_evidence","version":4,"evidence":["e-3"]})");
  b.answer("/v1/cases/c-1/events", 200, answer_with(with(c, R"(["e-1"])", R"(["e-1","e-3"])")));
  CHECK_FALSE(b.find(Role::button, b.say("evidence.send")));
  CHECK(b.http("/v1/cases/c-1")->method == "GET");  // for the gallery as it is now
}

}  // namespace panel_evidence_test
