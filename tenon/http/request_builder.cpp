#include <tenon/http/request_builder.hpp>

#include <algorithm>

#include <tenon/base/error.hpp>
#include <tenon/base/text/ascii.hpp>
#include <tenon/http/forwarded.hpp>
#include <tenon/http/parser.hpp>

namespace tenon::http {
namespace {

// What the views of the request point into.
struct Memory {
  std::unique_ptr<std::string> head;
  std::unique_ptr<std::string> body;
};

}  // namespace

std::unique_ptr<Request> RequestBuilder::build() const {
  auto head = std::make_unique<std::string>(to_string(method_));
  head->append(" ").append(target_).append(" HTTP/1.1\r\n");
  const auto is_host = [](const auto& field) { return text::iequals(field.first, "Host"); };
  if (std::none_of(fields_.begin(), fields_.end(), is_host)) head->append("Host: localhost\r\n");
  for (const auto& [name, value] : fields_) head->append(name).append(": ").append(value).append("\r\n");
  head->append("\r\n");

  auto request = std::make_unique<Request>();
  Parser parser;
  const Parser::State state = parser.parse(head->data(), head->size(), request->head());
  if (state == Parser::State::failed) {
    throw Invalid{std::string{parser.rejection().code}, std::string{parser.rejection().detail}};
  }
  if (state != Parser::State::complete || parser.consumed() != head->size()) {
    throw Invalid{"bad_request", "A part of the request holds a line end."};
  }
  auto body = std::make_unique<std::string>(body_);
  request->set_body(*body);
  request->set_peer(peer_);
  request->set_client(client_of(request->head(), peer_, {}));
  request->set_id(id_);
  request->set(Memory{std::move(head), std::move(body)});
  return request;
}

}  // namespace tenon::http
