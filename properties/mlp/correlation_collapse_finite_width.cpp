// Correlation of two inputs in a plain MLP of finite width, depth proportional to width: r_L =
// (1-rho_L)/(1-c_L) keeps a law of its own, which is not that of any order of limits
// (docs/theory/collapse.md, section 6, statements 1 and 2).
//
// The reference numbers G(t), P(t) are solutions of a backward equation, measured to 2e-5, and the constant 1
// of the allowance ln n/n is measured: both are assumptions, and the verdicts say so. The last claim needs
// neither.
#include "collapse_chain.hpp"
#include "figures/collapse_figures.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/correlation_collapse/collapse.hpp"
#include "limitcheck/theorems/correlation_collapse/statement.hpp"
#include "unit_inputs.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;
using precise::Enclosure;
namespace collapse = theorems::correlation_collapse;

constexpr const char* reference_assumption =
    "reference-numbers: G(t) and P(t) of the joint limit lie within 2e-5 of the table (a backward equation "
    "solved on three grids)";
constexpr const char* allowance_assumption =
    "measured-constant: the allowance is 1 * ln(n)/n because the deviation was measured to stay below it for "
    "n = 32 to 256; no proof gives the constant";
const std::vector<std::string> starts{"pair:0",      "pair:0.0625", "pair:0.125",  "pair:0.1875", "pair:0.25",
                                      "pair:0.3125", "pair:0.375",  "pair:0.4375", "pair:0.5"};

/// 4 t for depth L = t n with t = 1/4, 1/2, 1, 2; 0 for another depth.
int quarters(const Cell& cell) {
    for (const int quarter : {1, 2, 4, 8}) {
        if (4 * std::uint64_t{cell.layer()} == static_cast<std::uint64_t>(quarter) * cell.width) {
            return quarter;
        }
    }
    return 0;
}

Domain proportional(std::uint32_t most_width) {
    return cells()
        .width(32, most_width)
        .depth(8, 2 * most_width)
        .inputs(starts)
        .limit([](const Cell& cell) { return quarters(cell) != 0; }, "L = t n with t = 1/4, 1/2, 1, 2")
        .limit(unit_inputs, unit_inputs_in_words)
        .limit(nonnegative_start, nonnegative_start_in_words);
}

/// The bounded observables need no moment; this one carries what is assumed into the verdict.
SecondMoment assuming_reference() {
    return assumed_second_moment([](const Cell&) { return Enclosure(1); }, reference_assumption);
}

const collapse::MeasuredCollapse& reference_at(const Cell& cell) {
    for (const collapse::MeasuredCollapse& row : collapse::measured_collapse()) {
        if (row.quarter_t == quarters(cell)) {
            return row;
        }
    }
    throw Error("a cell of this claim has L = t n with t = 1/4, 1/2, 1 or 2, not " + to_text(cell));
}

Enclosure with_error(const Enclosure& measured) {
    const Enclosure error = collapse::measured_collapse_error();
    return Enclosure::hull(measured - error, measured + error);
}

CellNumber mean_of_g() {
    return [](const Cell& cell) { return with_error(Enclosure::decimal(reference_at(cell).mean)); };
}

CellNumber probability() {
    return [](const Cell& cell) { return with_error(Enclosure::decimal(reference_at(cell).probability)); };
}

/// A false variant's number, at the one t of its falsification.
CellNumber wrong(const char* number) {
    return [number](const Cell&) { return with_error(Enclosure::decimal(number)); };
}

Test near_joint_limit(const std::string& observable, const CellNumber& target) {
    const CellNumber allowance = [](const Cell& cell) {
        return collapse::finite_width_allowance(cell.width);
    };
    const CellNumber most = [=](const Cell& cell) { return target(cell) + allowance(cell); };
    const CellNumber least = [=](const Cell& cell) { return target(cell) - allowance(cell); };
    return measuring(measure_collapse_ratio())
        .within(allowance, target)
        .estimated_by(observable)
        .decided_by({mean(observable).at_most(most) | assuming_reference(),
                     mean(observable).at_least(least) | assuming_reference()});
}

/// E g at most one level and P(r <= 1/2) at least another, or the opposite of the first.
struct Levels {
    Side g_side = Side::at_most;
    Enclosure g = collapse::joint_mean_level();
    Enclosure probability = collapse::joint_probability_level();
};

Test scale(const Levels& levels) {
    const auto constant = [](const Enclosure& level) { return [level](const Cell&) { return level; }; };
    const bool at_most = levels.g_side == Side::at_most;
    const CellNumber level = constant(levels.g);
    const Condition of_g = at_most ? mean("g").at_most(level) : mean("g").at_least(level);
    const Condition of_r = mean("r<=1/2").at_least(constant(levels.probability));
    auto test = measuring(measure_collapse_ratio());
    auto compared = at_most ? std::move(test).at_most(level) : std::move(test).at_least(level);
    return std::move(compared).estimated_by("g").decided_by({of_g, of_r});
}

}  // namespace

