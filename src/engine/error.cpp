#include "kefu/error.hpp"

namespace kefu {

namespace {

struct Said {
  std::string_view word;
  std::string_view sentence;
};

constexpr Said kSaid[] = {
#define X(id, text) {#id, text},
    KEFU_ERRORS(X)
#undef X
};

const Said& said(ErrorCode code) { return kSaid[static_cast<std::size_t>(code)]; }

}  // namespace

std::string_view name(ErrorCode code) { return said(code).word; }
std::string_view sentence(ErrorCode code) { return said(code).sentence; }

Error make_error(ErrorCode code, std::string pointer) {
  return {code, std::string(sentence(code)), std::move(pointer)};
}

Error make_error(ErrorCode code, std::string pointer, std::string message) {
  return {code, std::move(message), std::move(pointer)};
}

}  // namespace kefu
