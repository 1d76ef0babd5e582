// What stands in for the parts of Dear ImGui that are left out of the build (cmake/imgui.cmake): its stock widgets, tables,
// columns, settings and printf. The panel draws widgets of its own (ui.hpp), but ImGui's own code reaches the stock ones
// from NewFrame, Begin and error recovery, which kept 70 KB in the module. Nothing here is reached while the panel draws,
// but NavUpdate. imgui_lean.hpp tells what of imgui.cpp itself is left out, and how.
#include <imgui.h>
#include <imgui_internal.h>

#include <cstddef>
#include <cstring>

namespace ImGui {

// What remains of keyboard navigation: the item that ActivateItemByID named is the activated one of this frame.
void (NavUpdate)(KefuOmitted) {  // in brackets it is no macro
  ImGuiContext& g = *GImGui;
  g.NavActivateId = g.NavActivateDownId = g.NavActivatePressedId = g.NavNextActivateId;
  g.NavActivateFlags = g.NavNextActivateFlags;
  g.NavNextActivateId = 0;
}

void StyleColorsDark(ImGuiStyle* style) {
  for (ImVec4& colour : (style ? *style : GetStyle()).Colors) colour = {};
}

void EndColumns() {}
void PushColumnsBackground() {}
void PopColumnsBackground() {}
void EndTable() {}
void TableEndRow(ImGuiTable*) {}
void TableEndCell(ImGuiTable*) {}
void TablePushColumnChannel(int) {}
void TablePopColumnChannel() {}
void TablePushBackgroundChannel() {}
void TablePopBackgroundChannel() {}
void TableGcCompactSettings() {}
void TableGcCompactTransientBuffers(ImGuiTable*) {}
void TableGcCompactTransientBuffers(ImGuiTableTempData*) {}
void TableSettingsAddSettingsHandler() {}

bool Button(const char*, const ImVec2&) { return false; }
bool ButtonBehavior(const ImRect&, ImGuiID, bool*, bool*, ImGuiButtonFlags) { return false; }
bool CloseButton(ImGuiID, const ImVec2&) { return false; }
bool CollapseButton(ImGuiID, const ImVec2&) { return false; }
bool InputText(const char*, char*, size_t, ImGuiInputTextFlags, ImGuiInputTextCallback, void*) { return false; }
bool Selectable(const char*, bool, ImGuiSelectableFlags, const ImVec2&) { return false; }
bool SliderInt(const char*, int*, int, int, const char*, ImGuiSliderFlags) { return false; }
void EndMenuBar() {}
ImGuiMultiSelectIO* EndMultiSelect() { return nullptr; }
void EndTabBar() {}
void InputTextDeactivateHook(ImGuiID) {}
void Scrollbar(ImGuiAxis) {}
void SeparatorText(const char*) {}
void TextV(const char*, va_list) {}
void TreePop() {}

}  // namespace ImGui

void ImGuiMenuColumns::Update(float, bool) {}
ImGuiInputTextState::ImGuiInputTextState() { std::memset(static_cast<void*>(this), 0, sizeof *this); }
ImGuiInputTextState::~ImGuiInputTextState() = default;

// ImGui formats debug texts and the names of child windows; the panel has neither. The format itself is the result.
int ImFormatStringV(char* buffer, size_t size, const char* format, va_list) {
  const size_t length = std::strlen(format);
  if (!buffer || size == 0) return static_cast<int>(length);
  const size_t kept = length < size ? length : size - 1;
  std::memcpy(buffer, format, kept);
  buffer[kept] = 0;
  return static_cast<int>(kept);
}

int ImFormatString(char* buffer, size_t size, const char* format, ...) {
  va_list none;
  va_start(none, format);
  const int length = ImFormatStringV(buffer, size, format, none);
  va_end(none);
  return length;
}
