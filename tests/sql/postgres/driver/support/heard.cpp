#include "support/heard.hpp"

#include <string_view>

namespace tenon::sql::postgres::testing {
namespace {

std::string described(Protocol& protocol, Event::Kind kind) {
  using Kind = Event::Kind;
  switch (kind) {
    case Kind::need_more: return "need_more";
    case Kind::parsed: return "parsed";
    case Kind::columns: {
      std::string text = "columns";
      for (const Column& column : protocol.columns()) text += " " + column.name;
      return text;
    }
    case Kind::no_columns: return "no_columns";
    case Kind::row: {
      std::string text = "row";
      for (const RawValue& value : protocol.row()) text += " " + std::string(value.value_or("NULL"));
      return text;
    }
    case Kind::completed: return "completed " + std::to_string(protocol.tag().rows);
    case Kind::failed: return "failed " + protocol.diagnostic().sqlstate;
    case Kind::aborted: return "aborted";
    case Kind::ready: return std::string("ready ") + static_cast<char>(protocol.status());
    case Kind::copy_in: return "copy_in";
    case Kind::copy_out: return "copy_out";
    case Kind::copy_data: return "copy_data " + std::string(protocol.data());
    case Kind::copy_out_done: return "copy_out_done";
    case Kind::notice: return "notice " + protocol.diagnostic().sqlstate;
    case Kind::notification:
      return "notification " + std::string(protocol.notification().channel) + " " +
             std::string(protocol.notification().payload);
    case Kind::parameter_status:
      return "parameter " + std::string(protocol.parameter_status().name) + " " +
             std::string(protocol.parameter_status().value);
    case Kind::fatal: return "fatal " + protocol.diagnostic().sqlstate;
    case Kind::malformed: return "malformed";
  }
  return "?";
}

}  // namespace

std::vector<std::string> heard_of(Protocol& protocol, std::string& bytes) {
  std::vector<std::string> events;
  std::string_view rest = bytes;
  for (;;) {
    const Event event = protocol.next(rest);
    rest.remove_prefix(event.consumed);
    if (event.kind == Event::Kind::need_more) break;
    events.push_back((event.request == 0 ? "" : std::to_string(event.request) + " ") + described(protocol, event.kind));
    if (event.kind == Event::Kind::malformed || event.kind == Event::Kind::fatal) break;
  }
  bytes.erase(0, bytes.size() - rest.size());
  return events;
}

std::vector<std::string> heard(Protocol& protocol, std::string bytes) { return heard_of(protocol, bytes); }

}  // namespace tenon::sql::postgres::testing
