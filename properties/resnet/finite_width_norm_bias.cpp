// The mean norm of a residual network exceeds that of its infinite-width chain by b_l q0/n, to leading order:
// n (E Q_l - q_l)/q0 lies within a half of b_l, where b_l is the explicit double sum of
// docs/theory/control-variates, section 4 (0.1998 at t = 1 as L grows).
//
// The effect is 2e-4 of the norm at n = 1000, where one network's norm spreads by 0.1. The draw has exactly
// this mean and a spread of order 1/n, by control variates with coefficients that the theory fixes (sections
// 1 and 2), and its second moment is proved (section 3, Theorem V).
#include "excess_test.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/finite_width/norm_excess.hpp"
#include "limitcheck/theorems/finite_width/statement.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"
#include "one_input.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;
namespace finite_width = theorems::finite_width;
namespace gaussian = theorems::gaussian_limit;

/// What the claim takes for true; a falsification changes one fact.
struct Facts {
    int leading_percent = 100;  ///< of b_l
    int rate_permille = 500;    ///< the chain's variance is q0 (1 + rate/L)^l
    network::Architecture network = network::resnet();
};

ExcessNumbers numbers_at(const Cell& cell, const Facts& facts) {
    const std::int64_t layer = cell.layer();
    const auto stated = theorems::Branches::inverse_root(cell.depth);
    const Enclosure leading = finite_width::norm_excess_leading_term(stated, layer);
    ExcessNumbers numbers;
    numbers.target = Enclosure::ratio(facts.leading_percent, 100) * leading;
    numbers.tolerance = leading / 2;
    numbers.roughness = 2 * leading;
    numbers.shift =
        chain_gap(facts.network, cell,
                  gaussian::chain_variance(stated, layer, 1, Enclosure::ratio(facts.rate_permille, 1000)));
    numbers.second_moment =
        square(Enclosure(cell.width)) *
        finite_width::norm_excess_second_moment(gaussian::width_constants(cell.width),
                                                branches_of(facts.network, cell.depth), 1, layer);
    return numbers;
}

Test norm_bias(const Facts& facts) {
    return excess_test(
        facts.network, [facts](const Cell& cell) { return numbers_at(cell, facts); }, "n (Q - q)/q0",
        "control-variates, section 3: Theorem V, of the network that is drawn", Standing::proved,
        "2.4 and Theorem V");
}

}  // namespace

LIMITCHECK_CLAIM("resnet/finite-width/norm-bias") {
    return claim()
        .title("Finite width raises the mean norm of a ResNet by b q0/n, b = 0.2 at t = 1")
        .states(
            R"(\Bigl|\, n\,(E\,Q_l - q_l)/q_0 - b_l \,\Bigr| \le \tfrac12 b_l,\quad )"
            R"(q_l = q_0 (1+\tfrac1{2L})^l,\quad b_L \to 0.1998)",
            "|n (E Q_l - q_l)/q0 - b_l| <= b_l/2, with Q_l = |Y_l|^2/n, q_l = q0 (1 + 1/(2L))^l, and b_l the "
            "explicit sum over pairs of layers that is the leading term; b_L -> 0.1998 at t = 1")
        .from(theorems::finite_width::theorem())
        .over(cells()
                  .width(64, 1000)
                  .depth(4, 32)
                  .time("0.5", "1")
                  .inputs({"one", "one:0.25", "one:50"})
                  .takes_data(1)
                  .limit([](const Cell& cell) { return std::uint64_t{cell.width} * cell.depth <= 4096; },
                         "n L <= 4096"))
        .tests(norm_bias({}))
        .falsified_by("weights of variance 1.0005/n", "variance of the chain 0.025 % too large at t = 1",
                      0.0005, norm_bias({.network = network::resnet().weights(1.0005)}), {"n=1000,L=8,t=1"})
        .falsified_by("variance grows as e^(0.499 t)", "variance 0.1 % too small at t = 1", 0.001,
                      norm_bias({.rate_permille = 499}), {"n=1000,L=8,t=1"})
        .falsified_by("the mean norm has no bias", "0 in place of b_l", 1.0,
                      norm_bias({.leading_percent = 0}), {"n=1000,L=8,t=1"})
        .falsified_by("the bias is twice as large", "2 b_l in place of b_l", 1.0,
                      norm_bias({.leading_percent = 200}), {"n=64,L=16,t=1"});
}
