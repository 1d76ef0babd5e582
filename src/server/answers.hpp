// answers.hpp: Idempotency-Key. The answer of a write is stored in the write's own transaction, so that after a crash
// there is either the effect and its answer, or neither, and a retry is always safe.
//
//   answers.once(who, key, hash, [&](soci::session& sql) { return Answer{201, body}; })
//
// The same key with the same request gives the stored answer again, with another request it is KEY_REUSED, and while
// the first call is still under way KEY_IN_USE. A refusal changes nothing, so it is not stored: a corrected request may
// use the key again.
#pragma once
#include <functional>
#include <mutex>
#include <set>
#include <string>

#include "kefu/time.hpp"
#include "server/database.hpp"
#include "server/http.hpp"
#include "server/identity.hpp"

namespace kefu::server {

struct Answer {
  int status = 200;
  std::string body;
};

class Answers {
 public:
  static constexpr Seconds kKeptFor_s = 7 * kDay;

  explicit Answers(Database& db) : db_(db) {}

  /// Carries out `work` once for the request's key; throws the Problems KEY_REQUIRED, KEY_REUSED and KEY_IN_USE.
  /// `foresight`: what `work` will ask first (database.hpp).
  Response once(const Identity& who, const Request& request, Instant now,
                const std::function<Answer(soci::session&)>& work, const Database::Foresight& foresight = {});

  /// Forgets answers that nobody will ask for any more.
  void forget_old(Instant now);

 private:
  Database& db_;
  std::mutex mutex_;
  std::set<std::string> under_way_;
};

}  // namespace kefu::server
