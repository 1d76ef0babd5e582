// evidence.hpp: photos and videos in the panel: those of a form, those that go to a case later, and a case's gallery.
//
//   evidence_field(st, field, label);          // of the form on the screen: tiles, progress, one to add more
//   evidence_fault(st, field)                  // REQUIRED: none yet, or one is still on its way
//   write_evidence(w, st, target);             // "evidence":["e-…"] of what is there
//   gallery(st, c);                            // both sides' pieces, and "add evidence" while the case takes it
//
// The host picks, scales, hashes and sends (web/evidence.ts); the panel says what may come (`upload`) and hears how far it
// is (`file`). A piece belongs to a target: the key of a form's draft, or case_target. Ids of what is there are stored
// under "files:" and the target, so that a page that is closed loses no photo.
#pragma once
#include "kefu/answers.hpp"
#include "kefu/form.hpp"
#include "panel/model.hpp"

namespace kefu::json {
class Reader;
class Writer;
}

namespace kefu::panel {

void evidence_field(State& st, const Field& field, Phrase label);
AnswerFault evidence_fault(const State& st, const Field& field);
/// "2 个", "" for none.
Phrase evidence_words(const State& st, Phrase field);
void write_evidence(json::Writer& w, const State& st, Phrase target);

Phrase case_target(Phrase case_id);
void gallery(State& st, const Case& c);
/// The sheet that shows one piece large.
void evidence_sheet(State& st);

/// How far a file is: {"file","state":"sending|done|refused","progress","id"?,"code"?}.
void on_file(State& st, json::Reader r);
/// What an earlier page had uploaded; false: the key is none of files.
bool restore_files(State& st, Phrase key, std::string_view value);
void forget_files(State& st, Phrase target);
/// Pieces that a case holds by now are its own.
void settle_files(State& st, const Case& c);
/// The gallery of GET /v1/cases/{id}; absent: as before.
void read_gallery(State& st, Phrase case_id, json::Reader answer);

}  // namespace kefu::panel
