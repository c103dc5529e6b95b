#include <tenon/http/media_type.hpp>

#include <tenon/base/text/ascii.hpp>
#include <tenon/http/detail/field_reader.hpp>

namespace tenon::http {

using detail::FieldParameter;
using detail::FieldReader;
using detail::ParameterRead;

std::optional<MediaType> MediaType::parse(std::string_view text) noexcept {
  FieldReader reader{text::trim(text)};
  MediaType media;
  media.type_ = reader.token();
  if (media.type_.empty() || !reader.eat('/')) return std::nullopt;
  media.subtype_ = reader.token();
  if (media.subtype_.empty()) return std::nullopt;
  media.parameters_ = reader.left();

  FieldParameter parameter;
  ParameterRead read;
  while ((read = read_parameter(reader, parameter)) == ParameterRead::read) {
  }
  if (read == ParameterRead::malformed || !reader.at_end()) return std::nullopt;
  return media;
}

bool MediaType::is(std::string_view essence) const noexcept {
  return essence.size() == type_.size() + 1 + subtype_.size() && essence[type_.size()] == '/' &&
         text::iequals(essence.substr(0, type_.size()), type_) &&
         text::iequals(essence.substr(type_.size() + 1), subtype_);
}

bool MediaType::is_json() const noexcept {
  constexpr std::string_view suffix = "+json";
  if (!text::iequals(type_, "application")) return false;
  return text::iequals(subtype_, "json") ||
         (subtype_.size() > suffix.size() && text::iequals(subtype_.substr(subtype_.size() - suffix.size()), suffix));
}

std::optional<std::string_view> MediaType::parameter(std::string_view name) const noexcept {
  FieldReader reader{parameters_};
  FieldParameter parameter;
  while (read_parameter(reader, parameter) == ParameterRead::read) {
    if (text::iequals(parameter.name, name)) return parameter.value;
  }
  return std::nullopt;
}

bool MediaType::is_utf8() const noexcept {
  const auto charset = parameter("charset");
  return !charset || text::iequals(*charset, "utf-8");
}

}  // namespace tenon::http
