#include <tenon/sql/postgres/wire/protocol.hpp>

#include <utility>

namespace tenon::sql::postgres {
namespace {

/// False for what is malformed.
template <class T>
bool keep(std::optional<T>&& parsed, T& place) {
  if (!parsed) return false;
  place = *std::move(parsed);
  return true;
}

}  // namespace

Event Protocol::next(std::string_view bytes) {
  Event event;
  if (over_) {
    refuse(event, "something follows the last message");
    return event;
  }
  while (!skip(event)) {
    const Cut cut = cut_message(bytes.substr(event.consumed), limits_.message);
    if (cut.state == Cut::State::incomplete) break;
    if (cut.state == Cut::State::malformed) {
      refuse(event, "no message begins like this, or it is too long");
      break;
    }
    event.consumed += cut.size;
    if (take(cut.message, event)) break;
  }
  return event;
}

/// Of a group in which something has failed, tells each request once that nothing was done.
bool Protocol::skip(Event& event) {
  while (skipping_ && !steps_.empty() && !expects(Step::Kind::sync)) {
    const std::uint64_t request = steps_.front().request;
    if (std::exchange(skipped_for_, request) != request) return tell_last(event, Kind::aborted);
    steps_.pop_front();
  }
  return false;
}

bool Protocol::take(const Message& message, Event& event) {
  switch (message.type) {
    case 'N':
    case 'E': {
      auto parsed = Diagnostic::parse(message.body);
      if (!parsed) return refuse(event, "a malformed error or notice");
      diagnostic_ = std::move(*parsed);
      return message.type == 'N' ? tell(event, Kind::notice) : take_error(event);
    }
    case 'A':
      if (!keep(parse_notification(message.body), notification_)) return refuse(event, "a malformed notification");
      return tell(event, Kind::notification);
    case 'S':
      if (!keep(parse_parameter_status(message.body), parameter_status_)) {
        return refuse(event, "a malformed parameter status");
      }
      return tell(event, Kind::parameter_status);
    case 'Z': return take_ready(message.body, event);
    default: return take_answer(message, event);
  }
}

bool Protocol::take_answer(const Message& message, Event& event) {
  const bool bare = message.body.empty();
  switch (message.type) {
    case '1': return bare && expects(Step::Kind::parse) ? tell_last(event, Kind::parsed) : refuse(event, "no parse");
    case '2': return bare && expects(Step::Kind::bind) ? done_silently() : refuse(event, "no bind");
    case '3': return bare && expects(Step::Kind::close) ? done_silently() : refuse(event, "no close");
    case 't':
    case 'T':
    case 'n': return take_description(message, event);
    case 'D':
      if (!runs() || copying_ != Copying::no || !parse_data_row(message.body, row_)) {
        return refuse(event, "a malformed row, or one that nobody waits for");
      }
      return tell(event, Kind::row);
    case 'C':
    case 'I': return take_completion(message, event);
    case 'G':
    case 'H':
    case 'd':
    case 'c': return take_copy(message, event);
    default: return refuse(event, "a message that has no place after the login");
  }
}

bool Protocol::take_description(const Message& message, Event& event) {
  const bool of_statement = expects(Step::Kind::describe_statement);
  if (message.type == 't') {
    if (!of_statement || described_ || !keep(parse_parameter_description(message.body), parameter_types_)) {
      return refuse(event, "malformed parameters, or of no statement");
    }
    described_ = true;
    return false;
  }
  const bool is_answer = of_statement ? described_ : expects(Step::Kind::describe_portal);
  if (message.type == 'n') {
    if (!is_answer || !message.body.empty()) return refuse(event, "no columns of nothing");
    described_ = false;
    return tell_last(event, Kind::no_columns);
  }
  if (!keep(parse_row_description(message.body), columns_)) return refuse(event, "malformed columns");
  if (expects(Step::Kind::query) && copying_ == Copying::no) return tell(event, Kind::columns);
  if (!is_answer) return refuse(event, "columns that nobody waits for");
  described_ = false;
  return tell_last(event, Kind::columns);
}

bool Protocol::take_completion(const Message& message, Event& event) {
  if (!runs() || copying_ == Copying::in || copying_ == Copying::out) {
    return refuse(event, "the end of a statement that does not run");
  }
  if (message.type == 'C') {
    if (!keep(parse_command_complete(message.body), tag_)) return refuse(event, "a malformed command tag");
  } else if (message.body.empty()) {
    tag_ = {};  // the statement was empty
  } else {
    return refuse(event, "a malformed end of an empty statement");
  }
  copying_ = Copying::no;
  return expects(Step::Kind::query) ? tell(event, Kind::completed) : tell_last(event, Kind::completed);
}

bool Protocol::take_copy(const Message& message, Event& event) {
  switch (message.type) {
    case 'G':
    case 'H': {
      const bool in = message.type == 'G';
      if (!(in ? expects(Step::Kind::query) : runs()) || copying_ != Copying::no ||
          !keep(parse_copy_response(message.body), copy_format_)) {
        return refuse(event, "COPY where there is none, or FROM STDIN by the extended protocol");
      }
      copying_ = in ? Copying::in : Copying::out;
      return tell(event, in ? Kind::copy_in : Kind::copy_out);
    }
    case 'd':
      if (copying_ != Copying::out) return refuse(event, "data of no COPY");
      data_ = message.body;
      return tell(event, Kind::copy_data);
    default:
      if (copying_ != Copying::out || !message.body.empty()) return refuse(event, "the end of no COPY");
      copying_ = Copying::no;
      return tell(event, Kind::copy_out_done);
  }
}

bool Protocol::take_error(Event& event) {
  if (diagnostic_.is_fatal()) {
    over_ = true;
    return tell(event, Kind::fatal);
  }
  if (steps_.empty()) return refuse(event, "an error of no request");
  if (expects(Step::Kind::sync)) return tell(event, Kind::failed);  // the commit
  skipping_ = true;
  described_ = false;
  copying_ = Copying::no;
  skipped_for_ = steps_.front().request;
  return tell_last(event, Kind::failed);
}

bool Protocol::take_ready(std::string_view body, Event& event) {
  const auto status = parse_ready_for_query(body);
  if (!status || copying_ != Copying::no) return refuse(event, "a malformed end of a group, or within COPY");
  if (expects(Step::Kind::query)) steps_.pop_front();
  if (!expects(Step::Kind::sync)) return refuse(event, "the end of no group");
  status_ = *status;
  skipping_ = false;
  exclusive_ = false;
  return tell_last(event, Kind::ready);
}

bool Protocol::tell(Event& event, Kind kind) const {
  const bool unasked = kind == Kind::notice || kind == Kind::notification || kind == Kind::parameter_status;
  event.kind = kind;
  event.request = unasked || steps_.empty() ? 0 : steps_.front().request;
  return true;
}

bool Protocol::tell_last(Event& event, Kind kind) {
  tell(event, kind);
  steps_.pop_front();
  return true;
}

bool Protocol::done_silently() {
  steps_.pop_front();
  return false;
}

bool Protocol::refuse(Event& event, std::string_view why) noexcept {
  over_ = true;
  malformation_ = why;
  event.kind = Kind::malformed;
  event.request = 0;
  return true;
}

}  // namespace tenon::sql::postgres
