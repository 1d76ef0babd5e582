#include "panel/effects.hpp"

#include "json/writer.hpp"

namespace kefu::panel {

namespace {

json::Writer begin(std::string_view type) {
  json::Writer w;
  w.open().key("type").value(type);
  return w;
}

void text_or_null(json::Writer& w, std::string_view key, std::string_view value) {
  w.key(key);
  if (value.empty()) w.null();
  else w.value(value);
}

}  // namespace

void Effects::push(json::Writer& w) {
  w.close();
  raw(w.text());
}

void Effects::raw(std::string_view effect) {
  if (!queue_.empty()) queue_ += ',';
  queue_ += effect;
}

void Effects::http(int id, std::string_view method, std::string_view path, std::string_view body,
                   std::string_view key) {
  json::Writer w = begin("http");
  w.key("id").value(id).key("method").value(method).key("path").value(path);
  text_or_null(w, "body", body);
  text_or_null(w, "key", key);
  push(w);
}

void Effects::store(std::string_view op, std::string_view key, std::optional<std::string_view> value) {
  json::Writer w = begin("store");
  w.key("op").value(op).key("key").value(key).key("value").optional(value);
  push(w);
}

void Effects::store_get(std::string_view key) { store("get", key, std::nullopt); }
void Effects::store_set(std::string_view key, std::string_view value) { store("set", key, value); }
void Effects::store_remove(std::string_view key, std::optional<std::string_view> value) { store("remove", key, value); }

void Effects::announce(std::string_view text, bool assertive) {
  json::Writer w = begin("announce");
  w.key("text").value(text).key("assertive").value(assertive);
  push(w);
}

void Effects::event(std::string_view name, std::string_view detail) {
  json::Writer w = begin("event");
  w.key("name").value(name).key("detail").raw(detail);
  push(w);
}

void Effects::error(std::string_view code, std::string_view message) {
  json::Writer w = begin("error");
  w.key("code").value(code).key("message").value(message);
  push(w);
}

void Effects::close() {
  json::Writer w = begin("close");
  push(w);
}

void Effects::lang(std::string_view lang) {
  json::Writer w = begin("lang");
  w.key("lang").value(lang);
  push(w);
}

std::string Effects::take() {
  std::string out = "[" + queue_ + "]";
  queue_.clear();
  return out;
}

}  // namespace kefu::panel
