#pragma once

#include <string>

#include <tenon/sql/migrate/connectors.hpp>
#include <tenon/sql/migrate/postgres/diff.hpp>
#include <tenon/sql/migrate/postgres/render.hpp>
#include <tenon/sql/migrate/postgres/structure.hpp>

#include "sql/migrate/support.hpp"

namespace tenon::sql::migrate::postgres::test {

using migrate::test::schema_of;

/// A schema for PostgreSQL from its models only.
inline schema::Schema models(const std::string& text) {
  return schema_of("datasource db {\n  provider = \"postgresql\"\n}\n" + text);
}

/// What Tenon deliberately writes otherwise than Prisma, which writes what PostgreSQL refuses.
struct Exception {
  std::string_view name;
  std::string_view recorded;
  std::string_view ours;
};

/// The recorded text with the exceptions of this case.
template <class Exceptions>
std::string corrected(std::string_view name, std::string recorded, const Exceptions& exceptions) {
  for (const Exception& exception : exceptions) {
    if (exception.name != name) continue;
    std::size_t at = recorded.find(exception.recorded);
    EXPECT_NE(at, std::string::npos) << "no exception any more: " << exception.recorded;
    for (; at != std::string::npos; at = recorded.find(exception.recorded, at + exception.ours.size())) {
      recorded.replace(at, exception.recorded.size(), exception.ours);
    }
  }
  return recorded;
}

inline Difference difference(const schema::Schema& before, const schema::Schema& after) {
  return diff(structure_of(before), structure_of(after));
}

/// The script from one schema to the other, both given by their models.
inline std::string script(const std::string& before, const std::string& after) {
  return render(difference(models(before), models(after)));
}

/// The script that makes a database of the models.
inline std::string create(const std::string& text) { return render(diff({}, structure_of(models(text)))); }

}  // namespace tenon::sql::migrate::postgres::test
