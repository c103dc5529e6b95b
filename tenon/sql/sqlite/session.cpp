#include <tenon/sql/sqlite/session.hpp>

#include <tenon/base/error.hpp>

namespace tenon::sql::sqlite {
namespace {

class Ended final : public async::Continuation {
  void on_done() override {}
};

}  // namespace

void run_without_loop(Work& work, Session& session, async::Context& context) {
  Task<> task = work.run(session);
  Ended ended;
  if (!task.start(context, ended)) throw Internal("work_waits", "Work on the database waited for something else.");
  task.result();
}

}  // namespace tenon::sql::sqlite
