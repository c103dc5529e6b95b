#include <tenon/http/request_head.hpp>

namespace tenon::http {

void RequestHead::rebase(const char* from, const char* to) noexcept {
  for (std::string_view* view : {&target, &path, &query, &authority}) {
    if (!view->empty()) *view = {to + (view->data() - from), view->size()};
  }
  headers.set_base(to);
}

void RequestHead::clear() noexcept {
  method = Method::get;
  target = path = query = authority = {};
  headers.clear();
}

}  // namespace tenon::http
