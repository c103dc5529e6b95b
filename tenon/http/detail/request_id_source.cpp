#include <tenon/http/detail/request_id_source.hpp>

#include <algorithm>
#include <string>

#include <tenon/base/random.hpp>
#include <tenon/base/text/ascii.hpp>

namespace tenon::http::detail {

RequestIdSource::RequestIdSource() {
  text_.fill('0');
  const std::string random = random_hex(8);
  std::copy(random.begin(), random.end(), text_.begin());
  text_[prefix - 1] = '-';
}

/// Counts in the text itself: most of the time only the last digit changes.
std::string_view RequestIdSource::next() noexcept {
  for (std::size_t i = text_.size(); i-- > prefix;) {
    text_[i] = text_[i] == '9' ? 'a' : text_[i] == 'f' ? '0' : static_cast<char>(text_[i] + 1);
    if (text_[i] != '0') break;
  }
  return {text_.data(), text_.size()};
}

bool is_request_id(std::string_view text) noexcept {
  constexpr std::string_view marks = "-_.:=+/~@";
  return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [&](char c) {
    return text::is_alnum(c) || marks.find(c) != std::string_view::npos;
  });
}

}  // namespace tenon::http::detail
