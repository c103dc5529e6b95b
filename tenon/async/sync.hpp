#pragma once

/// What tasks agree with each other through, all in one: Event, Semaphore, Mutex, Channel (within a loop) and
/// Completion (from another thread).
#include <tenon/async/channel.hpp>
#include <tenon/async/completion.hpp>
#include <tenon/async/event.hpp>
#include <tenon/async/mutex.hpp>
#include <tenon/async/semaphore.hpp>
