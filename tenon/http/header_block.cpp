#include <tenon/http/header_block.hpp>

#include <utility>

#include <tenon/base/error.hpp>

namespace tenon::http {

HeaderBlock& HeaderBlock::add(HeaderId name, HeaderValue value) {
  if (name == HeaderId::other || codec_headers.contains(name) || ids_.contains(name)) {
    throw Invalid{"bad_header_block", "A block of fields has known names, each once, and none of a codec's own."};
  }
  text_.append(name_of(name)).append(": ").append(value.text()).append("\r\n");
  fields_.push_back({name, std::move(value)});
  ids_.insert(name);
  return *this;
}

}  // namespace tenon::http
