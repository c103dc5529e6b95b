#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tenon/sql/postgres/wire/backend.hpp>
#include <tenon/sql/postgres/wire/frontend.hpp>

namespace tenon::sql::postgres {

/// What a connection knows of one statement.
struct PreparedStatement {
  std::string name;  ///< on the server; empty: the unnamed one, which is not kept
  std::string text;
  std::vector<std::uint32_t> given_types;      ///< OIDs that it was prepared with
  std::vector<std::uint32_t> parameter_types;  ///< OIDs that the server has found, when it is described
  std::vector<Column> columns;                 ///< empty for one that gives no rows; when it is described
  bool asked = false;                          ///< its preparation has been sent
  bool described = false;
};

/// The prepared statements of one connection by their texts and the types of their parameters, of which the least
/// recently used are forgotten. It sends nothing: it says which are to be closed on the server.
class PreparedStatements {
 public:
  using Statement = std::shared_ptr<PreparedStatement>;

  /// With 0 none is kept: each is the unnamed one, and is prepared each time.
  explicit PreparedStatements(std::size_t capacity) noexcept : capacity_(capacity) {}

  /// The statement; a new one is not `asked`. `hash` is that of the text, statement_hash().
  Statement get(std::string_view text, std::uint64_t hash, std::span<const Parameter> parameters);
  /// It is not on the server (any more): its preparation has failed, or the server has dropped it.
  void forget(const PreparedStatement& statement);
  /// The same for one that is there: it is to be closed.
  void discard(const PreparedStatement& statement);

  /// Names of statements to be closed on the server. Whoever sends that takes them out; and puts back what was skipped.
  std::vector<std::string>& to_close() noexcept { return to_close_; }
  std::size_t size() const noexcept { return by_key_.size(); }

 private:
  using Uses = std::list<Statement>;  // the last used first

  static std::uint64_t key_of(std::uint64_t hash, std::span<const Parameter> parameters) noexcept;
  static std::uint64_t key_of(const PreparedStatement& statement) noexcept;
  bool erase(const PreparedStatement& statement);

  std::size_t capacity_;
  std::uint64_t last_name_ = 0;
  Uses uses_;
  std::unordered_map<std::uint64_t, Uses::iterator> by_key_;
  std::vector<std::string> to_close_;
};

}  // namespace tenon::sql::postgres
