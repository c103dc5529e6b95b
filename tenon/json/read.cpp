#include <tenon/json/read.hpp>

#include <tenon/json/detail/typed_reader.hpp>

namespace tenon::json {

Errors read(const Type& type, void* value, std::string_view document, const ReadOptions& options) {
  detail::TypedReader reader(document, options);
  const char* p = reader.start();
  if (p) p = reader.read(p, type, value);
  if (p) reader.finish(p);
  if (reader.syntax_error) return {reader.syntax_error, {}};
  return {std::nullopt, std::move(reader.errors)};
}

Result<Value, SyntaxError> parse(std::string_view document, const ReadOptions& options) {
  detail::Reader reader(document, options.max_depth);
  Value value;
  const char* p = reader.start();
  if (p) p = reader.read_value(p, value);
  if (p && reader.finish(p)) return value;
  return Failure{*reader.syntax_error};
}

}  // namespace tenon::json
