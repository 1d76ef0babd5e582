#include "item_log.hpp"

#include <imgui.h>
#include <imgui_internal.h>

namespace {

std::vector<kefu::test::Item> logged;
int logged_pass = -1;

}  // namespace

// IMGUI_ENABLE_TEST_ENGINE (cmake/imgui.cmake) makes ImGui call these four, here and nowhere else defined.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& box, const ImGuiLastItemData* data) {
  if (!data || id == context->CurrentWindow->MoveId) return;  // a window as a whole, or its title
  if (context->FrameCount != logged_pass) logged.clear();
  logged_pass = context->FrameCount;
  const bool enabled = !(data->ItemFlags & ImGuiItemFlags_Disabled);
  logged.push_back({id, box.Min.x, box.Min.y, box.GetWidth(), box.GetHeight(), enabled});
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }

namespace kefu::test {

void log_items() {
  logged.clear();
  logged_pass = -1;
  ImGui::GetCurrentContext()->TestEngineHookItems = true;
}

const std::vector<Item>& items() { return logged; }

}  // namespace kefu::test
