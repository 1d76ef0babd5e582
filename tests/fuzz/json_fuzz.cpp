// Our parser against nlohmann/json's: what is a document, and what it says.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "json/reader.hpp"
#include "oracle.hpp"

namespace {

using Json = nlohmann::json;

/// A number that no double holds is JSON by its grammar, which is all that ours asks.
bool beyond_double(const std::string& text) {
  struct Finite : nlohmann::json_sax<nlohmann::json> {
    bool out_of_range = false;
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& e) override {
      out_of_range = e.id == 406;
      return false;
    }
  } sax;
  nlohmann::json::sax_parse(text, &sax);
  return sax.out_of_range;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using kefu::fuzz::promise;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  kefu::json::Document doc(text);
  if (doc.failed() && doc.error().code == kefu::ErrorCode::TOO_DEEP) return 0;
  if (text.find('\0') != std::string::npos) return 0;  // nlohmann takes one for the end
  const Json theirs = Json::parse(text, nullptr, false);
  if (doc.failed()) {
    promise(theirs.is_discarded(), "what they read, we read", text);
    return 0;
  }
  if (theirs.is_discarded()) {
    promise(beyond_double(text), "what they refuse, we refuse", text);
    return 0;
  }
  const std::string raw = doc.root().raw();
  promise(Json::parse(raw, nullptr, false) == theirs, "what was read is what was written", raw);
  kefu::json::Document again(raw);
  promise(!again.failed() && again.root().raw() == raw, "what we write, we read as it is", raw);
  return 0;
}
