// kept_statements.hpp: SOCI parses and plans a statement each time it is met; with these sessions a connection keeps what it
// has prepared and meets the same text with it again. Everything else is handed on to SOCI's own backend.
//
//   const KeptFactory<Keeper> factory(soci::sqlite3);    // Keeper: how one database keeps a statement
//   sql.open(factory, "dbname=…");
//
// A Keeper names its `Session` and `Statement` of SOCI and a `Note` of its own for each statement, and has
//   void prepare(Statement&, Note&, const std::string& query, soci::details::statement_type);
//   auto execute(Statement&, Note&, int number) -> soci's exec_fetch_result;
//   long long affected(Statement&, Note&);
//   void release(Statement&);    // takes back what `prepare` lent, before the statement goes
//   bool connected(Session&);
//   void close(Session&);        // before the connection goes
#pragma once
#include <soci/soci.h>

#include <memory>
#include <string>

namespace kefu::server {

template <class Keeper>
class KeptStatement : public soci::details::statement_backend {
 public:
  KeptStatement(Keeper& keeper, typename Keeper::Statement* inner) : keeper_(keeper), inner_(inner) {}
  ~KeptStatement() override { keeper_.release(*inner_); }

  void alloc() override { inner_->alloc(); }
  void clean_up() override {
    keeper_.release(*inner_);
    inner_->clean_up();
  }
  void prepare(const std::string& query, soci::details::statement_type type) override {
    keeper_.prepare(*inner_, note_, query, type);
  }
  exec_fetch_result execute(int number) override { return keeper_.execute(*inner_, note_, number); }
  exec_fetch_result fetch(int number) override { return inner_->fetch(number); }
  long long get_affected_rows() override { return keeper_.affected(*inner_, note_); }
  int get_number_of_rows() override { return inner_->get_number_of_rows(); }
  std::string get_parameter_name(int index) const override { return inner_->get_parameter_name(index); }
  std::string rewrite_for_procedure_call(const std::string& query) override {
    return inner_->rewrite_for_procedure_call(query);
  }
  int prepare_for_describe() override { return inner_->prepare_for_describe(); }
  void describe_column(int column, soci::data_type& type, std::string& name) override {
    inner_->describe_column(column, type, name);
  }
  soci::details::standard_into_type_backend* make_into_type_backend() override {
    return inner_->make_into_type_backend();
  }
  soci::details::standard_use_type_backend* make_use_type_backend() override { return inner_->make_use_type_backend(); }
  soci::details::vector_into_type_backend* make_vector_into_type_backend() override {
    return inner_->make_vector_into_type_backend();
  }
  soci::details::vector_use_type_backend* make_vector_use_type_backend() override {
    return inner_->make_vector_use_type_backend();
  }

 private:
  Keeper& keeper_;
  const std::unique_ptr<typename Keeper::Statement> inner_;
  typename Keeper::Note note_;
};

template <class Keeper>
class KeptSession : public soci::details::session_backend {
 public:
  explicit KeptSession(typename Keeper::Session* inner) : inner_(inner) {}
  ~KeptSession() override { keeper_.close(*inner_); }

  Keeper& keeper() { return keeper_; }
  typename Keeper::Session& inner() { return *inner_; }

  bool is_connected() override { return keeper_.connected(*inner_); }
  void begin() override { inner_->begin(); }
  void commit() override { inner_->commit(); }
  void rollback() override { inner_->rollback(); }
  std::string get_dummy_from_table() const override { return inner_->get_dummy_from_table(); }
  std::string get_backend_name() const override { return inner_->get_backend_name(); }
  soci::details::statement_backend* make_statement_backend() override {
    return new KeptStatement<Keeper>(keeper_, inner_->make_statement_backend());
  }
  soci::details::rowid_backend* make_rowid_backend() override { return inner_->make_rowid_backend(); }
  soci::details::blob_backend* make_blob_backend() override { return inner_->make_blob_backend(); }

 private:
  const std::unique_ptr<typename Keeper::Session> inner_;
  Keeper keeper_;
};

template <class Keeper>
class KeptFactory : public soci::backend_factory {
 public:
  explicit KeptFactory(const soci::backend_factory& inner) : inner_(inner) {}
  soci::details::session_backend* make_session(const soci::connection_parameters& parameters) const override {
    return new KeptSession<Keeper>(static_cast<typename Keeper::Session*>(inner_.make_session(parameters)));
  }

 private:
  const soci::backend_factory& inner_;
};

}  // namespace kefu::server
