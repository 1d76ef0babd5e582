// Header, loading and everything that can go wrong: each has a picture, a sentence, what to do, one button.
#include "panel/actions.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"
#include "ui/ui.hpp"

namespace kefu::panel {

namespace {

struct TroubleLook {
  ui::Picture picture;
  Phrase key;
};

TroubleLook look(Trouble t) {
  switch (t) {
    case Trouble::offline: return {ui::Picture::offline, "trouble.offline"};
    case Trouble::signed_out: return {ui::Picture::not_eligible, "trouble.signed_out"};
    case Trouble::unknown_store: return {ui::Picture::empty, "trouble.unknown_store"};
    default: return {ui::Picture::error, "trouble.server"};
  }
}

// S0-07: never a dead end. The store's channels need no identity where they are known.
void ways_out(State& st) {
  const Words& w = st.words;
  ui::card_begin("platform", w.tr("home.others"));
  if (st.context && st.trouble == Trouble::signed_out)
    if (const Result<Located> l = locate_for(st, nullptr, nullptr, Intent::GENERAL))
      for (const Route& r : l->routes)
        if (r.channel != Channel::self_service) channel_row(st, r, nullptr);
  ui::text(w.tr("trouble.platform"));
  ui::card_end();
}

}  // namespace

Where where(const State& st) {
  const Screen& s = st.screen();
  return {keep(s.tid), keep(s.oid), keep(s.case_id)};
}

void begin_screen(State& st, Phrase title, Phrase subtitle) {
  ui::ScreenSpec spec;
  spec.title = title;
  spec.subtitle = subtitle;
  spec.back = st.stack.size() > 1;
  spec.back_label = st.words.tr("nav.back");
  spec.close_label = st.words.tr("nav.close");
  ui::screen_begin(spec);
}

void end_screen(State& st) {
  view_sheet(st);
  ui::screen_end();
  if (ui::back_pressed()) back(st);
  else if (ui::close_pressed()) close_panel(st);
}

void submission_banner(State& st) {
  const Words& w = st.words;
  switch (st.submission.state) {
    case Sending::none: return;
    case Sending::in_flight:
      ui::banner("sending", ui::Icon::clock, w.tr("submit.sending"), ui::Tone::note);
      return;
    case Sending::unanswered:
      ui::banner("unanswered", ui::Icon::alert, w.tr("submit.unanswered"), ui::Tone::trouble);
      if (ui::button("resend", w.tr("submit.resend"), of_kind(ui::ButtonKind::primary))) resend(st);
      return;
    case Sending::refused:
      ui::banner("refused", ui::Icon::alert,
                 w.tr("submit.refused_why", {{"why", w.of("rule.", st.submission.code)}}), ui::Tone::trouble);
      return;
  }
}

void view_loading(State& st) {
  begin_screen(st, st.words.ready() ? st.words.tr("home.title") : Phrase(), {});
  ui::skeleton(6);
  end_screen(st);
}

void view_trouble(State& st) {
  const Words& w = st.words;
  const TroubleLook l = look(st.trouble);
  begin_screen(st, w.tr("home.title"), {});
  submission_banner(st);
  ui::card_begin("trouble");
  ui::picture(l.picture);
  ui::heading(w.tr(l.key));
  if (st.trouble == Trouble::signed_out) {
    ui::text(w.tr("trouble.signed_out_why"));
    if (ui::button("sign-in", w.tr("trouble.sign_in"), of_kind(ui::ButtonKind::primary))) ask_sign_in(st);
  } else {
    if (st.trouble == Trouble::server || st.trouble == Trouble::malformed)
      ui::text(w.tr("trouble.code", {{"code", st.trouble_code}}), ui::TextStyle::secondary);
    if (ui::button("retry", w.tr("trouble.retry"), of_kind(ui::ButtonKind::primary))) load_context(st);
  }
  ui::card_end();
  ways_out(st);
  end_screen(st);
}

}  // namespace kefu::panel
