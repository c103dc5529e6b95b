#include <tenon/sql/client.hpp>

#include <utility>

namespace tenon::sql {
namespace {

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace

Client::Client(const schema::Schema& schema, std::shared_ptr<Engine> engine, const Clock* clock)
    : Operations(schema, engine->dialect(), clock ? *clock : system_clock()), engine_(std::move(engine)) {
  engine_->expect(schema);
}

Client::Client(std::unique_ptr<const schema::Schema> schema, std::shared_ptr<Engine> engine, const Clock* clock)
    : Operations(*schema, engine->dialect(), clock ? *clock : system_clock()),
      owned_schema_(std::move(schema)),
      engine_(std::move(engine)) {
  engine_->expect(*owned_schema_);
}

Client::Client(schema::Schema&& schema, std::shared_ptr<Engine> engine, const Clock* clock)
    : Client(std::make_unique<const schema::Schema>(std::move(schema)), std::move(engine), clock) {}

Client::~Client() = default;

Task<> Client::read(Work& work) { return engine_->read(work); }
Task<> Client::write(Work& work) { return engine_->write(work); }

Task<std::unique_ptr<OpenTransaction>> Client::begin(TransactionOptions options) { return engine_->begin(options); }

}  // namespace tenon::sql
