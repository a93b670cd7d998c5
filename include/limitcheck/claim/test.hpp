// A test: what a claim measures and what that is held against. A claim has one; each of its falsifications is
// the same test with one fact made wrong. What is missing or contradictory does not compile.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "limitcheck/claim/comparison.hpp"
#include "limitcheck/claim/condition.hpp"
#include "limitcheck/claim/measurement.hpp"

namespace limitcheck {

/// Conditions that may depend on the cell (an order of growth has one a point).
using Conditions = std::function<std::vector<Condition>(const Cell&)>;

/// What an enclosure decides without sampling: `value` is claimed to lie in [lo, hi].
struct CertifiedComparison {
    precise::Enclosure value;
    std::optional<precise::Enclosure> lo;
    std::optional<precise::Enclosure> hi;
    std::string note;
};

/// The mean of one observable over the draws of a cell, and its standard error.
struct SampleMean {
    double mean = 0;
    double error = 0;
};

/// What the report shows of a quantity, in the statement's units: two standard errors either way; NaN where
/// there is nothing to show.
struct Shown {
    double value = 0;
    double low = 0;
    double high = 0;
};

/// From the means of all observables at a cell, in their order, to the statement's units.
using ShowEstimate = std::function<Shown(const Cell&, std::span<const SampleMean>)>;

/// An observable that a comparison rests on.
struct NeededObservable {
    std::string name;         ///< as the claim's file writes it
    std::string measured_as;  ///< in the test's measurement
    Sign sign = Sign::any;    ///< nonnegative: it has to be
};

/// See the builders below; a default-constructed Test tests nothing and is refused by the claim.
struct Test {
    bool certified = false;
    Measurement measurement;
    std::string comparison;   ///< at_most, at_least, within
    CellNumber bound;         ///< in the statement's units
    CellNumber target;        ///< the number that the statement names; may be empty
    CellNumber trivial;       ///< what holds anyway; a cell with bound >= trivial is vacuous. May be empty
    Conditions verify;        ///< all must be verified
    Conditions refute;        ///< their average evidence refutes
    std::string estimate_of;  ///< the observable that estimates the statement's quantity
    std::function<double(double)>
        estimate_scale;          ///< from that observable's mean to the statement's units; may be empty
    ShowEstimate show_estimate;  ///< where the quantity is no function of one mean alone; may be empty
    std::function<CertifiedComparison(const Cell&)> certify;
    std::vector<NeededObservable> needs;  ///< of a comparison that computes with observables
    std::string unwritten;  ///< what is still to be written; such a test draws nothing and decides nothing
};

namespace detail {

template <class>
inline constexpr bool always_false = false;

enum TestPart : unsigned { has_bound = 1, has_verification = 2, has_refutation = 4, has_estimate = 8 };
inline constexpr unsigned has_all = has_bound | has_verification | has_refutation | has_estimate;

/// The conditions on the mean of `observable` that at_most, at_least or within is.
[[nodiscard]] std::vector<Condition> conditions_of(const Test& test, const std::string& observable);

/// Fill in what a comparison says of its test.
void compare_by_coupling(Test& test, const CellNumber& bound, const ByCoupling& how);
void compare_by_distribution(Test& test, const CellNumber& bound, const ByDistribution& how);
void compare_rate(Test& test, const Rate& rate);
void compare_ordered(Test& test, const Ordered& ordered);
void compare_commuting(Test& test, const Commuting& commuting);

}  // namespace detail

/// Builds a Test. Order of the calls is free; `have` counts what was given, Drawn is the kind of measurement.
template <unsigned have, class Drawn = Measurement>
class TestBuilder {
  public:
    explicit TestBuilder(Test test) : test_(std::move(test)) {}

