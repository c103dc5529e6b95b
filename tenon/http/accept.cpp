#include <tenon/http/accept.hpp>

#include <tenon/base/text/ascii.hpp>
#include <tenon/http/detail/field_reader.hpp>

namespace tenon::http {
namespace {

using detail::FieldParameter;
using detail::FieldReader;
using detail::ParameterRead;

// "0", "1", "0.25", at most three digits behind the point (RFC 9110 section 12.4.2).
std::optional<Quality> parse_quality(std::string_view text) noexcept {
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  Quality quality = text[0] == '1' ? full_quality : 0;
  if (text.size() == 1) return quality;
  if (text[1] != '.' || text.size() > 5) return std::nullopt;
  Quality unit = 100;
  for (char c : text.substr(2)) {
    if (!text::is_digit(c)) return std::nullopt;
    quality += unit * static_cast<Quality>(c - '0');
    unit /= 10;
  }
  return quality <= full_quality ? std::optional{quality} : std::nullopt;
}

// One element of an Accept or Accept-Encoding field.
struct Wish {
  std::string_view name;
  std::size_t parameters = 0;  // of a media range, q not counted
  Quality quality = full_quality;
};

// The next element that can be read; those that cannot are passed over. Nothing at the end.
std::optional<Wish> next_wish(FieldReader& reader) noexcept {
  while (!reader.at_end()) {
    FieldReader element{reader.until(',')};
    reader.eat(',');
    element.skip_space();
    Wish wish;
    wish.name = element.take(element.left().find_first_of("; \t"));
    FieldParameter parameter;
    ParameterRead read;
    bool valid = !wish.name.empty();
    while ((read = read_parameter(element, parameter)) == ParameterRead::read) {
      if (!text::iequals(parameter.name, "q")) {
        ++wish.parameters;
        continue;
      }
      const auto quality = parse_quality(parameter.value);
      valid = valid && quality;
      wish.quality = quality.value_or(0);
    }
    if (valid && read == ParameterRead::end && element.at_end()) return wish;
  }
  return std::nullopt;
}

// How closely a range describes a type: 0 not at all, 1 "*/*", 2 "text/*", 3 the type itself.
int closeness(std::string_view range, std::string_view media_type) noexcept {
  if (text::iequals(range, media_type)) return 3;
  const std::size_t slash = range.find('/');
  if (slash == std::string_view::npos || range.substr(slash) != "/*") return 0;
  if (range.substr(0, slash) == "*") return 1;
  return text::iequals(range.substr(0, slash + 1), media_type.substr(0, slash + 1)) ? 2 : 0;
}

}  // namespace

Quality accept_quality(std::string_view accept, std::string_view media_type) noexcept {
  if (text::trim(accept).empty()) return full_quality;
  FieldReader reader{accept};
  int closest = 0;
  Quality quality = 0;
  while (const auto wish = next_wish(reader)) {
    if (wish->parameters != 0) continue;  // a variant of the type that we do not offer
    const int close = closeness(wish->name, media_type);
    if (close > closest) {
      closest = close;
      quality = wish->quality;
    }
  }
  return quality;
}

std::optional<std::size_t> choose_media_type(std::string_view accept,
                                             std::span<const std::string_view> offers) noexcept {
  std::optional<std::size_t> best;
  Quality best_quality = 0;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const Quality quality = accept_quality(accept, offers[i]);
    if (quality > best_quality) {
      best = i;
      best_quality = quality;
    }
  }
  return best;
}

std::string_view to_string(Coding coding) noexcept {
  switch (coding) {
    case Coding::identity: return "identity";
    case Coding::gzip: return "gzip";
    case Coding::br: return "br";
    case Coding::zstd: return "zstd";
  }
  return {};
}

Coding choose_coding(std::string_view accept_encoding, std::initializer_list<Coding> offers) noexcept {
  Coding best = Coding::identity;
  Quality best_quality = 0;
  for (Coding offer : offers) {
    FieldReader reader{accept_encoding};
    std::optional<Quality> own;
    std::optional<Quality> any;
    while (const auto wish = next_wish(reader)) {
      const bool same =
          text::iequals(wish->name, to_string(offer)) || (offer == Coding::gzip && text::iequals(wish->name, "x-gzip"));
      if (same) own = wish->quality;
      if (wish->name == "*") any = wish->quality;
    }
    const Quality quality = own.value_or(any.value_or(0));
    if (quality > best_quality) {
      best = offer;
      best_quality = quality;
    }
  }
  return best;
}

}  // namespace tenon::http
