// The contract's commands over the packs that the host has added.
#include "json/run.hpp"
#include "json/shapes.hpp"
#include "module/exports.hpp"

namespace kefu::module {
namespace {
PolicyLibrary packs;
constexpr int kOk = 0, kRefused = 2;  // the tool's exit statuses (contract, general rules)
}  // namespace

KEFU_EXPORT(policy_add) int kefu_policy_add(const char* p, std::uint32_t n) {
  if (const auto error = json::add_policy(packs, bytes(p, n))) {
    answer(json::write_error(*error));
    return kRefused;
  }
  answer({});
  return kOk;
}

KEFU_EXPORT(engine_run)
int kefu_engine_run(const char* command, std::uint32_t command_len, const char* in, std::uint32_t in_len) {
  json::Reply r = json::run(bytes(command, command_len), bytes(in, in_len), packs);
  answer(std::move(r.json));
  return r.ok ? kOk : kRefused;
}

}  // namespace kefu::module
