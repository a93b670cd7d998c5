// Conditions on means: "the mean of this observable is at most that number", with what is known of its
// moments. A claim is verified when all its verifying conditions are, and refuted by the average evidence
// against its refuting ones.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "limitcheck/cell/cell.hpp"
#include "limitcheck/claim/cut.hpp"
#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck {

/// A certified number that depends on the cell.
using CellNumber = std::function<precise::Enclosure(const Cell&)>;

/// How far a moment bound can be relied on; an assumed one taints every verdict that rests on it.
enum class Standing { proved, assumed };

namespace detail {

template <class>
inline constexpr bool never = false;

/// A moment that does not say where it comes from does not compile.
template <class Given>
void refuse_unsourced() {
    static_assert(never<Given>,
                  "limitcheck: this moment bound is left out, or neither proved nor marked assumed: give "
                  "second_moment(bound, \"where it is proved\") or assumed_second_moment(bound, \"what is "
                  "assumed\"); variance_at_most and assumed_variance likewise");
}

/// What begins with a bound and is not complete.
template <class Bound, class... Rest>
concept Unsourced = std::is_convertible_v<Bound, CellNumber> && sizeof...(Rest) < 2;

}  // namespace detail

/// E (X - centre)^2 <= bound. Made by the functions below.
struct SecondMoment {
    CellNumber bound;
    CellNumber centre;   ///< empty: 0
    std::string source;  ///< theorem or file and section; for an assumed bound, what is assumed
    Standing standing;
    /// What of the theorem under test the bound takes for true; a refutation that rests on it says "given"
    /// this. Empty: nothing (crude moments).
    std::string given = {};

    SecondMoment(CellNumber at_most, CellNumber about, std::string from, Standing how_far)
        : bound(std::move(at_most)), centre(std::move(about)), source(std::move(from)), standing(how_far) {}
    /// Leaving it out does not compile, nor does a bound alone.
    template <class Nothing = void>
    SecondMoment() {
        detail::refuse_unsourced<Nothing>();
    }
    template <class Bound, class... Rest>
    requires detail::Unsourced<Bound, Rest...>
    explicit SecondMoment(Bound, Rest...) { detail::refuse_unsourced<Bound>(); }
};

/// Var X <= bound, whatever the mean. Made by the functions below.
struct VarianceBound {
    CellNumber bound;
    std::string source;  ///< as SecondMoment's
    Standing standing;
    std::string given = {};

    VarianceBound(CellNumber at_most, std::string from, Standing how_far)
        : bound(std::move(at_most)), source(std::move(from)), standing(how_far) {}
    template <class Nothing = void>
    VarianceBound() {
        detail::refuse_unsourced<Nothing>();
    }
    template <class Bound, class... Rest>
    requires detail::Unsourced<Bound, Rest...>
    explicit VarianceBound(Bound, Rest...) { detail::refuse_unsourced<Bound>(); }
};

/// E (X-c)^2 <= bound with c = 0, proved at `source`.
[[nodiscard]] inline SecondMoment second_moment(CellNumber bound, std::string source) {
    return {std::move(bound), CellNumber{}, std::move(source), Standing::proved};
}
/// A bound without a source does not compile.
template <class Bound>
SecondMoment second_moment(Bound bound) {
    return SecondMoment{std::move(bound)};
}
/// E (X-c)^2 <= bound, proved at `source`.
[[nodiscard]] inline SecondMoment second_moment_about(CellNumber centre, CellNumber bound,
                                                      std::string source) {
    return {std::move(bound), std::move(centre), std::move(source), Standing::proved};
}
template <class Centre, class Bound>
SecondMoment second_moment_about(Centre, Bound bound) {
    return SecondMoment{std::move(bound)};
}
/// E (X-c)^2 <= bound, assumed: the verdict carries the rigor "assumed" and prints `assumption`.
[[nodiscard]] inline SecondMoment assumed_second_moment(CellNumber bound, std::string assumption) {
    return {std::move(bound), CellNumber{}, std::move(assumption), Standing::assumed};
}

/// E (X-c)^2 <= bound about a centre, assumed.
[[nodiscard]] inline SecondMoment assumed_second_moment_about(CellNumber centre, CellNumber bound,
                                                              std::string assumption) {
    return {std::move(bound), std::move(centre), std::move(assumption), Standing::assumed};
}

/// Var X <= bound, proved at `source`: decided by Catoni's e-process, with no centre to be known.
[[nodiscard]] inline VarianceBound variance_at_most(CellNumber bound, std::string source) {
    return {std::move(bound), std::move(source), Standing::proved};
}
template <class Bound>
VarianceBound variance_at_most(Bound bound) {
    return VarianceBound{std::move(bound)};
}
/// Var X <= bound, assumed: the verdict carries the rigor "assumed" and prints `assumption`.
[[nodiscard]] inline VarianceBound assumed_variance(CellNumber bound, std::string assumption) {
    return {std::move(bound), std::move(assumption), Standing::assumed};
}

/// The moment is a certificate of the theorem under test, or holds for draws that are coupled to its chain: a
/// refutation that uses it says "given `theorem`" (docs/statistics.md, "Rigor").
template <class Moment>
[[nodiscard]] Moment given(std::string theorem, Moment moment) {
    moment.given = std::move(theorem);
    return moment;
}

/// X >= 0 is clipped at `at` before it is bet on, which a second moment pays for: the width of the bet
/// follows the draws' true spread, and a loose moment costs the clip alone (docs/statistics.md, "Tools", item
/// 5). For verifying "at most" alone; the clip is fixed before the draws.
struct Clip {
    CellNumber at;
};
[[nodiscard]] inline Clip clipped_at(CellNumber at) { return {std::move(at)}; }

/// "E[observable] is at_most / at_least level".
struct Condition {
    std::string observable;
    Side side = Side::at_most;
    CellNumber level;
    std::optional<SecondMoment> moment;          ///< without one, the observable's own range has to do
    std::string name;                            ///< in words, for the report
    std::optional<VarianceBound> variance = {};  ///< used where no second moment is given
    std::optional<Clip> clip = {};               ///< needs a second moment
    /// Set for a condition on a law: the observable is F0(Y) in [0, 1], computed to this error, and `level`
    /// is the distance sup |F - F0| that is at_most or at_least.
    std::optional<double> transform_error = {};
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
/// Adds what is known of the variance.
[[nodiscard]] inline Condition operator|(Condition condition, VarianceBound variance) {
    condition.variance = std::move(variance);
    return condition;
}
/// Verifies by betting on the clipped draw.
[[nodiscard]] inline Condition operator|(Condition condition, Clip clip) {
    condition.clip = std::move(clip);
    return condition;
}

}  // namespace limitcheck
