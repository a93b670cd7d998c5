// The one exception type for what a user can cause, and the contract check for what only a bug can cause.
#pragma once

#include <stdexcept>
#include <string>

namespace limitcheck {

/// Bad usage or bad input. what() is one line made for people: what is wrong, where, and the mend.
struct Error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Throws std::logic_error(message) unless `holds`. For preconditions that a correct caller never breaks.
inline void require(bool holds, const char* message) {
    if (!holds) {
        throw std::logic_error(message);
    }
}

}  // namespace limitcheck
