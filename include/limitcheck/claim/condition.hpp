// Conditions on means: "the mean of this observable is at most that number", with what is known of its
// moments. A claim is verified when all its verifying conditions are, and refuted by the average evidence
// against its refuting ones.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "limitcheck/cell/cell.hpp"
#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck {

/// A certified number that depends on the cell.
using CellNumber = std::function<precise::Enclosure(const Cell&)>;

enum class Side { at_most, at_least };

/// How far a moment bound can be relied on; an assumed one taints every verdict that rests on it.
enum class Standing { proved, assumed };

/// E (X - centre)^2 <= bound.
struct SecondMoment {
    CellNumber bound;
    CellNumber centre;   ///< empty: 0
    std::string source;  ///< theorem or file and section; for an assumed bound, what is assumed
    Standing standing = Standing::proved;
};

namespace detail {
template <class>
inline constexpr bool never = false;
}

/// E (X-c)^2 <= bound with c = 0, proved at `source`.
[[nodiscard]] inline SecondMoment second_moment(CellNumber bound, std::string source) {
    return {std::move(bound), {}, std::move(source), Standing::proved};
}
/// A bound without a source does not compile.
template <class Bound>
SecondMoment second_moment(Bound) {
    static_assert(detail::never<Bound>,
                  "limitcheck: this moment bound is neither proved nor marked assumed: give "
                  "second_moment(bound, \"where it is proved\") or assumed_second_moment(bound, \"what is "
                  "assumed\")");
    return {};
}
/// E (X-c)^2 <= bound, proved at `source`.
[[nodiscard]] inline SecondMoment second_moment_about(CellNumber centre, CellNumber bound,
                                                      std::string source) {
    return {std::move(bound), std::move(centre), std::move(source), Standing::proved};
}
/// E (X-c)^2 <= bound, assumed: the verdict carries the rigor "assumed" and prints `assumption`.
[[nodiscard]] inline SecondMoment assumed_second_moment(CellNumber bound, std::string assumption) {
    return {std::move(bound), {}, std::move(assumption), Standing::assumed};
}

/// E (X-c)^2 <= bound about a centre, assumed.
[[nodiscard]] inline SecondMoment assumed_second_moment_about(CellNumber centre, CellNumber bound,
                                                              std::string assumption) {
    return {std::move(bound), std::move(centre), std::move(assumption), Standing::assumed};
}

/// "E[observable] is at_most / at_least level".
struct Condition {
    std::string observable;
    Side side = Side::at_most;
    CellNumber level;
    std::optional<SecondMoment> moment;  ///< without one, the observable's own range has to do
    std::string name;                    ///< in words, for the report
    /// Set for a condition on a law: the observable is F0(Y) in [0, 1], computed to this error, and `level`
    /// is the distance sup |F - F0| that is at_most or at_least.
    std::optional<double> transform_error;
};

/// Starts a condition: `mean("|Q-q|").at_most(bound).given(second_moment(...))`.
class mean {
  public:
    explicit mean(std::string observable) { condition_.observable = std::move(observable); }
    [[nodiscard]] Condition at_most(CellNumber level) && { return finish(Side::at_most, std::move(level)); }
    [[nodiscard]] Condition at_least(CellNumber level) && { return finish(Side::at_least, std::move(level)); }

  private:
    Condition finish(Side side, CellNumber level) {
        condition_.side = side;
        condition_.level = std::move(level);
        condition_.name = "E " + condition_.observable + (side == Side::at_most ? " at most" : " at least");
        return std::move(condition_);
    }
    Condition condition_;
};

/// Adds what is known of the second moment.
[[nodiscard]] inline Condition operator|(Condition condition, SecondMoment moment) {
    condition.moment = std::move(moment);
    return condition;
}

}  // namespace limitcheck
