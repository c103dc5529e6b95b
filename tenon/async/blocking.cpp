#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <tenon/async/blocking.hpp>
#include <tenon/base/error.hpp>
#include <thread>
#include <vector>

namespace tenon::async {

namespace {

// Signals are for the threads that wait for them (SignalSet); a thread inherits what its maker blocks.
class SignalsBlocked {
 public:
  SignalsBlocked() noexcept {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

}  // namespace

class BlockingPool::State {
 public:
  explicit State(BlockingOptions options) noexcept
      : options_{.threads = std::max<std::size_t>(options.threads, 1), .queue = options.queue} {}

  ~State() {
    Job* dropped;
    {
      std::lock_guard lock(mutex_);
      closing_ = true;
      dropped = std::exchange(first_, nullptr);
    }
    wake_.notify_all();
    while (dropped) delete std::exchange(dropped, dropped->next_);
    for (std::thread& thread : threads_) thread.join();
  }

  void submit(std::unique_ptr<Job> job) {
    {
      std::lock_guard lock(mutex_);
      if (queued_ >= idle_ && threads_.size() < options_.threads) start_thread();
      if (queued_ >= options_.queue + idle_) throw Unavailable{"pool_full", "The blocking pool has too much to do."};
      Job* last = job.release();
      (first_ ? last_->next_ : first_) = last;
      last_ = last;
      ++queued_;
    }
    wake_.notify_one();
  }

  std::size_t queued() noexcept {
    std::lock_guard lock(mutex_);
    return queued_;
  }

 private:
  void start_thread() {
    const SignalsBlocked blocked;
    try {
      threads_.emplace_back([this] { work(); });
      ++idle_;
    } catch (const std::system_error&) {
      if (threads_.empty()) throw Unavailable{"pool_full", "The system has no thread for the blocking pool."};
    }
  }

  void work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [this] { return closing_ || first_; });
      if (!first_) return;
      std::unique_ptr<Job> job{std::exchange(first_, first_->next_)};
      --queued_;
      --idle_;
      lock.unlock();
      job->work();
      job.reset();
      lock.lock();
      ++idle_;
    }
  }

  const BlockingOptions options_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::thread> threads_;
  Job* first_ = nullptr;
  Job* last_ = nullptr;
  std::size_t queued_ = 0;
  std::size_t idle_ = 0;  // threads that do no job; jobs may be queued for them already
  bool closing_ = false;
};

BlockingPool::BlockingPool(BlockingOptions options) : state_(std::make_unique<State>(options)) {}
BlockingPool::~BlockingPool() = default;

void BlockingPool::submit(std::unique_ptr<Job> job) { state_->submit(std::move(job)); }
std::size_t BlockingPool::queued() const noexcept { return state_->queued(); }

}  // namespace tenon::async
