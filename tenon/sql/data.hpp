#pragma once

#include <cstdint>

#include <tenon/schema/model.hpp>
#include <tenon/sql/list.hpp>
#include <tenon/sql/unique.hpp>
#include <tenon/sql/value.hpp>

namespace tenon::sql {

/// How an update changes a column. All but `set` need a number, are computed by the database, and leave null null.
enum class Change : std::uint8_t { set, increment, decrement, multiply, divide };

struct Assignment {
  const schema::Field* field = nullptr;
  Value value{};
  Change change = Change::set;
};

struct RelationWrite;

/// What is written into one row, and into rows related to it.
///
/// Creating: a field that is absent gets its default (`@default`, `@updatedAt`), else null; a required one without any
/// is Invalid "required". Updating: an absent field stays as it is, `@updatedAt` is set. A relation that this model
/// holds the key of may be written through its key's fields or through the relation, not both.
struct Data {
  List<Assignment> values{};
  List<RelationWrite> relations{};

  void set(const schema::Field& field, Value value, Change change = Change::set);
};

struct ConnectOrCreate;

/// Writes into the rows at the other end of a relation, in the same atomic unit as the row itself.
struct RelationWrite {
  const schema::Field* relation = nullptr;
  List<Data> create{};     ///< new rows, related to this one
  List<Unique> connect{};  ///< rows that are there: NotFound "not_found" with the places of those that are not
  List<ConnectOrCreate> connect_or_create{};
  List<Unique> disconnect{};         ///< updates, to-many: these are related no more; absent ones are ignored
  bool disconnect_one = false;       ///< updates, to-one: there is none any more
  List<Unique> set{detail::absent};  ///< updates, to-many, if given: these and no others; before the other actions
};

struct ConnectOrCreate {
  Unique where{};
  Data create{};
};

}  // namespace tenon::sql
