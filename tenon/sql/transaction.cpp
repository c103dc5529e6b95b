#include <tenon/sql/transaction.hpp>

namespace tenon::sql {

Transaction::Transaction(const Operations& client, std::unique_ptr<OpenTransaction> open) noexcept
    : Operations(client), open_(std::move(open)) {}

Transaction::~Transaction() = default;

Task<> Transaction::read(Work& work) { return open_->read(work); }
Task<> Transaction::write(Work& work) { return open_->write(work); }
Task<> Transaction::commit() { return open_->commit(); }
Task<> Transaction::roll_back() { return open_->roll_back(); }

}  // namespace tenon::sql
