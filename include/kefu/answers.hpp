// answers.hpp: whether a filled form can be sent, with one complaint for each field that is wrong.
//
//   Validity v = *validate(check_input, answers, policy);
//   v.valid, v.errors[0]             // false, {"phone", PHONE}
//
// As JSON, from form's own input with `answers` beside it ({"reason":"QUALITY","num":2,…}):
// {"valid","errors":[{"field","code","message"}],"trace"}. Complaints stand in the form's order, then those about answers
// to what was not asked. The answers to good_status, reason and num shape the form that the others are judged by, as they
// would on a screen. A case that is not eligible is a complaint about the field "", with check's code.
//
// What a form asks and a request has no member for (agreement_ref, address, target_sku …) travels in the request's
// `answers` and stays on the case: an object of the field's name and its answer as text.
//
//   Answer a = answer_of(field, "杯盖 ×2\n螺丝")      // PARTS: {"杯盖",2},{"螺丝",1}
//   judge_request(check_input, policy)               // nothing, or "address: REQUIRED"; nothing where there are no answers
//   claimed({…, {{"freight_paid","1200"}}}, trade)   // 1200
//
// As text: CHOICE TEXT ADDRESS SKU PHONE TIME as they are; MONEY and UNITS in digits, fen, "-" below zero; BOOL true or
// false; LIST its codes with commas between; PARTS one a line, "name ×units" or the name of one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "kefu/form.hpp"

namespace kefu {

// clang-format off
#define KEFU_ANSWER_ERRORS(X)                                                     \
  X(REQUIRED, "This field must be answered.")                                     \
  X(WRONG_TYPE, "The answer is of another kind than the field.")                  \
  X(CHOOSE, "Choose one of the options.")                                         \
  X(TOO_SHORT, "The text is too short.")                                          \
  X(TOO_LONG, "The text is too long.")                                            \
  X(PATTERN, "The text does not match the field's pattern.")                      \
  X(PHONE, "A mobile number such as 13800000000 is expected here.")               \
  X(OUT_OF_RANGE, "The value lies outside the field's min and max.")              \
  X(INVALID_TIME, "An RFC 3339 time with an offset is expected here.")            \
  X(TOO_FEW, "There are fewer entries than the field's min.")                     \
  X(TOO_MANY, "There are more entries than the field's max.")                     \
  X(DUPLICATE, "An entry stands twice.")                                          \
  X(FILE_TYPE, "A file is of a type that the field does not take.")               \
  X(FILE_TOO_LARGE, "A file is larger than the field's bytes_max.")               \
  X(FIXED, "This value is given and cannot be changed.")                          \
  X(NOT_ASKED, "This field is not asked after the earlier answers.")              \
  X(UNKNOWN_FIELD, "The form has no such field.")                                 \
  X(NOT_ELIGIBLE, "The case cannot be opened; the code says by which rule.")
// clang-format on

enum class AnswerFault {
  none,
#define X(id, text) id,
  KEFU_ANSWER_ERRORS(X)
#undef X
};

std::string_view name(AnswerFault fault);      // "" for none
std::string_view sentence(AnswerFault fault);

enum class AnswerKind { text, number, boolean, list, other };

/// One entry of a list: a code, a file's name, or a part's sku and how many.
struct AnswerItem {
  std::string text;       // "": the entry was nothing the field could take
  std::string file_type;  // image/jpeg; "": not said
  std::int64_t number = 0;  // units of a part, bytes of a file
};

struct Answer {
  std::string field;
  AnswerKind kind = AnswerKind::other;
  std::string text;
  std::int64_t number = 0;  // also 0 or 1 of a boolean
  std::vector<AnswerItem> items;
};

struct AnswerError {
  std::string field;
  AnswerFault fault{};
  std::string code;  // the fault's name; check's code where the case is not eligible
};

struct Validity {
  std::vector<AnswerError> errors;
  std::vector<std::string> trace;
  bool valid() const { return errors.empty(); }
};

/// What files a field of evidence takes, as media types.
inline constexpr std::string_view kFileTypes[] = {"image/jpeg", "image/png", "image/gif"};

/// One field by itself: `answer` is nullptr where it was left out.
AnswerFault judge_answer(const Field& field, const Answer* answer);

/// A text of a request's `answers` as the field takes it; of another kind where it cannot be read so.
Answer answer_of(const Field& field, std::string_view text);
/// Whether a request's `answers` fit the form that it asks for: then nothing, else the first complaint, "field: CODE".
std::optional<std::string> judge_request(const CheckInput& input, const std::vector<Answer>& beside, const Policy& policy);
/// What the answers themselves ask for: what a price fell by, for the units named, or what the way back cost. Nothing for
/// a type whose amount is the quote's.
std::optional<Fen> claimed(const CheckRequest& request, const Trade& trade);

Result<Validity> validate(const CheckInput& input, const std::vector<Answer>& answers, const Policy& policy);

}  // namespace kefu
