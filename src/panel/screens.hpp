// screens.hpp: every screen as one function that reads the model, draws, and acts on what the buyer did in this pass.
#pragma once
#include <string_view>

#include "kefu/locate.hpp"
#include "panel/model.hpp"
#include "ui/ui.hpp"

namespace kefu::panel {

void view_home(State& st);
void view_orders(State& st);
void view_order(State& st);
void view_wrong(State& st);
void view_form(State& st);
void view_review(State& st);
void view_case(State& st);
void view_loading(State& st);
/// Offline, signed out, unknown store, server or answer at fault: a picture, a sentence, one button, and a way out.
void view_trouble(State& st);
/// The sheet that is open over the screen, if any.
void view_sheet(State& st);

// --- parts shared by screens ----------------------------------------------------------------------------------

/// What the screen on top is about, for as long as the pass lasts: acting on it may change the stack.
struct Where {
  Phrase tid, oid, case_id;
};
Where where(const State& st);

/// Header, and what ‹ and × do. The quiet second line is the store and, on Home, its hours.
void begin_screen(State& st, Phrase title, Phrase subtitle);
void end_screen(State& st);

/// Best channel: name, state, one sentence why, one button.
void best_channel(State& st, const Located& located, const Trade* trade);
/// One of the other ways; `id` is unique on the screen.
void channel_row(State& st, Phrase id, const Route& route, const Trade* trade);
/// The same under the channel's own id.
void channel_row(State& st, const Route& route, const Trade* trade);
/// A button that uses this route: a real link where there is one.
void channel_button(State& st, Phrase id, const Route& route, const Trade* trade, bool primary);
/// The first enabled way to somebody that is not the panel itself, open ones first; always one of `located`.
const Route& somebody(const Located& located);

/// A field's name as it is asked for this type of case: a reason is no refund's reason where nothing is refunded.
Phrase field_label(const Words& w, CaseType type, Phrase field);
/// What stands over the amount that is asked for.
Phrase amount_label(const Words& w, CaseType type);
/// What the form on that screen is for.
Phrase form_title(const Words& w, const Screen& at);

/// Home: what is due to the buyer, ends soon or waits for her; nothing where there is none.
void care_card(State& st);
void order_row(State& st, const Trade& trade);
void case_row(State& st, const Case& c);
/// What became of a submission that had no answer yet, with a button to send it again.
void submission_banner(State& st);

/// A button that is nothing but its kind.
inline ui::ButtonSpec of_kind(ui::ButtonKind kind) {
  ui::ButtonSpec spec;
  spec.kind = kind;
  return spec;
}

/// Scheme check of what came from the store's own claims: nothing but these is ever opened.
bool is_link(Phrase href);

}  // namespace kefu::panel
