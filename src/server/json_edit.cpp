#include "server/json_edit.hpp"

#include "json/writer.hpp"

namespace kefu::server {

std::string with_members(json::Reader object, const std::vector<RawMember>& with,
                         const std::vector<std::string_view>& without) {
  const auto gone = [&](std::string_view key) {
    for (const auto& name : without)
      if (name == key) return true;
    for (const auto& member : with)
      if (member.first == key) return true;
    return false;
  };
  json::Writer w;
  w.open();
  for (const auto& member : object.members())
    if (!gone(member.key)) w.key(member.key).raw(member.value.raw());
  for (const auto& [key, text] : with) w.key(key).raw(text);
  w.close();
  return w.take();
}

std::string json_text(std::string_view text) {
  json::Writer w;
  w.value(text);
  return w.take();
}

std::string list_of(const std::vector<std::string>& documents) {
  json::Writer w;
  w.open_list();
  for (const auto& d : documents) w.raw(d);
  w.close_list();
  return w.take();
}

}  // namespace kefu::server
