// topics.hpp: what a buyer may say is wrong, by what the order's state permits. Words: locales `wrong.<key>`.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "kefu/locate.hpp"
#include "kefu/names.hpp"
#include "ui/phrase.hpp"

namespace kefu::panel {

#define KEFU_TOPIC_GROUPS(X) X(refund) X(goods) X(delivery) X(other)
KEFU_ENUM(TopicGroup, KEFU_TOPIC_GROUPS)

struct Topic {
  ui::Phrase key;
  TopicGroup group;
  std::uint8_t stages;  // bit per Stage
  Intent intent;        // whom it belongs to, where the panel has no form for it
  CaseType type;        // the case it would become, where there is a form
  bool form = false;    // the panel's own form for it, or the rule against it and what is possible instead (S1-27)
  ui::Phrase reason{};  // what the form begins with; "": what it presumes
};

std::span<const Topic> topics();
bool fits(const Topic& topic, Stage stage);
/// The index of the first topic that would become this case; `other` if there is none.
std::size_t topic_of(CaseType type);
std::size_t topic_of(ui::Phrase key);

}  // namespace kefu::panel
