#include "server/answers.hpp"

#include <optional>

#include "server/digest.hpp"
#include "server/problem.hpp"

namespace kefu::server {

using soci::into;
using soci::use;

namespace {

constexpr std::size_t kLongestKey = 200;

std::string key_of(const Request& request) {
  const std::string key = request.header("idempotency-key").value_or("");
  bool fit = !key.empty() && key.size() <= kLongestKey;
  for (char c : key) fit = fit && c > ' ' && c < 0x7F;
  if (!fit)
    throw Problem{400, "KEY_REQUIRED", "Send an Idempotency-Key header of 1 to 200 visible ASCII characters."};
  return key;
}

// U+0000, which JSON can write and PostgreSQL cannot keep: a text with it would end there.
bool has_nul(const std::string& json) {
  for (auto at = json.find("\\u0000"); at != std::string::npos; at = json.find("\\u0000", at + 1)) {
    std::size_t slashes = 1;  // of an even number the last one is a character itself
    while (slashes <= at && json[at - slashes] == '\\') ++slashes;
    if (slashes % 2 == 1) return true;
  }
  return false;
}

struct Stored {
  std::string hash;
  Answer answer;
};

std::optional<Stored> find(soci::session& sql, const std::string& scope, const std::string& key) {
  Stored s;
  sql << "SELECT request_hash, status, body FROM answers WHERE scope = :scope AND idempotency_key = :key", use(scope),
      use(key), into(s.hash), into(s.answer.status), into(s.answer.body);
  if (!sql.got_data()) return std::nullopt;
  return s;
}

void store(soci::session& sql, const std::string& scope, const std::string& key, const std::string& hash,
           const Answer& answer, Instant now) {
  const long long at = now;
  sql << "INSERT INTO answers (scope, idempotency_key, request_hash, status, body, created_at)"
         " VALUES (:scope, :key, :hash, :status, :body, :at)",
      use(scope), use(key), use(hash), use(answer.status), use(answer.body), use(at);
}

// Frees the key again however the call ends.
class Claim {
 public:
  Claim(std::mutex& mutex, std::set<std::string>& under_way, std::string key)
      : mutex_(mutex), under_way_(under_way), key_(std::move(key)) {
    const std::lock_guard lock(mutex_);
    if (!under_way_.insert(key_).second)
      throw Problem{409, "KEY_IN_USE", "A call with this Idempotency-Key is still under way."};
  }
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;
  ~Claim() {
    const std::lock_guard lock(mutex_);
    under_way_.erase(key_);
  }

 private:
  std::mutex& mutex_;
  std::set<std::string>& under_way_;
  std::string key_;
};

}  // namespace

Response Answers::once(const Identity& who, const Request& request, Instant now,
                       const std::function<Answer(soci::session&)>& work, const Database::Foresight& foresight) {
  const std::string key = key_of(request);
  const std::string scope = who.key_scope();
  const std::string hash = sha256_hex(request.method + " " + request.path + "\n" + request.body);
  const Claim claim(mutex_, under_way_, scope + "\n" + key);

  Database::Foresight looks;
  if (foresight.looks) {
    looks.subject = foresight.subject;
    looks.looks = [&](soci::session& sql) {
      find(sql, scope, key);
      foresight.looks(sql);
    };
  }
  bool replayed = false;
  const auto write = [&](soci::session& sql) {
    replayed = false;
    if (auto stored = find(sql, scope, key)) {
      if (stored->hash != hash)
        throw Problem{422, "KEY_REUSED", "This Idempotency-Key was used for another request. Take a new one."};
      replayed = true;
      return stored->answer;
    }
    Answer fresh = work(sql);
    // After the work, which may have refused it in better words; throwing undoes what was written.
    if (has_nul(request.body)) throw Problem{422, "OUT_OF_RANGE", "No text may hold the character U+0000."};
    store(sql, scope, key, hash, fresh, now);
    return fresh;
  };
  const Answer answer = db_.write(write, looks);
  Response r = json_response(answer.status, answer.body);
  if (replayed) r.with("Idempotent-Replayed", "true");
  return r;
}

void Answers::forget_old(Instant now) {
  const long long before = now - kKeptFor_s;
  db_.write([&](soci::session& sql) { sql << "DELETE FROM answers WHERE created_at < :before", use(before); });
}

}  // namespace kefu::server
