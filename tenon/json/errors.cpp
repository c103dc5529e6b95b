#include <tenon/json/errors.hpp>
#include <tenon/json/type.hpp>

#include <utility>

namespace tenon::json {

std::string to_string(const SyntaxError& error) {
  std::string text(error.detail);
  text += " (line ";
  text += std::to_string(error.line);
  text += ", column ";
  text += std::to_string(error.column);
  text += ')';
  return text;
}

void throw_invalid(Errors errors) {
  if (errors.syntax) throw Invalid("invalid_json", to_string(*errors.syntax));
  const std::size_t count = errors.fields.size();
  throw Invalid("invalid_input",
                count == 1 ? "The input has 1 error." : "The input has " + std::to_string(count) + " errors.",
                std::move(errors.fields));
}

void throw_if(std::optional<ValueError> error) {
  if (error) throw Invalid(std::string(error->code), std::move(error->detail));
}

}  // namespace tenon::json