LIMITCHECK_CLAIM("mlp/correlation-collapse/finite-width") {
    return claim()
        .title("With depth proportional to width the collapse of the correlation stays random")
        .states(
            R"(\Bigl|E\,\frac{r_L}{1+r_L} - G(L/n)\Bigr| \le \frac{\ln n}{n},\quad )"
            R"(r_L = \frac{1-\rho_L}{1-c_L})",
            "|E r/(1+r) - G(L/n)| <= ln(n)/n for r = (1-rho_L)/(1-c_L), where rho_L is the correlation of "
            "the network, c_L the one at infinite width from the same inputs, and G(t) = 0.42899, 0.37476, "
            "0.29460, 0.19361 at t = 1/4, 1/2, 1, 2; given that no output vanishes")
        .from(collapse::theorem())
        .assuming(reference_assumption)
        .assuming(allowance_assumption)
        .over(proportional(96))
        .tests(near_joint_limit("g", mean_of_g()))
        .falsified_by("the mean of one layer's ratio is 1, not 1 + 2/n (s = 0)",
                      "G(1/4) = 0.374, 13 % too small", 0.13, near_joint_limit("g", wrong("0.374")),
                      {"n=256,L=64,t=1,inputs=pair:0"})
        .falsified_by("the same at t = 1", "G(1) = 0.161, 45 % too small", 0.45,
                      near_joint_limit("g", wrong("0.161")), {"n=128,L=128,t=1,inputs=pair:0"})
        .falsified_by("the drift of the logarithm in place of that of the ratio (s = -1)",
                      "G(1) = 0.074, 75 % too small", 0.75, near_joint_limit("g", wrong("0.074")),
                      {"n=128,L=128,t=1,inputs=pair:0"})
        .falsified_by("width first: the correlation is that of infinite width",
                      "E r/(1+r) = 1/2, 70 % too large", 0.7, near_joint_limit("g", wrong("0.5")),
                      {"n=128,L=128,t=1,inputs=pair:0"})
        .shows(collapse_ratio_distribution());
}

LIMITCHECK_CLAIM("mlp/correlation-collapse/finite-width-probability") {
    return claim()
        .title("How often a network collapses faster than at infinite width, depth proportional to width")
        .states(R"(\bigl|P(r_L \le 1) - P(L/n)\bigr| \le \frac{\ln n}{n},\quad r_L = \frac{1-\rho_L}{1-c_L})",
                "|P(r <= 1) - P(L/n)| <= ln(n)/n for r = (1-rho_L)/(1-c_L), with P(t) = 0.64324, 0.69810, "
                "0.76823, 0.84957 at t = 1/4, 1/2, 1, 2; given that no output vanishes")
        .from(collapse::theorem())
        .assuming(reference_assumption)
        .assuming(allowance_assumption)
        .over(proportional(60))
        .tests(near_joint_limit("r<=1", probability()))
        .falsified_by("the mean of one layer's ratio is 1, not 1 + 2/n (s = 0)",
                      "P(1) = 0.912, 19 % too large", 0.19, near_joint_limit("r<=1", wrong("0.912")),
                      {"n=60,L=60,t=1,inputs=pair:0"})
        .falsified_by("the drift of the logarithm in place of that of the ratio (s = -1)",
                      "P(1) = 0.977, 27 % too large", 0.27, near_joint_limit("r<=1", wrong("0.977")),
                      {"n=60,L=60,t=1,inputs=pair:0"})
        .falsified_by("no noise: the ratio follows the mean path", "P(1) = 1, 30 % too large", 0.3,
                      near_joint_limit("r<=1", wrong("1")), {"n=60,L=60,t=1,inputs=pair:0"});
}

LIMITCHECK_CLAIM("mlp/correlation-collapse/finite-width-scale") {
    return claim()
        .title(
            "At L = n the correlation is on average nearer to 1 than at infinite width: on the scale L^-2 "
            "the limits do not commute")
        .states(
            R"(E\,\frac{r_n}{1+r_n} \le \frac25,\quad P(r_n \le \tfrac12) \ge \frac{11}{20},\quad )"
            R"(r_n = \frac{1-\rho_n}{1-c_n})",
            "E r/(1+r) <= 2/5 and P(r <= 1/2) >= 11/20 for r = (1-rho_L)/(1-c_L) at L = n >= 16; at "
            "infinite width r = 1 at every depth, so the numbers would be 1/2 and 0; given that no output "
            "vanishes")
        .from(collapse::theorem())
        .over(cells()
                  .width(16, 144)
                  .depth(16, 144)
                  .inputs(starts)
                  .limit([](const Cell& cell) { return cell.layer() == cell.width; }, "L = n")
                  .limit(unit_inputs, unit_inputs_in_words)
                  .limit(nonnegative_start, nonnegative_start_in_words))
        .tests(scale({}))
        .falsified_by("E r/(1+r) is at most 1/4", "the level 14 % below the mean of 0.29", 0.14,
                      scale({.g = Enclosure::ratio(1, 4)}), {"n=60,L=60,t=1,inputs=pair:0"})
        .falsified_by("P(r <= 1/2) is at least 3/4", "the level 15 % above the probability of 0.65", 0.15,
                      scale({.probability = Enclosure::ratio(3, 4)}), {"n=60,L=60,t=1,inputs=pair:0"})
        .falsified_by("the limits commute on the scale L^-2: E r/(1+r) stays near 1/2",
                      "the mean is at least 9/20, 55 % too large", 0.55,
                      scale({.g_side = Side::at_least, .g = Enclosure::ratio(9, 20)}),
                      {"n=60,L=60,t=1,inputs=pair:0"});
}
