// The infinitely wide plain MLP: 1 - c_l lies between two explicit functions of l that start from c_0 alone
// and meet at 9 pi^2/(2 l^2) (docs/theory/resnet-commute, section 5.3).
//
// No sampling: 1 - c_l is enclosed by the exact recursion, layer by layer, in interval arithmetic, and the
// bounds by their closed form, which knows nothing of the recursion beyond c_0.
#include <fmt/format.h>

#include "collapse_orbits.hpp"
#include "figures/collapse_figures.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/correlation_collapse/statement.hpp"
#include "limitcheck/theorems/covariance_limit/kernel.hpp"
#include "unit_inputs.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;
namespace collapse = theorems::correlation_collapse;

/// What the claim takes for true; a falsification changes the constant of the collapse.
struct Facts {
    /// lim l^2 (1 - c_l) as a multiple of 9 pi^2/2.
    Enclosure constant = 1;
};

/// The bounds of (1-c_l)^{-1/2} grow by k/2 a layer, where 4/k^2 = 9 pi^2/2: another constant is another
/// slope.
Enclosure slope_error(const Facts& facts) {
    return theorems::covariance_limit::defect_constant() / 2 * (1 / sqrt(facts.constant) - 1);
}

CertifiedComparison compare(const Cell& cell, const CollapseOrbits& orbits, const Facts& facts) {
    const double c0 = cell.inputs.gram(0, 1);
    const std::int64_t layer = cell.layer();
    const collapse::CollapseBound bound(Enclosure::exactly(c0));
    const Enclosure shift = slope_error(facts) * layer;
    CertifiedComparison comparison;
    comparison.value = orbits.defect(c0, layer);
    comparison.lo = 1 / square(bound.root_most(layer) + shift);
    comparison.hi = 1 / square(bound.root_least(layer) + shift);
    comparison.note = "1 - c_l by the recursion c -> f(c), bounds from c_0 alone";
    return comparison;
}

Test enclosed(const CollapseOrbits& orbits, const Facts& facts) {
    return certifying([orbits, facts](const Cell& cell) { return compare(cell, orbits, facts); });
}

/// The statement with the constant (1+d) 9 pi^2/2. A layer tells d from 0 as soon as the two-sided bounds of
/// the theorem lie apart from the mutated ones.
EffectLadder collapse_ladder(const CollapseOrbits& orbits) {
    EffectLadder ladder;
    ladder.name = "collapse-constant";
    ladder.title = "1 - c_l falls like (1+d) 9 pi^2/(2 l^2)";
    ladder.statement =
        "(U + s l)^-2 <= 1 - c_l <= (x0 + k l/2 + s l)^-2 with s = (k/2)((1+d)^(-1/2) - 1): the bounds of a "
        "collapse "
        "with the constant (1+d) 9 pi^2/2";
    ladder.test = [orbits](const Enclosure& d) { return enclosed(orbits, {.constant = 1 + d}); };
    ladder.separates = [](const Enclosure& d, const Cell& cell) {
        const collapse::CollapseBound bound(Enclosure::exactly(cell.inputs.gram(0, 1)));
        const Enclosure shift = slope_error({.constant = 1 + d}) * cell.layer();
        const Enclosure spread = bound.root_most(cell.layer()) - bound.root_least(cell.layer());
        return certainly_less(spread, abs(shift)) == precise::Certainty::yes;
    };
    for (const int layers :
         {50, 100, 200, 500, 1000, 2000, 5000, 10000, 12000, 20000, 50000, 100000, 200000}) {
        ladder.cells.push_back(fmt::format("n=1,L={},t=1,inputs=pair:0", layers));
    }
    ladder.quick = {"0.05", "0.01"};
    ladder.standard = {"0.001", "0.0005"};
    ladder.deep = {"0.001", "0.0005"};
    return ladder;
}

}  // namespace

LIMITCHECK_CLAIM("mlp/correlation-collapse/infinite-width") {
    const CollapseOrbits orbits;
    const std::vector<std::string> deep{"n=1,L=10000,t=1,inputs=pair:0", "n=1,L=10000,t=1,inputs=pair:-0.5"};
    return claim()
        .title("In an infinitely wide plain MLP inputs become parallel like 9 pi^2/(2 l^2)")
        .states(
            R"(\bigl(x_0 + \tfrac{k l}{2} + A_0(\tfrac1{x_0} + \tfrac2k \ln(1 + \tfrac{k l}{2 x_0})) + )"
            R"(B_0(\tfrac1{x_0^2} + \tfrac2{k x_0})\bigr)^{-2} \le 1 - c_l \le (x_0 + \tfrac{k l}{2})^{-2},)"
            R"(\quad x_0 = (1-c_0)^{-1/2},\ k = \tfrac{2\sqrt2}{3\pi})",
            "U^-2 <= 1 - c_l <= (x0 + k l/2)^-2 for every layer l, with x0 = (1-c_0)^(-1/2), k = 2 "
            "sqrt(2)/(3 pi) and U = x0 + k l/2 + O(log l), all from c_0 alone: 1 - c_l ~ 9 pi^2/(2 l^2)")
        .from(collapse::theorem())
        .over(cells()
                  .width(1, 1)
                  .depth(1, 100000)
                  .inputs({"pair:-1", "pair:-0.5", "pair:0", "pair:0.5", "pair:0.9"})
                  .limit(unit_inputs, unit_inputs_in_words))
        .tests(enclosed(orbits, {}))
        .falsified_by("the constant is 9 pi^2", "1 - c_l twice too large", 1.0,
                      enclosed(orbits, {.constant = 2}), deep)
        .falsified_by("the constant is 9 pi^2/8", "1 - c_l four times too small", 0.75,
                      enclosed(orbits, {.constant = Enclosure::ratio(1, 4)}), deep)
        .falsified_by("the constant is 10 % too large", "1 - c_l 10 % too large", 0.1,
                      enclosed(orbits, {.constant = Enclosure::ratio(11, 10)}), deep)
        .falsified_by("the constant is 1 % too small", "1 - c_l 1 % too small", 0.01,
                      enclosed(orbits, {.constant = Enclosure::ratio(99, 100)}), deep)
        .measured_by(collapse_ladder(orbits))
        .shows(collapse_enclosure(orbits))
        .shows(collapse_constant(orbits));
}
