// Remembers what a pure function returned: a claim's bounds at one cell are asked for many times (planning,
// the e-processes, the report) and cost milliseconds.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "limitcheck/cell/cell.hpp"

namespace limitcheck {

/// A function of a cell that computes each value once. Copies share their memory; safe to call from several
/// threads.
///
///     const Memo<Bounds> bounds([](const Cell& cell) { return bounds_at(cell); });
///     ... .at_most(bounds.pick(&Bounds::distance))
template <class Value>
class Memo {
  public:
    /// `compute` must be a pure function; what it throws is not remembered.
    explicit Memo(std::function<Value(const Cell&)> compute) : state_(std::make_shared<State>()) {
        state_->compute = std::move(compute);
    }

    /// The value at a cell; it lives as long as somebody holds it.
    std::shared_ptr<const Value> operator()(const Cell& cell) const {
        const std::string key = to_text(cell);
        {
            const std::lock_guard lock(state_->mutex);
            if (const auto found = state_->values.find(key); found != state_->values.end()) {
                return found->second;
            }
        }
        // Computed outside the lock: two threads may do it at once, and get the same.
        auto value = std::make_shared<const Value>(state_->compute(cell));
        const std::lock_guard lock(state_->mutex);
        return state_->values.emplace(key, std::move(value)).first->second;
    }

    /// The function that picks one member of the value: `bounds.pick(&Bounds::q)`.
    template <class Member>
    auto pick(Member Value::*member) const {
        return [self = *this, member](const Cell& cell) { return (*self(cell)).*member; };
    }

  private:
    struct State {
        std::function<Value(const Cell&)> compute;
        std::mutex mutex;
        std::map<std::string, std::shared_ptr<const Value>> values;
    };
    std::shared_ptr<State> state_;
};

}  // namespace limitcheck
