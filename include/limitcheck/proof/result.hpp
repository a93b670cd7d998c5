// What a proof ends with, and the statements that one enclosure decides.
#pragma once

#include "limitcheck/proof/rational.hpp"

namespace limitcheck::proof {

/// disproved: at a point of the domain the statement is false, by an enclosure. exhausted: neither way.
enum class Verdict { proved, disproved, exhausted };

/// How a statement was decided: exact rational algebra, one enclosure, Taylor forms on cells, a validated
/// flow, or sums for small n with a polynomial beyond. Of two parts the later one names the whole.
enum class Method { algebra, enclosure, cells, flow, sums };

/// What a proof ends with; a structural type, so that a compiler shows it in its message.
struct Result {
    Verdict verdict = Verdict::exhausted;
    int cells = 0;  ///< cells of the cover, the end cells included; for sums: terms; for identities: 1
    double lo = 0;  ///< proved: the cell with the least margin; disproved: the point (lo = hi)
    double hi = 0;
    double bound = 0;  ///< proved: the least lower bound of h over the cells (next to a zero of order k: of h
                       ///< over the distance to the power k); disproved: an upper bound of the same at the
                       ///< point; identities: the difference
    Method method = Method::cells;

    friend constexpr bool operator==(const Result&, const Result&) = default;
};

/// Both parts hold: the worse verdict, the cells of both, the smaller margin (an identity has none: its bound
/// is 0).
constexpr Result both(const Result& x, const Result& y) {
    const auto rank = [](Verdict v) {
        return v == Verdict::disproved ? 0 : (v == Verdict::exhausted ? 1 : 2);
    };
    const bool tighter = y.bound == 0 || (x.bound != 0 && x.bound <= y.bound);
    Result worse =
        rank(x.verdict) < rank(y.verdict) || (rank(x.verdict) == rank(y.verdict) && tighter) ? x : y;
    worse.cells = x.cells + y.cells;
    worse.method = x.method < y.method ? y.method : x.method;
    return worse;
}
template <class... Rest>
constexpr Result both(const Result& x, const Result& y, const Rest&... rest) {
    return both(both(x, y), rest...);
}

/// A statement without a domain, decided by exact algebra or an enclosure.
constexpr Result decided(bool holds, bool fails, double bound = 0, Method method = Method::enclosure) {
    return {
        holds ? Verdict::proved : (fails ? Verdict::disproved : Verdict::exhausted), 1, 0, 0, bound, method};
}
/// The same result, reached by that method.
constexpr Result by(Method method, Result result) {
    result.method = method;
    return result;
}

/// value <= limit, both enclosed; the result shows the enclosure of the value.
constexpr Result at_most(const Interval& value, const Interval& limit) {
    Result result = decided(value.hi <= limit.lo, value.lo > limit.hi,
                            value.hi <= limit.lo ? limit.lo - value.hi : limit.hi - value.lo);
    result.lo = value.lo;
    result.hi = value.hi;
    return result;
}

/// The number written as a decimal is the value, rounded to nearest at its last digit; the result shows the
/// enclosure of the value.
constexpr Result rounds_to(const Interval& value, const Decimal& written) {
    const Interval digit = enclosure(Decimal{1, written.exponent});
    const Interval distance = value - enclosure(written);
    const double half = below(0.5 * digit.lo);
    Result result = decided(magnitude(distance) <= half,
                            distance.lo > above(0.5 * digit.hi) || distance.hi < -above(0.5 * digit.hi),
                            half - magnitude(distance));
    result.lo = value.lo;
    result.hi = value.hi;
    return result;
}

}  // namespace limitcheck::proof
