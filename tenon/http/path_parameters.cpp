#include <tenon/http/path_parameters.hpp>

#include <tenon/http/url.hpp>

namespace tenon::http {

bool PathParameters::decode() {
  decoded_.clear();
  std::size_t room = 0;
  for (const Parameter& parameter : *this) room += parameter.value.size();
  for (std::size_t i = 0; i < size_; ++i) {
    std::string_view& value = parameters_[i].value;
    if (value.find('%') == std::string_view::npos) continue;
    decoded_.reserve(room);  // so that it does not move while views into it are made
    const std::size_t begin = decoded_.size();
    if (!decode_percent(value, decoded_)) return false;
    value = std::string_view{decoded_}.substr(begin);
  }
  return true;
}

}  // namespace tenon::http
