#include <tenon/sql/postgres/wire/protocol.hpp>

namespace tenon::sql::postgres {

bool Protocol::expect(bool sent, Step::Kind kind, std::uint64_t request) {
  if (sent) steps_.push_back({kind, request});
  return sent;
}

bool Protocol::parse(Buffer& out, std::uint64_t request, std::string_view name, std::string_view text,
                     std::span<const Parameter> parameters) {
  return expect(can_send() && write_parse(out, name, text, parameters), Step::Kind::parse, request);
}

bool Protocol::describe(Buffer& out, std::uint64_t request, Target target, std::string_view name) {
  const auto kind = target == Target::statement ? Step::Kind::describe_statement : Step::Kind::describe_portal;
  return expect(can_send() && write_describe(out, target, name), kind, request);
}

bool Protocol::bind(Buffer& out, std::uint64_t request, std::string_view statement,
                    std::span<const Parameter> parameters, Format results) {
  return expect(can_send() && write_bind(out, statement, parameters, results), Step::Kind::bind, request);
}

bool Protocol::execute(Buffer& out, std::uint64_t request) {
  return expect(can_send() && write_execute(out), Step::Kind::execute, request);
}

bool Protocol::close_statement(Buffer& out, std::uint64_t request, std::string_view name) {
  return expect(can_send() && write_close(out, Target::statement, name), Step::Kind::close, request);
}

bool Protocol::sync(Buffer& out, std::uint64_t request) {
  return expect(can_send() && write_sync(out), Step::Kind::sync, request);
}

bool Protocol::query(Buffer& out, std::uint64_t request, std::string_view script) {
  if (in_group() || !can_send(2) || !write_query(out, script)) return false;
  steps_.push_back({Step::Kind::query, request});
  steps_.push_back({Step::Kind::sync, request});
  exclusive_ = true;
  return true;
}

bool Protocol::copy_data(Buffer& out, std::string_view data) { return wants_copy_data() && write_copy_data(out, data); }

bool Protocol::copy_done(Buffer& out) {
  if (!wants_copy_data() || !write_copy_done(out)) return false;
  copying_ = Copying::in_ended;
  return true;
}

bool Protocol::copy_fail(Buffer& out, std::string_view reason) {
  if (!wants_copy_data() || !write_copy_fail(out, reason)) return false;
  copying_ = Copying::in_ended;
  return true;
}

}  // namespace tenon::sql::postgres
