// effects.hpp: what the panel wants done, as data (design rule 2; members: ARCHITECTURE.md "Effects").
//
//   effects.http(7, "POST", "/v1/cases", body, key);
//   effects.take()   // [{"type":"http","id":7,…}]
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace kefu::json {
class Writer;
}

namespace kefu::panel {

class Effects {
 public:
  /// `body` and `key` empty: null.
  void http(int id, std::string_view method, std::string_view path, std::string_view body = {},
            std::string_view key = {});
  void store_get(std::string_view key);
  void store_set(std::string_view key, std::string_view value);
  /// `value`: only that; what another tab of hers has put in its place stays.
  void store_remove(std::string_view key, std::optional<std::string_view> value = std::nullopt);
  void announce(std::string_view text, bool assertive = false);
  /// `detail`: JSON.
  void event(std::string_view name, std::string_view detail);
  void error(std::string_view code, std::string_view message);
  void close();
  void lang(std::string_view lang);
  /// An effect of a subject of its own, written there.
  void raw(std::string_view effect);

  /// All of them as a JSON array; the queue is empty afterwards.
  std::string take();

 private:
  void store(std::string_view op, std::string_view key, std::optional<std::string_view> value);
  void push(json::Writer& w);
  std::string queue_;
};

}  // namespace kefu::panel
