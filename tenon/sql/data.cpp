#include <tenon/sql/data.hpp>

#include <utility>

namespace tenon::sql {

void Data::set(const schema::Field& field, Value value, Change change) {
  values.push_back({.field = &field, .value = std::move(value), .change = change});
}

}  // namespace tenon::sql
