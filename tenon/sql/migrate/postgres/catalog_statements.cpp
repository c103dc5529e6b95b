#include <array>
#include <string_view>

#include <tenon/sql/detail/quoted.hpp>
#include <tenon/sql/migrate/postgres/catalog.hpp>

namespace tenon::sql::migrate::postgres {
namespace {

/// `{schemas}` stands for the condition on the name before it.
constexpr std::array<std::string_view, 7> catalog_texts{
    // Schemas: name, whether it is that of the connection.
    R"(SELECT n.nspname, n.nspname = current_schema()
FROM pg_namespace n
WHERE n.nspname = current_schema() OR n.nspname {schemas}
ORDER BY n.nspname)",

    // Extensions: name, schema, version.
    R"(SELECT e.extname, n.nspname, e.extversion
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
ORDER BY e.extname)",

    // Values of enums: schema, enum, value.
    R"(SELECT n.nspname, t.typname, e.enumlabel
FROM pg_enum e
JOIN pg_type t ON t.oid = e.enumtypid
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE n.nspname {schemas}
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
ORDER BY n.nspname, t.typname, e.enumsortorder)",

    // Tables: schema, name.
    R"(SELECT n.nspname, c.relname
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname {schemas}
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY n.nspname, c.relname)",

    // Columns: schema, table, name; the type's name, schema, modifier, whether it is an enum, and whether the column is
    // a list of it; the column's type in SQL; NOT NULL; the default, the sequence that it is of, whether it is an
    // identity, whether it is generated.
    R"(SELECT n.nspname, c.relname, a.attname, b.typname, bn.nspname, a.atttypmod, b.typtype = 'e', b.oid <> t.oid,
  format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), s.relname, a.attidentity <> '',
  a.attgenerated <> ''
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_type b ON b.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
JOIN pg_namespace bn ON bn.oid = b.typnamespace
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN LATERAL (
  SELECT q.relname
  FROM pg_depend p
  JOIN pg_class q ON q.oid = p.refobjid AND q.relkind = 'S'
  WHERE p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid AND p.refclassid = 'pg_class'::regclass
  LIMIT 1) s ON true
WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname {schemas}
ORDER BY n.nspname, c.relname, a.attnum)",

    // Columns of foreign keys: schema, table, key; schema and table that it refers to; what happens on DELETE and
    // UPDATE; the column, and the one it refers to.
    R"(SELECT n.nspname, c.relname, k.conname, fn.nspname, f.relname, k.confdeltype, k.confupdtype, a.attname, fa.attname
FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class f ON f.oid = k.confrelid
JOIN pg_namespace fn ON fn.oid = f.relnamespace
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u(mine, theirs, place)
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.mine
JOIN pg_attribute fa ON fa.attrelid = f.oid AND fa.attnum = u.theirs
WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname {schemas}
ORDER BY n.nspname, c.relname, k.conname, u.place)",

    // Columns of primary keys and indexes: schema, table, index; whether it is unique, a primary key, made by a
    // constraint; algorithm; condition; the column, nothing for an expression; whether it is descending; operator
    // class, and whether that is the type's own; the statement. Columns of INCLUDE have no operator class.
    R"(SELECT n.nspname, c.relname, i.relname, x.indisunique, x.indisprimary,
  EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u')), m.amname,
  pg_get_expr(x.indpred, x.indrelid), a.attname, (u.options & 1) = 1, o.opcname, o.opcdefault,
  pg_get_indexdef(x.indexrelid)
FROM pg_index x
JOIN pg_class c ON c.oid = x.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_am m ON m.oid = i.relam
CROSS JOIN LATERAL unnest(x.indkey::int2[], x.indclass::oid[], x.indoption::int2[])
  WITH ORDINALITY AS u(attribute, class, options, place)
JOIN pg_opclass o ON o.oid = u.class
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attribute AND u.attribute > 0
WHERE c.relkind IN ('r', 'p') AND NOT x.indisexclusion AND n.nspname {schemas}
ORDER BY n.nspname, c.relname, i.relname, u.place)",
};

std::string condition_on(const std::vector<std::string>& schemas) {
  if (schemas.empty()) return "= current_schema()";
  std::string out;
  for (const std::string& name : schemas)
    out.append(out.empty() ? "IN (" : ", ").append(sql::detail::quoted_text(name));
  return out + ")";
}

}  // namespace

std::vector<std::string> catalog_statements(const std::vector<std::string>& schemas) {
  constexpr std::string_view place = "{schemas}";
  const std::string condition = condition_on(schemas);
  std::vector<std::string> out;
  for (const std::string_view text : catalog_texts) {
    std::string& statement = out.emplace_back(text);
    if (const std::size_t at = statement.find(place); at != std::string::npos) {
      statement.replace(at, place.size(), condition);
    }
  }
  return out;
}

}  // namespace tenon::sql::migrate::postgres
