// Which parts of imgui.cpp the module leaves out, without a changed byte in it: its mouse, keyboard, gamepad, windowing,
// tooltips and decorations. The panel is one bare window without input (the DOM behaves, ARCHITECTURE.md), yet NewFrame,
// Begin and Render reach all of that: 15 KB of the download.
//
// How: each name below becomes a macro that adds one more argument, KefuOmitted(). In a declaration or definition those
// words are a parameter (a function that returns KefuOmitted); in a call they make a value. The two do not fit together, so
// a call takes the overload that stands here and the linker drops ImGui's own. A function that ImGui renames or removes
// is simply not left out any more.
#pragma once

struct KefuOmitted {};

namespace ImGui {

void NavUpdate(KefuOmitted);  // imgui_lean.cpp: activation alone

template <class... Arguments>
int UpdateWindowManualResize(Arguments&&...) {
  return 0;
}
template <class Window>
auto FindBestWindowPosForPopup(Window* window, KefuOmitted) {
  return window->Pos;
}

#define KEFU_OMITTED(function) \
  template <class... Arguments> \
  void function(Arguments&&...) {}
KEFU_OMITTED(ErrorCheckEndFrameFinalizeErrorTooltip)
KEFU_OMITTED(ErrorRecoveryTryToRecoverState)
KEFU_OMITTED(ErrorRecoveryTryToRecoverWindowState)
KEFU_OMITTED(ItemHandleShortcut)
KEFU_OMITTED(NavEndFrame)
KEFU_OMITTED(NavProcessItem)
KEFU_OMITTED(RenderDimmedBackgrounds)
KEFU_OMITTED(RenderMouseCursor)
KEFU_OMITTED(RenderWindowDecorations)
KEFU_OMITTED(RenderWindowTitleBarContents)
KEFU_OMITTED(UpdateHoveredWindowAndCaptureFlags)
KEFU_OMITTED(UpdateInputEvents)
KEFU_OMITTED(UpdateKeyboardInputs)
KEFU_OMITTED(UpdateMouseInputs)
KEFU_OMITTED(UpdateMouseMovingWindowEndFrame)
KEFU_OMITTED(UpdateMouseMovingWindowNewFrame)
KEFU_OMITTED(UpdateMouseWheel)
KEFU_OMITTED(UpdateSettings)
#undef KEFU_OMITTED

}  // namespace ImGui

// A macro does not expand its own name again.
#define ErrorCheckEndFrameFinalizeErrorTooltip() ErrorCheckEndFrameFinalizeErrorTooltip(KefuOmitted())
#define ErrorRecoveryTryToRecoverState(...) ErrorRecoveryTryToRecoverState(__VA_ARGS__, KefuOmitted())
#define ErrorRecoveryTryToRecoverWindowState(...) ErrorRecoveryTryToRecoverWindowState(__VA_ARGS__, KefuOmitted())
#define FindBestWindowPosForPopup(...) FindBestWindowPosForPopup(__VA_ARGS__, KefuOmitted())
#define ItemHandleShortcut(...) ItemHandleShortcut(__VA_ARGS__, KefuOmitted())
#define NavEndFrame() NavEndFrame(KefuOmitted())
#define NavProcessItem() NavProcessItem(KefuOmitted())
#define NavUpdate() NavUpdate(KefuOmitted())
#define RenderDimmedBackgrounds() RenderDimmedBackgrounds(KefuOmitted())
#define RenderMouseCursor(...) RenderMouseCursor(__VA_ARGS__, KefuOmitted())
#define RenderWindowDecorations(...) RenderWindowDecorations(__VA_ARGS__, KefuOmitted())
#define RenderWindowTitleBarContents(...) RenderWindowTitleBarContents(__VA_ARGS__, KefuOmitted())
#define UpdateHoveredWindowAndCaptureFlags(...) UpdateHoveredWindowAndCaptureFlags(__VA_ARGS__, KefuOmitted())
#define UpdateInputEvents(...) UpdateInputEvents(__VA_ARGS__, KefuOmitted())
#define UpdateKeyboardInputs() UpdateKeyboardInputs(KefuOmitted())
#define UpdateMouseInputs() UpdateMouseInputs(KefuOmitted())
#define UpdateMouseMovingWindowEndFrame() UpdateMouseMovingWindowEndFrame(KefuOmitted())
#define UpdateMouseMovingWindowNewFrame() UpdateMouseMovingWindowNewFrame(KefuOmitted())
#define UpdateMouseWheel() UpdateMouseWheel(KefuOmitted())
#define UpdateSettings() UpdateSettings(KefuOmitted())
#define UpdateWindowManualResize(...) UpdateWindowManualResize(__VA_ARGS__, KefuOmitted())
