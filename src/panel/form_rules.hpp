// form_rules.hpp: whether a draft satisfies the form that the engine described. The server judges again.
//
//   field_error(phone_field, draft)   // "PHONE", "REQUIRED", "TOO_LONG", or "" — words: locales `error.<code>`
#pragma once
#include <string_view>

#include "kefu/form.hpp"
#include "panel/model.hpp"

namespace kefu::panel {

Phrase field_error(const Field& field, const Draft& draft);
bool complete(const Form& form, const Draft& draft);

}  // namespace kefu::panel
