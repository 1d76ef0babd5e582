#include "panel/evidence.hpp"

#include <algorithm>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "panel/actions.hpp"
#include "panel/phrases.hpp"
#include "panel/requests.hpp"
#include "panel/screens.hpp"
#include "panel/service.hpp"
#include "panel/words.hpp"

namespace kefu::panel {

namespace {

constexpr Phrase kField = "evidence";

Phrase files_key(Phrase target) { return join({"files:", target}); }
Phrase picture_of(Phrase id) { return join({"/v1/evidence/", id}); }

bool of(const Piece& p, Phrase target, Phrase field) { return target == p.target && (field.empty() || field == p.field); }

// Ids of what is there, with their fields: "evidence e-1 evidence e-2".
void store(State& st, Phrase target) {
  std::string all;
  for (const Piece& p : st.pieces)
    if (target == p.target && p.state == PieceState::done) all += p.field + " " + p.id + (p.film ? "* " : " ");
  if (all.empty()) st.effects.store_remove(files_key(target));
  else st.effects.store_set(files_key(target), all);
}

// Once for each target and page.
void recall(State& st, Phrase target) {
  for (const std::string& asked : st.asked_files)
    if (target == asked) return;
  st.asked_files.push_back(std::string(target));
  st.effects.store_get(files_key(target));
}

void upload(State& st, Phrase target, Phrase field, Phrase tid, Phrase case_id) {
  const Policy& p = st.context->policy;
  Piece& piece = st.pieces.emplace_back();
  piece.target = target;
  piece.field = field;
  piece.file = ++st.last_file;
  json::Writer w;
  w.open().key("type").value("upload").key("file").value(piece.file).key("tid").value(tid).key("case_id");
  if (case_id.empty()) w.null();
  else w.value(case_id);
  // 维修 asks for the proof of purchase beside the photos.
  w.key("kind").value(field == "purchase_proof" ? "INVOICE" : "IMAGE").key("bytes").value(p.evidence_bytes_max);
  w.key("side").value(p.evidence_side_max).key("video_bytes").value(p.evidence_video_bytes_max).close();
  st.effects.raw(w.text());
}

void remove(State& st, std::size_t i) {
  const Piece gone = st.pieces[i];
  st.pieces.erase(st.pieces.begin() + static_cast<std::ptrdiff_t>(i));
  json::Writer w;
  w.open().key("type").value("upload_stop").key("file").value(gone.file).key("evidence").value(gone.id).close();
  st.effects.raw(w.text());
  store(st, gone.target);
}

Phrase piece_name(const Words& w, bool film, std::size_t n) {
  return w.tr(film ? "evidence.film" : "evidence.photo", {{"n", digits(static_cast<std::int64_t>(n))}});
}

ui::TileSpec tile_of(const Words& w, const Piece& p, std::size_t n) {
  ui::TileSpec t;
  const Phrase name = piece_name(w, p.film, n);
  t.label = p.state == PieceState::refused ? join({name, " ", w.of("evidence.code.", p.code)}) : name;
  t.remove_label = w.tr("evidence.remove", {{"what", name}});
  t.icon = p.film ? ui::Icon::video : ui::Icon::camera;
  t.failed = p.state == PieceState::refused;
  if (p.state == PieceState::sending) t.percent = p.percent;
  if (!p.film) t.image = p.file ? join({"file:", digits(p.file)}) : picture_of(p.id);
  return t;
}

/// What a grid of tiles is about.
struct About {
  Phrase target, field, tid, case_id;
  std::int64_t most = 0;
  bool required = false;
};

// The tiles of a target's field; `error` stands under them, and else what was wrong with the last file.
void tiles(State& st, const About& a, Phrase label, Phrase error) {
  const Words& w = st.words;
  recall(st, a.target);
  const bool films = st.context->policy.evidence_video_bytes_max > 0;
  ui::TilesSpec spec;
  spec.label = label;
  spec.help = w.tr(films ? "evidence.help_films" : "evidence.help", {{"max", digits(a.most)}});
  spec.error = error;
  for (const Piece& p : st.pieces)
    if (of(p, a.target, a.field) && p.state == PieceState::refused && error.empty()) spec.error = w.of("evidence.code.", p.code);
  ui::tiles_begin(a.field, spec);
  std::int64_t held = 0;
  std::size_t gone = st.pieces.size();
  for (std::size_t i = 0; i < st.pieces.size(); ++i) {
    const Piece& p = st.pieces[i];
    if (!of(p, a.target, a.field)) continue;
    ++held;
    const Phrase id = join({"piece-", p.file ? digits(p.file) : Phrase(p.id)});
    if (ui::tile(id, tile_of(w, p, static_cast<std::size_t>(held)))) gone = i;
  }
  const std::int64_t room = a.most - held;
  int chosen = 0;
  if (room > 0)
    chosen = ui::add_tile(join({a.field, "-add"}), w.tr(films ? "evidence.add_films" : "evidence.add"),
                          films ? "image/*,video/*" : "image/*", a.required);
  ui::tiles_end();
  if (gone < st.pieces.size()) return remove(st, gone);
  for (std::int64_t i = 0; i < std::min<std::int64_t>(chosen, room); ++i) upload(st, a.target, a.field, a.tid, a.case_id);
  if (chosen > room) st.effects.announce(w.tr("evidence.too_many", {{"max", digits(a.most)}}), true);
}

struct Count {
  int done = 0, sending = 0;
};
Count count(const State& st, Phrase target, Phrase field) {
  Count n;
  for (const Piece& p : st.pieces) {
    if (!of(p, target, field)) continue;
    n.done += p.state == PieceState::done;
    n.sending += p.state == PieceState::sending;
  }
  return n;
}

const Shown* shown(const State& st, Phrase id) {
  for (const Shown& s : st.gallery.pieces)
    if (id == s.id) return &s;
  return nullptr;
}

bool may_add(const Case& c) {
  for (const AllowedEvent& a : c.allowed)
    if (a.event == EventType::add_evidence && a.actor == Actor::BUYER) return true;
  return false;
}

// A case's own answer names no pieces: they are asked for once for each number of them.
void ask_for_gallery(State& st, const Case& c) {
  if (st.gallery.case_id != c.case_id) {
    st.gallery = {};
    st.gallery.case_id = c.case_id;
  } else if (st.gallery.asked == c.evidence.size()) {
    return;
  }
  st.gallery.asked = c.evidence.size();
  reload_case(st, c.case_id);
}

void add_to(State& st, const Case& c) {
  const Words& w = st.words;
  const Phrase target = case_target(c.case_id);
  About a{target, kField, c.tid, c.case_id, st.context->policy.evidence_max, false};
  tiles(st, a, w.tr("evidence.more"), {});
  const Count n = count(st, target, kField);
  if (n.done + n.sending == 0) return;
  ui::ButtonSpec spec;
  spec.kind = ui::ButtonKind::primary;
  spec.busy = st.step.state == Sending::in_flight;
  spec.enabled = n.sending == 0 && st.step.state != Sending::unanswered;
  if (ui::button("evidence-send", w.tr(n.sending ? "evidence.wait" : "evidence.send"), spec) && spec.enabled && !spec.busy)
    act(st, c, EventType::add_evidence);
}

}  // namespace

void evidence_field(State& st, const Field& f, Phrase label) {
  const Phrase target = draft_key(st);
  const Count n = count(st, target, f.name);
  Phrase error;
  if (st.draft.checked && n.sending > 0) error = st.words.tr("evidence.wait");
  else if (st.draft.checked && f.required && n.done == 0) error = st.words.tr("evidence.missing");
  const Screen& at = st.screen();
  const About a{target, f.name, keep(at.tid), keep(at.case_id), f.max.value_or(1), f.required};
  tiles(st, a, label, error);
}

AnswerFault evidence_fault(const State& st, const Field& f) {
  const Count n = count(st, draft_key(st), f.name);
  return n.sending > 0 || (f.required && n.done == 0) ? AnswerFault::REQUIRED : AnswerFault::none;
}

Phrase evidence_words(const State& st, Phrase field) {
  const int n = count(st, draft_key(st), field).done;
  return n ? st.words.count("evidence.count", n) : Phrase();
}

void write_evidence(json::Writer& w, const State& st, Phrase target) {
  if (count(st, target, {}).done == 0) return;
  w.key("evidence").open_list();
  for (const Piece& p : st.pieces)
    if (target == p.target && p.state == PieceState::done) w.value(p.id);
  w.close_list();
}

Phrase case_target(Phrase case_id) { return join({"case:", case_id}); }

void gallery(State& st, const Case& c) {
  const Words& w = st.words;
  const bool more = may_add(c);
  const bool none = c.evidence.empty() && (!c.refusal || c.refusal->proof.empty());
  if (none && !more) return;
  ask_for_gallery(st, c);
  ui::heading(w.tr("evidence.title"));
  ui::card_begin("gallery", w.tr("evidence.title"));
  std::size_t n = 0;
  if (!st.gallery.answered && !none) ui::skeleton(1);
  if (!st.gallery.pieces.empty()) {
    ui::tiles_begin("pieces", {});
    for (const Shown& s : st.gallery.pieces) {
      const bool film = s.film;
      ui::TileSpec t;
      t.label = join({piece_name(w, film, ++n), " ", w.of("actor.", word(s.by))});
      t.icon = film ? ui::Icon::video : ui::Icon::camera;
      if (!film) t.image = picture_of(s.id);
      if (ui::tile(join({"shown-", s.id}), t)) {
        open_sheet(st, SheetKind::evidence);
        st.sheet.code = s.id;
      }
    }
    ui::tiles_end();
  }
  if (more) add_to(st, c);
  ui::card_end();
}

void evidence_sheet(State& st) {
  const Words& w = st.words;
  const Shown* s = shown(st, st.sheet.code);
  if (!s) return close_sheet(st);
  const Phrase by = w.of("actor.", word(s->by));
  ui::figure("figure", join({by, " ", s->caption}), picture_of(s->id), s->film);
  if (!s->caption.empty()) ui::text(s->caption);
  ui::fact(by, moment(w, s->at, st.now(), st.context->store.utc_offset));
}

void on_file(State& st, json::Reader r) {
  const auto file = r["file"].integer(1, 1 << 30), percent = r["progress"].integer(0, 100);
  const std::string state = r["state"].text();
  for (Piece& p : st.pieces) {
    if (p.file != file) continue;
    p.percent = static_cast<int>(percent);
    if (const json::Reader film = r["film"].maybe()) p.film = film.boolean();
    if (state == "done") {
      p.state = PieceState::done;
      p.id = r["id"].text();
      st.effects.announce(st.words.tr("evidence.done"));
      return store(st, p.target);
    }
    if (state != "refused") return;
    p.state = PieceState::refused;
    p.code = r["code"].text();
    return st.effects.announce(st.words.of("evidence.code.", p.code), true);
  }
}

bool restore_files(State& st, Phrase key, std::string_view value) {
  constexpr std::string_view kStart = "files:";
  const std::string_view name = key;
  if (!name.starts_with(kStart)) return false;
  const std::string target(name.substr(kStart.size()));
  std::vector<std::string> words(1);
  for (const char c : value)
    if (c == ' ') words.emplace_back();
    else words.back() += c;
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    Piece p;
    p.target = target;
    p.field = words[i];
    p.id = words[i + 1];
    p.film = !p.id.empty() && p.id.back() == '*';
    if (p.film) p.id.pop_back();
    p.state = PieceState::done;
    const bool known = std::any_of(st.pieces.begin(), st.pieces.end(), [&](const Piece& other) { return other.id == p.id; });
    if (!known && p.id.starts_with("e-")) st.pieces.push_back(std::move(p));
  }
  return true;
}

void forget_files(State& st, Phrase target) {
  const std::string of_target(target);
  const auto is_of = [&](const Piece& p) { return p.target == of_target; };
  st.pieces.erase(std::remove_if(st.pieces.begin(), st.pieces.end(), is_of), st.pieces.end());
  st.effects.store_remove(files_key(target));
}

void settle_files(State& st, const Case& c) {
  for (const Piece& p : st.pieces)
    if (p.state == PieceState::done && std::find(c.evidence.begin(), c.evidence.end(), p.id) != c.evidence.end())
      return forget_files(st, keep(p.target));
}

void read_gallery(State& st, Phrase case_id, json::Reader answer) {
  const json::Reader list = answer["evidence"].maybe();
  if (!list || st.gallery.case_id != case_id) return;
  st.gallery.answered = true;
  st.gallery.pieces.clear();
  for (const json::Reader& r : list.items()) {
    Shown s;
    s.id = r["id"].text();
    s.film = r["kind"].text() == "VIDEO";
    s.by = r["by"].word<Actor>();
    s.at = r["at"].time();
    s.caption = r["caption"].text();
    st.gallery.pieces.push_back(std::move(s));
  }
}

}  // namespace kefu::panel
