#include "kefu/error.hpp"

namespace kefu {

namespace {

struct Row {
  std::string_view word;
  std::string_view sentence;
};

constexpr Row kRows[] = {
#define X(id, text) {#id, text},
    KEFU_ERRORS(X)
#undef X
};

const Row& row(ErrorCode code) { return kRows[static_cast<std::size_t>(code)]; }

}  // namespace

std::string_view name(ErrorCode code) { return row(code).word; }
std::string_view sentence(ErrorCode code) { return row(code).sentence; }

Error make_error(ErrorCode code, std::string pointer) {
  return {code, std::string(sentence(code)), std::move(pointer)};
}

Error make_error(ErrorCode code, std::string pointer, std::string message) {
  return {code, std::move(message), std::move(pointer)};
}

}  // namespace kefu
