#include <utility>

#include <tenon/sql/postgres/pipeline.hpp>

namespace tenon::sql::postgres {

std::size_t Pipeline::feed(std::string_view bytes) {
  std::size_t consumed = 0;
  while (!lost_) {
    const Event event = protocol_.next(bytes.substr(consumed));
    consumed += event.consumed;
    if (!take(event)) break;
  }
  return lost_ ? bytes.size() : consumed;
}

bool Pipeline::take(const Event& event) {
  switch (event.kind) {
    case Event::Kind::need_more: return false;
    case Event::Kind::fatal:
      last_words_ = std::make_unique<Diagnostic>(std::move(protocol_.diagnostic()));
      lose("The server has ended the connection: " + last_words_->message);
      return false;
    case Event::Kind::malformed:
      lose("What the server sent is not the protocol: " + std::string(protocol_.malformation()));
      return false;
    case Event::Kind::ready: finish_group(event.request); return true;
    case Event::Kind::aborted: take_abort(event); return true;
    default: break;
  }
  if (take_unasked(event)) return true;
  if (Entry* const entry = entry_of(event.request)) take_answer(event, *entry);
  return true;
}

bool Pipeline::take_unasked(const Event& event) {
  switch (event.kind) {
    case Event::Kind::notice: events_.on_notice(protocol_.diagnostic()); return true;
    case Event::Kind::notification: events_.on_notification(protocol_.notification()); return true;
    case Event::Kind::parameter_status: events_.on_parameter(protocol_.parameter_status()); return true;
    default: return false;
  }
}

void Pipeline::take_answer(const Event& event, Entry& entry) {
  switch (event.kind) {
    case Event::Kind::parsed: entry.prepared = true; break;
    case Event::Kind::columns: take_columns(entry); break;
    case Event::Kind::no_columns:
      protocol_.columns().clear();
      take_columns(entry);
      break;
    case Event::Kind::row: take_row(entry); break;
    case Event::Kind::completed:
      entry.state = Entry::State::completed;
      entry.rows = protocol_.tag().rows;
      tell(entry, [&](RowSink& sink) { begin(entry, sink); });
      break;
    case Event::Kind::failed: take_failure(entry); break;
    case Event::Kind::copy_data:
      tell(entry, [&](RowSink& sink) {
        begin(entry, sink);
        sink.on_copy_data(protocol_.data());
      });
      break;
    default: break;  // COPY begins and ends: write_copy() looks by itself
  }
}

void Pipeline::take_columns(Entry& entry) {
  if (!entry.statement) {
    entry.columns = std::move(protocol_.columns());
    entry.begun = false;
    return;
  }
  PreparedStatement& statement = *entry.statement;
  if (!std::exchange(statement.described, true)) {
    statement.columns = std::move(protocol_.columns());
    for (Column& column : statement.columns) column.format = Format::binary;
    statement.parameter_types = std::move(protocol_.parameter_types());
  }
  if (entry.request && entry.request->describes_only) entry.state = Entry::State::completed;
}

void Pipeline::take_row(Entry& entry) {
  if (protocol_.row().size() != entry.described().size()) return lose("A row has not as many values as columns.");
  if (!entry.wants_rows) return;
  tell(entry, [&](RowSink& sink) {
    begin(entry, sink);
    entry.wants_rows = sink.on_row(protocol_.row());
  });
}

void Pipeline::begin(Entry& entry, RowSink& sink) {
  if (!std::exchange(entry.begun, true)) sink.on_begin(entry.described());
}

template <class Call>
void Pipeline::tell(Entry& entry, Call call) {
  if (!entry.request || !entry.request->rows || entry.request->thrown) return;
  try {
    call(*entry.request->rows);
  } catch (...) {
    if (entry.request) entry.request->thrown = std::current_exception();
  }
}

void Pipeline::take_failure(Entry& entry) {
  commit_failed_ = entry.state == Entry::State::completed;
  entry.state = Entry::State::failed;
  entry.error = std::make_unique<Diagnostic>(std::move(protocol_.diagnostic()));
  end_preparation(entry);
}

void Pipeline::take_abort(const Event& event) {
  if ((event.request & closing) != 0) {
    statements_.to_close().push_back("t" + std::to_string(event.request & ~closing));
  } else if (Entry* const entry = entry_of(event.request)) {
    entry->state = Entry::State::aborted;
    end_preparation(*entry);
  }
}

/// What was not prepared to its end is prepared anew by the next who asks.
void Pipeline::end_preparation(Entry& entry) {
  if (!entry.prepares || entry.statement->described) return;
  if (entry.prepared) {
    statements_.discard(*entry.statement);
  } else {
    statements_.forget(*entry.statement);
  }
}

void Pipeline::finish_group(std::uint64_t last) {
  const bool commit_failed = std::exchange(commit_failed_, false);
  while (!lost_ && !in_flight_.empty() && in_flight_.front().id <= last) {
    Entry entry = std::move(in_flight_.front());
    in_flight_.pop_front();
    if (entry.state == Entry::State::sent && entry.request) {
      in_flight_.push_front(std::move(entry));
      return lose("The server did not answer a statement.");
    }
    if (commit_failed && entry.state == Entry::State::completed) entry.state = Entry::State::aborted;
    if (!entry.request) {
      --abandoned_;
    } else if (!repeat(entry)) {
      finish(entry);
    }
  }
}

bool Pipeline::repeat(Entry& entry) {
  Request& request = *entry.request;
  bool nothing_done = entry.state == Entry::State::aborted && request.unit == Unit::read;
  if (entry.error && entry.statement) {
    const bool unknown = entry.error->is("26000");
    const bool stale = entry.error->is("0A000") && entry.error->routine == "RevalidateCachedQuery";
    if (unknown) statements_.forget(*entry.statement);
    if (stale) statements_.discard(*entry.statement);
    const bool hit = entry.error->is("57014") && entry.id <= cancelled_up_to_;
    nothing_done = (unknown || stale || hit) && request.unit != Unit::transaction;
  }
  if (!nothing_done || request.thrown || request.attempts != 0) return false;
  ++request.attempts;
  request.id = 0;
  request.queued = true;
  others_.push_back(&request);  // alone, with a Sync of its own
  return true;
}

void Pipeline::finish(Entry& entry) {
  Request& request = *entry.request;
  request.id = 0;
  request.outcome.rows = entry.rows;
  request.outcome.error = std::move(entry.error);
  switch (entry.state) {
    case Entry::State::completed: request.outcome.fate = Outcome::Fate::done; break;
    case Entry::State::failed: request.outcome.fate = Outcome::Fate::failed; break;
    case Entry::State::aborted:
    case Entry::State::sent: request.outcome.fate = Outcome::Fate::aborted; break;
  }
  request.done.set();
}

}  // namespace tenon::sql::postgres
