// One claim a case; see CMakeLists.txt for the message that each must give.
#include "limitcheck/claim/registry.hpp"

using namespace limitcheck;

namespace {

precise::Enclosure one(const Cell&) { return 1; }
Measurement nothing_measured() { return {}; }

Test complete_test() {
    return measuring(nothing_measured()).at_most(one).decided_by({mean("x").at_most(one)}).estimated_by("x");
}

}  // namespace

#if defined(CASE_no_comparison)
Test broken() { return measuring(nothing_measured()).decided_by({mean("x").at_most(one)}).estimated_by("x"); }
#elif defined(CASE_no_verification)
Test broken() {
    return measuring(nothing_measured())
        .at_most(one)
        .refuted_unless({mean("x").at_most(one)})
        .estimated_by("x");
}
#elif defined(CASE_no_refutation)
Test broken() {
    return measuring(nothing_measured())
        .at_most(one)
        .verified_when({mean("x").at_most(one)})
        .estimated_by("x");
}
#elif defined(CASE_no_estimate)
Test broken() { return measuring(nothing_measured()).at_most(one).decided_by({mean("x").at_most(one)}); }
#elif defined(CASE_unmarked_moment)
Condition broken() { return mean("x").at_most(one) | second_moment(one); }
#elif defined(CASE_bare_moment)
Condition broken() { return mean("x").at_most(one) | SecondMoment{one}; }
#elif defined(CASE_moment_about_unsourced)
Condition broken() { return mean("x").at_most(one) | second_moment_about(one, one); }
#elif defined(CASE_bare_variance)
Condition broken() { return mean("x").at_most(one) | VarianceBound{one}; }
#elif defined(CASE_unmarked_variance)
Condition broken() { return mean("x").at_most(one) | variance_at_most(one); }
#elif defined(CASE_rate_without_moment)
Test broken() { return measuring(nothing_measured()).rate({.observable = "x", .least = 0, .most = 1}); }
#elif defined(CASE_ordered_without_margin)
Test broken() { return measuring(nothing_measured()).ordered({.observables = {"x", "y"}}); }
#elif defined(CASE_commutes_without_tolerance)
Test broken() { return measuring(nothing_measured()).commutes({.observable = "x"}); }
#elif defined(CASE_uncoupled_measurement)
Test broken() {
    return measuring(nothing_measured())
        .equals_in_law(one, by_coupling("U", second_moment(one, "here")))
        .refuted_unless({mean("x").at_most(one)});
}
#elif defined(CASE_coupled_distribution)
Test broken() {
    return measuring(coupled(nothing_measured()))
        .equals_in_law(one, by_distribution("x", [](const Cell&, double x) { return x; }));
}
#elif defined(CASE_two_comparisons)
Test broken() {
    return measuring(nothing_measured())
        .at_most(one)
        .rate({.observable = "x", .least = 0, .most = 1, .moment = second_moment(one, "here")});
}
#elif defined(CASE_unrefutable_coupling)
Test broken() {
    return measuring(coupled(nothing_measured()))
        .equals_in_law(one, by_coupling("U", second_moment(one, "here")));
}
#elif defined(CASE_of_nothing)
Test broken() { return measuring(nothing_measured()).of("x"); }
#elif defined(CASE_of_and_conditions)
Test broken() { return measuring(nothing_measured()).at_most(one).estimated_by("x").of("x"); }
#elif defined(CASE_bare_number)
precise::Enclosure broken() { return precise::Enclosure(0.5); }
#else
LIMITCHECK_CLAIM("test/claim") {
    return claim()
#if !defined(CASE_no_title)
        .title("a title")
#endif
#if !defined(CASE_no_statement)
        .states("E X \\le 1", "E X <= 1")
#endif
#if !defined(CASE_no_source)
        .from(theorems::Theorem{})
#endif
#if defined(CASE_two_sources)
        .from(theorems::Theorem{})
#endif
#if !defined(CASE_no_domain)
        .over(cells())
#endif
#if !defined(CASE_no_test)
        .tests(complete_test())
#endif
#if !defined(CASE_one_falsification)
        .falsified_by("first", "twice as much", 1.0, complete_test(), {"n=1,L=1"})
#endif
        .falsified_by("second", "a fifth more", 0.2, complete_test(), {"n=1,L=1"});
}
#endif