    /// The quantity is at most `bound`, in the statement's own units (a distance, an expectation).
    [[nodiscard]] auto at_most(CellNumber bound) && { return compared("at_most", std::move(bound)); }
    /// The quantity is at least `bound`.
    [[nodiscard]] auto at_least(CellNumber bound) && { return compared("at_least", std::move(bound)); }
    /// The quantity differs from `target` by at most `tolerance`.
    [[nodiscard]] auto within(CellNumber tolerance, CellNumber target) && {
        test_.target = std::move(target);
        return compared("within", std::move(tolerance));
    }
    /// The law of the observable is within `bound` in W2 of the law that its coupled partner has.
    [[nodiscard]] auto equals_in_law(CellNumber bound, const ByCoupling& how) && {
        static_assert(std::is_same_v<Drawn, CoupledMeasurement>,
                      "limitcheck: equality in law by coupling needs a coupled measurement: use "
                      "measure_coupled(...), or coupled(...) for draws of your own, or by_distribution(...)");
        static_assert((have & detail::has_bound) == 0, "limitcheck: this test already has a comparison");
        detail::compare_by_coupling(test_, bound, how);
        test_.comparison = "at_most";
        test_.bound = std::move(bound);
        return TestBuilder<have | detail::has_bound | detail::has_verification | detail::has_estimate, Drawn>(
            std::move(test_));
    }
    /// sup |F - F0| <= bound for the law of an observable; complete in itself.
    [[nodiscard]] auto equals_in_law(CellNumber bound, const ByDistribution& how) && {
        static_assert(!std::is_same_v<Drawn, CoupledMeasurement>,
                      "limitcheck: equality in law by distribution takes independent draws, not coupled "
                      "pairs: use measure_networks(...) or draws(...), or by_coupling(...)");
        static_assert((have & detail::has_bound) == 0, "limitcheck: this test already has a comparison");
        detail::compare_by_distribution(test_, bound, how);
        test_.comparison = "at_most";
        test_.bound = std::move(bound);
        return TestBuilder<have | detail::has_all, Drawn>(std::move(test_));
    }
    /// An exponent lies in an interval; complete in itself.
    [[nodiscard]] auto rate(const Rate& rate) && {
        return complete([&](Test& test) { detail::compare_rate(test, rate); });
    }
    /// Means are ordered; complete in itself.
    [[nodiscard]] auto ordered(const Ordered& ordered) && {
        return complete([&](Test& test) { detail::compare_ordered(test, ordered); });
    }
    /// Growing width and growing depth agree; complete in itself.
    [[nodiscard]] auto commutes(const Commuting& commuting) && {
        return complete([&](Test& test) { detail::compare_commuting(test, commuting); });
    }
    /// Names the limit that the statement speaks of, for the report.
    [[nodiscard]] TestBuilder about(CellNumber target) && {
        test_.target = std::move(target);
        return std::move(*this);
    }
    /// What holds without the theorem; cells where the bound is not below it are vacuous and do not count.
    [[nodiscard]] TestBuilder trivially(CellNumber trivial) && {
        test_.trivial = std::move(trivial);
        return std::move(*this);
    }
    /// The observable whose mean estimates the quantity; `scale` takes the mean to the statement's units.
    [[nodiscard]] auto estimated_by(std::string observable, std::function<double(double)> scale = {}) && {
        test_.estimate_of = std::move(observable);
        test_.estimate_scale = std::move(scale);
        return TestBuilder<have | detail::has_estimate, Drawn>(std::move(test_));
    }
    /// The quantity is the mean of `observable`: it is the estimate, and the conditions that decide follow
    /// from the comparison. `known` is what is known of it: a second moment or a variance bound, and a clip;
    /// nothing for an observable with a range. For units or conditions of their own there are estimated_by
    /// and decided_by.
    ///
    ///     measuring(...).within(tolerance, target).of("Q", second_moment(bound, "where it is proved"))
    template <class... Known>
    [[nodiscard]] auto of(const std::string& observable, const Known&... known) && {
        static_assert((have & detail::has_bound) != 0,
                      "limitcheck: .of(...) follows from the comparison: give .at_most(b), .at_least(b) or "
                      ".within(tolerance, target) before it");
        static_assert((have & ~detail::has_bound) == 0,
                      "limitcheck: .of(...) gives the estimate and the conditions: leave out the other calls "
                      "that do");
        std::vector<Condition> conditions = detail::conditions_of(test_, observable);
        for (Condition& condition : conditions) {
            ((condition = std::move(condition) | known), ...);
        }
        test_.estimate_of = observable;
        test_.verify = [conditions = std::move(conditions)](const Cell&) { return conditions; };
        test_.refute = test_.verify;
        return TestBuilder<detail::has_all, Drawn>(std::move(test_));
    }
    /// Conditions that together imply the statement: verified when all of them are.
    [[nodiscard]] auto verified_when(std::vector<Condition> conditions) && {
        return std::move(*this).verified_when(
            [conditions = std::move(conditions)](const Cell&) { return conditions; });
    }
    [[nodiscard]] auto verified_when(Conditions conditions) && {
        test_.verify = std::move(conditions);
        return TestBuilder<have | detail::has_verification, Drawn>(std::move(test_));
    }
    /// Conditions that the statement implies: evidence against them refutes it.
    [[nodiscard]] auto refuted_unless(std::vector<Condition> conditions) && {
        return std::move(*this).refuted_unless(
            [conditions = std::move(conditions)](const Cell&) { return conditions; });
    }
    [[nodiscard]] auto refuted_unless(Conditions conditions) && {
        test_.refute = std::move(conditions);
        return TestBuilder<have | detail::has_refutation, Drawn>(std::move(test_));
    }
    /// Conditions that are the statement: they verify it, and evidence against them refutes it.
    [[nodiscard]] auto decided_by(std::vector<Condition> conditions) && {
        return std::move(*this).decided_by(
            [conditions = std::move(conditions)](const Cell&) { return conditions; });
    }
    [[nodiscard]] auto decided_by(Conditions conditions) && {
        test_.verify = conditions;
        test_.refute = std::move(conditions);
        return TestBuilder<have | detail::has_verification | detail::has_refutation, Drawn>(std::move(test_));
    }

