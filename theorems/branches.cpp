// Branch scales: the common families and the sums that the bounds need.
#include "limitcheck/theorems/branches.hpp"

#include <stdexcept>
#include <string>

namespace limitcheck::theorems {

Branches::Branches(std::int64_t depth, std::vector<Enclosure> squares)
    : depth_(depth), squares_(std::move(squares)) {
    if (depth_ < 1 || squares_.empty()) {
        throw std::domain_error("Branches: a depth of " + std::to_string(depth_) + " is not at least 1");
    }
    for (const Enclosure& square : squares_) {
        if (certainly_at_most(Enclosure(0), square) != precise::Certainty::yes) {
            throw std::domain_error("Branches: a squared scale of " + to_string(square) + " may be negative");
        }
    }
}

Branches Branches::inverse_root(std::int64_t depth, Bits bits) {
    return uniform(depth, Enclosure::ratio(1, depth < 1 ? 1 : depth, bits));
}

Branches Branches::power(std::int64_t depth, const Enclosure& exponent) {
    return uniform(depth, pow(Enclosure(depth < 1 ? 1 : depth, exponent.bits()), 2 * exponent));
}

Branches Branches::uniform(std::int64_t depth, const Enclosure& square) { return {depth, {square}}; }

Branches Branches::of(std::vector<Enclosure> squares) {
    const auto depth = static_cast<std::int64_t>(squares.size());
    return {depth, std::move(squares)};
}

const Enclosure& Branches::square(std::int64_t l) const {
    if (l < 1 || l > depth_) {
        throw std::logic_error("Branches: layer " + std::to_string(l) + " is not within 1.." +
                               std::to_string(depth_));
    }
    return squares_.size() == 1 ? squares_.front() : squares_[static_cast<std::size_t>(l - 1)];
}

Enclosure Branches::sum(std::int64_t l) const {
    if (squares_.size() == 1) {
        return squares_.front() * l;
    }
    Enclosure total(0, bits());
    for (std::int64_t k = 1; k <= l; ++k) {
        total += square(k);
    }
    return total;
}

Enclosure Branches::sum_of_squares(std::int64_t l) const {
    if (squares_.size() == 1) {
        return precise::square(squares_.front()) * l;
    }
    Enclosure total(0, bits());
    for (std::int64_t k = 1; k <= l; ++k) {
        total += precise::square(square(k));
    }
    return total;
}

}  // namespace limitcheck::theorems
