#include "panel/update.hpp"

#include <algorithm>
#include <charconv>

#include "json/reader.hpp"
#include "panel/actions.hpp"
#include "panel/evidence.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "ui/surface.hpp"

namespace kefu::panel {

namespace {

std::string text_or(json::Reader r, std::string_view key, std::string fallback) {
  const json::Reader v = r[key].maybe();
  return v && v.is_text() ? v.text() : fallback;
}

// What the page is about; a missing item or order is none, a missing store or page is as before.
void read_target(Config& c, json::Reader r) {
  const std::pair<const char*, std::string*> members[] = {{"item", &c.item}, {"tid", &c.tid}, {"store", &c.store}, {"page", &c.page}};
  c.item.clear();
  c.tid.clear();
  for (const auto& [key, out] : members)
    if (const json::Reader v = r[key].maybe(); v && v.is_text()) *out = v.text();
}

// Numbers from style sheets may carry a fraction, which the typed readers refuse; whole pixels are enough here.
float whole_px(json::Reader r, float fallback) {
  const std::string raw = r.raw();
  int n = 0;
  const auto done = std::from_chars(raw.data(), raw.data() + raw.size(), n);
  return done.ec == std::errc{} && n >= 0 && n <= 64 ? static_cast<float>(n) : fallback;
}

// "#rrggbb"; nothing for anything else.
std::optional<std::uint32_t> colour(const std::string& hex) {
  if (hex.size() != 7 || hex[0] != '#') return std::nullopt;
  std::uint32_t rgb = 0;
  const auto done = std::from_chars(hex.data() + 1, hex.data() + 7, rgb, 16);
  if (done.ec != std::errc{} || done.ptr != hex.data() + 7) return std::nullopt;
  return rgb;
}

bool known_lang(std::string_view lang) { return lang == "zh-CN" || lang == "zh-TW" || lang == "en"; }

void ask_pending(State& st) {
  if (st.asked_pending) return;
  st.asked_pending = true;
  st.effects.store_get(pending_key(st));
  st.effects.store_get(step_key(st));
}

// Everything that belonged to one buyer or one shop. What is on its way is asked for again from the store.
void start_over(State& st) {
  st.context.reset();
  st.load = Load::idle;
  st.trouble = Trouble::none;
  st.trouble_code.clear();
  st.stack.assign(1, Screen{});
  st.sheet = {};
  st.draft = {};
  st.submission = {};
  st.step = {};
  st.notice = {};
  st.changed.clear();
  st.pieces.clear();
  st.asked_files.clear();
  st.gallery = {};
  st.talk = {};
  st.requests.clear();  // answers of the former buyer are nobody's
  st.poll_at_ms = 0;
  st.asked_pending = false;
  st.reported_missing = false;
}

void start(State& st) {
  if (st.load == Load::loading) return;
  if (st.config.signed_in) ask_pending(st);
  load_context(st);
}

void on_open(State& st) {
  st.open = true;
  if (st.load != Load::ready) start(st);
}

void on_locale(State& st, json::Reader r) {
  std::vector<Words::Message> messages;
  for (const auto& m : r["messages"].members())
    if (m.value.is_text()) messages.emplace_back(m.key, m.value.text());
  std::string lang = r["lang"].text();
  st.config.lang = lang;
  st.words.load(std::move(lang), std::move(messages));
}

void on_stored(State& st, json::Reader r) {
  const std::string key = r["key"].text();
  const json::Reader value = r["value"].maybe();
  if (!value) return;
  if (restore_files(st, key, value.text())) return;
  if (key == pending_key(st)) restore_submission(st, value.text());
  else if (key == step_key(st)) restore_step(st, value.text());
  else if (key == st.draft.key && key == draft_key(st)) restore_draft(st, value.text());
}

void on_theme(State& st, json::Reader r) {
  ui::Theme t;
  if (auto v = r["dark"].maybe()) t.dark = v.boolean();
  if (auto v = r["reduced_motion"].maybe()) t.reduced_motion = v.boolean();
  if (auto v = r["contrast"].maybe()) t.contrast = v.boolean();
  if (auto c = colour(text_or(r, "accent", ""))) {
    t.accent = *c;
    t.has_accent = true;
    t.accent_text = colour(text_or(r, "accent_text", "")).value_or(t.accent_text);
  }
  if (auto v = r["radius"].maybe()) t.radius_px = whole_px(v, t.radius_px);
  st.surface.theme(t);
}

void on_online(State& st, bool online) {
  const bool came_back = online && !st.online;
  st.online = online;
  if (!came_back) return;
  if (st.load == Load::failed && st.trouble == Trouble::offline) start(st);
  if (st.submission.state == Sending::unanswered) resend(st);
  if (st.step.state == Sending::unanswered) resend_step(st);
}

void on_identity(State& st, bool signed_in) {
  if (signed_in && st.config.signed_in && st.load == Load::ready) return;  // a fresh token for the same buyer
  st.config.signed_in = signed_in;
  std::optional<Context> known = signed_in ? std::nullopt : std::move(st.context);
  start_over(st);
  st.context = std::move(known);
  forget_buyer(st);
  if (st.open) start(st);
}

void on_attributes(State& st, json::Reader r) {
  read_target(st.config, r);
  start_over(st);
  if (st.open) start(st);
}

void on_event(State& st, json::Reader r) {
  const std::string type = r["type"].text();
  if (type == "open") on_open(st);
  else if (type == "close") st.open = false;
  else if (type == "locale") on_locale(st, r);
  else if (type == "response") {
    const auto id = r["id"].integer(0, 1 << 30), status = r["status"].integer(0, 999);
    const json::Reader body = r["body"].maybe();
    on_response(st, static_cast<int>(id), static_cast<int>(status), body ? body.text() : std::string());
  } else if (type == "stored") on_stored(st, r);
  else if (type == "input") {
    const auto id = r["id"].integer(0, 0xFFFFFFFFll);
    st.surface.input(static_cast<std::uint32_t>(id), r["value"].text());
  } else if (type == "file") on_file(st, r);
  else if (type == "dismiss") st.surface.dismiss();
  else if (type == "theme") on_theme(st, r);
  else if (type == "changed") {
    const json::Reader version = r["version"].maybe();
    on_changed(st, keep(text_or(r, "case_id", "")), keep(text_or(r, "tid", "")), version ? version.integer(0, 1 << 30) : 0);
  } else if (type == "online") on_online(st, r["online"].boolean());
  else if (type == "identity") on_identity(st, r["signed_in"].boolean());
  else if (type == "attributes") on_attributes(st, r);
  else if (!type.empty()) st.effects.error("UNKNOWN_EVENT", type);
}

}  // namespace

void configure(State& st, std::string_view json) {
  json::Document doc(json);
  const json::Reader r = doc.root();
  Config& c = st.config;
  if (r.is_object()) {
    read_target(c, r);
    c.session = text_or(r, "session", "");
    const std::string lang = text_or(r, "lang", c.lang);
    if (known_lang(lang)) c.lang = lang;
    else st.effects.error("UNKNOWN_LANG", lang);
    if (auto v = r["signed_in"].maybe()) c.signed_in = v.boolean();
  } else {
    st.effects.error("INVALID_CONFIG", "The configuration is not a JSON object.");
  }
  if (r.is_object() && c.store.empty()) st.effects.error("INVALID_CONFIG", "The configuration names no store.");
  if (doc.failed() && r.is_object()) st.effects.error(name(doc.error().code), doc.error().pointer);
}

void apply(State& st, std::string_view json) {
  json::Document doc(json);
  on_event(st, doc.root());
  if (doc.failed()) st.effects.error(name(doc.error().code), join({doc.error().message, " ", doc.error().pointer}));
}

}  // namespace kefu::panel
