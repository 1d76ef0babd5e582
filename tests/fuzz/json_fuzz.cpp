// The tree and the writer against nlohmann/json's own: what is a document, and what it says.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "json/reader.hpp"
#include "oracle.hpp"

namespace {

using Json = nlohmann::json;

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
    promise(false, "what they refuse, we refuse", text);
    return 0;
  }
  const std::string raw = doc.root().raw();
  promise(Json::parse(raw, nullptr, false) == theirs, "what was read is what was written", raw);
  kefu::json::Document again(raw);
  promise(!again.failed() && again.root().raw() == raw, "what we write, we read as it is", raw);
  return 0;
}
