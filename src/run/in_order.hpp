// A parallel loop whose failure does not depend on threads.
#pragma once

#include <tbb/parallel_for.h>

#include <cstddef>
#include <exception>
#include <vector>

namespace limitcheck::run {

/// body(i) for i < count, in parallel; where bodies throw, all run, and what the one of least index threw is
/// thrown: a failure's words depend on the work alone, not on which thread came first.
template <class Body>
void parallel_in_order(std::size_t count, const Body& body) {
    std::vector<std::exception_ptr> failures(count);
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
        try {
            body(i);
        } catch (...) {
            failures[i] = std::current_exception();
        }
    });
    for (const std::exception_ptr& failure : failures) {
        if (failure) {
            std::rethrow_exception(failure);
        }
    }
}

}  // namespace limitcheck::run