    /// The finished test.
    operator Test() const {  // NOLINT(google-explicit-constructor): the end of the chain
        static_assert((have & detail::has_bound) != 0,
                      "limitcheck: this test compares with nothing: add .at_most(b), .at_least(b) or "
                      ".within(tolerance, target)");
        static_assert(
            (have & detail::has_verification) != 0,
            "limitcheck: nothing can verify this test: add .verified_when(...) or .decided_by(...)");
        static_assert(
            (have & detail::has_refutation) != 0,
            "limitcheck: nothing can refute this test: add .refuted_unless(...) or .decided_by(...)");
        static_assert((have & detail::has_estimate) != 0,
                      "limitcheck: the report would have no estimate: add .estimated_by(observable)");
        return test_;
    }

  private:
    template <class Compare>
    auto complete(Compare compare) {
        static_assert((have & detail::has_bound) == 0, "limitcheck: this test already has a comparison");
        compare(test_);
        return TestBuilder<have | detail::has_all, Drawn>(std::move(test_));
    }
    auto compared(const char* comparison, CellNumber bound) {
        static_assert((have & detail::has_bound) == 0, "limitcheck: this test already has a comparison");
        test_.comparison = comparison;
        test_.bound = std::move(bound);
        return TestBuilder<have | detail::has_bound, Drawn>(std::move(test_));
    }
    Test test_;
};

/// Starts a sampled test.
[[nodiscard]] inline TestBuilder<0> measuring(Measurement measurement) {
    Test test;
    test.measurement = std::move(measurement);
    return TestBuilder<0>(std::move(test));
}

/// The same of networks beside their infinite-width chains, for equality in law by coupling.
[[nodiscard]] inline TestBuilder<0, CoupledMeasurement> measuring(CoupledMeasurement measurement) {
    Test test;
    test.measurement = std::move(measurement.measurement);
    return TestBuilder<0, CoupledMeasurement>(std::move(test));
}

/// A test without sampling: an enclosure decides each cell.
[[nodiscard]] inline Test certifying(std::function<CertifiedComparison(const Cell&)> certify) {
    Test test;
    test.certified = true;
    test.comparison = "within";
    test.certify = std::move(certify);
    return test;
}

/// Holds the place of a test that is still to be written, so that the rest compiles and runs: its cells are
/// undecided, and so is every claim that has it.
[[nodiscard]] inline Test to_be_written(std::string what) {
    Test test;
    test.comparison = "at_most";
    test.unwritten = std::move(what);
    return test;
}

}  // namespace limitcheck
