// error.hpp: every complaint the engine can make, with a stable code.
//
//   Result<Quote> r = quote(input);
//   if (!r) return r.error();          // r.error().code == ErrorCode::EXCEEDS_UNITS, .pointer == "/request/lines/0/num"
//   use(*r);
//
// Codes never change meaning once shipped: tests, servers and shops match on them. `message` is one English sentence
// for the person who integrates; buyers read the sentences of assets/locales instead. `pointer` is the JSON pointer
// (RFC 6901) of the value that is at fault, "" for the whole document. No exceptions: the module is built without.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace kefu {

// clang-format off
#define KEFU_ERRORS(X)                                                                        \
  /* reading a document */                                                                    \
  X(INVALID_JSON, "The document is not valid UTF-8 JSON.")                                    \
  X(TOO_LARGE, "The document is larger than this command accepts.")                           \
  X(TOO_DEEP, "The document nests deeper than 64 levels.")                                    \
  X(MISSING_KEY, "A required key is missing.")                                                \
  X(WRONG_TYPE, "The value has the wrong type.")                                              \
  X(UNKNOWN_ENUM, "The value is not one of the allowed words.")                               \
  X(OUT_OF_RANGE, "The value is out of range.")                                               \
  X(INVALID_TIME, "The value is not an RFC 3339 time with an offset.")                        \
  X(UNKNOWN_POLICY, "No policy pack has this id.")                                            \
  X(UNKNOWN_COMMAND, "There is no such command.")                                             \
  /* a policy pack */                                                                         \
  X(UNKNOWN_KEY, "No pack has this key. Correct its spelling or remove it.")                  \
  X(LAW_FLOOR, "The law gives the buyer more than this.")                                     \
  /* quote */                                                                                 \
  X(PROMOTION_TOO_LARGE, "A promotion takes off more than its lines are worth.")              \
  X(TENDER_TOO_LARGE, "A tender pays more than what is left of the goods.")                   \
  X(UNKNOWN_LINE, "The trade has no line with this oid.")                                     \
  X(EXCEEDS_UNITS, "More units are named than the line has left.")                            \
  X(EXCEEDS_VALUE, "The amount is larger than what the line has left.")                       \
  X(NOTHING_TO_REFUND, "The request names nothing that can be refunded.")                     \
  X(DUPLICATE_LINE, "A line is named twice.")                                                 \
  /* locate, check, form, advance */                                                          \
  X(INVALID_STATE, "The stage and the escalation cannot occur together.")                     \
  X(UNSUPPORTED_TYPE, "This case type has no form here yet.")                                 \
  X(ILLEGAL_EVENT, "The case does not accept this event in its present status.")              \
  X(GUARD_FAILED, "A condition of this step is not met.")                                     \
  X(VERSION_CONFLICT, "Somebody changed the case since you read it. Read it again.")          \
  X(NOT_PERMITTED, "This actor may not take this step.")
// clang-format on

enum class ErrorCode {
#define X(id, text) id,
  KEFU_ERRORS(X)
#undef X
};

/// The stable code as a word, "EXCEEDS_UNITS".
std::string_view name(ErrorCode code);
/// The general sentence of a code; an Error may carry a more exact one.
std::string_view sentence(ErrorCode code);

struct Error {
  ErrorCode code{};
  std::string message;
  std::string pointer;
};

/// An error with the code's own sentence.
Error make_error(ErrorCode code, std::string pointer = {});
/// An error with a sentence that says more, e.g. which condition failed.
Error make_error(ErrorCode code, std::string pointer, std::string message);

/// A value or an error.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  explicit operator bool() const { return state_.index() == 0; }
  const T& operator*() const { return *std::get_if<0>(&state_); }
  T& operator*() { return *std::get_if<0>(&state_); }
  const T* operator->() const { return std::get_if<0>(&state_); }
  T* operator->() { return std::get_if<0>(&state_); }
  const Error& error() const { return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace kefu
