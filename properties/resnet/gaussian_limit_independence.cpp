// Neurons of a wide, deep residual network are jointly Gaussian and independent: for every m <= n,
// W2(law(Y^1..Y^m), N(0, q_t I_m)) <= sqrt(m) (C1(t)/sqrt n + C2(t)/L).
//
// Verified for all m at once: the coupling with the infinite-width chain has independent rows, so the squared
// distance is at most m (sqrt(E U) + |sqrt q_l - sqrt q_t|)^2 (docs/theory/resnet-commute, section 2.1).
// Refuted at m = 4, through projections y -> (y^1+..+y^m)/sqrt m, which are 1-Lipschitz in R^m and see
// dependence, and through the norm, which does not.
#include <algorithm>
#include <cmath>

#include "figures/quantile_figures.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/gaussian_limit/statement.hpp"
#include "one_input.hpp"
#include "projection.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;

Test independence(const OneInputFacts& facts, double common_share = 0) {
    const Memo<OneInputNumbers> numbers([facts](const Cell& cell) { return one_input_numbers(cell, facts); });
    const CellNumber distance = numbers.pick(&OneInputNumbers::distance);

    // A unit vector's projection has variance q_t in the limit, and the distance is sqrt(m) times one
    // neuron's.
    const CellNumber projection_most = [numbers](const Cell& cell) {
        const auto n = numbers(cell);
        return square(sqrt(n->limit) + sqrt(Enclosure(group_size(cell.width))) * n->distance);
    };
    return measuring(measure_coupled(facts.network, {coupling_distance(), group_projection(common_share),
                                                     second_moment_of<CoupledNetworkView>(0)}))
        .about(numbers.pick(&OneInputNumbers::limit))
        .at_most(distance)
        .trivially(numbers.pick(&OneInputNumbers::trivial_distance))
        .estimated_by("U", [](double u) { return std::sqrt(std::max(0.0, u)); })
        .verified_when({mean("U").at_most(coupling_level(numbers)) |
                        second_moment(numbers.pick(&OneInputNumbers::coupling_square),
                                      "resnet-commute, section 2.4: Nb^2")})
        .refuted_unless({mean("projection").at_most(projection_most), mean("Q").at_most(norm_most(numbers)),
                         mean("Q").at_least(norm_least(numbers)) |
                             second_moment(numbers.pick(&OneInputNumbers::norm_square),
                                           "resnet-commute, section 2.4: crude E Q^2")});
}

}  // namespace

LIMITCHECK_CLAIM("resnet/gaussian-limit/independence") {
    return claim()
        .title("Neurons of a wide, deep ResNet are jointly Gaussian and independent")
        .states(
            R"(\tfrac{1}{\sqrt m}\,W_2\bigl(\mathrm{law}(Y^1,\dots,Y^m),\, N(0, q_0 e^{t/2} I_m)\bigr) \le )"
            R"(C_1(t)/\sqrt n + C_2(t)/L \text{ for every } m \le n)",
            "for every m <= n, W2(law of (Y^1..Y^m) at layer floor(tL), N(0, q0 e^(t/2) I_m))/sqrt(m) <= "
            "C1(t)/sqrt(n) + C2(t)/L, with C1(1) <= 2.0794 and C2(1) <= 0.0803 (0.402 where tL is no "
            "integer) for q0 = 1")
        .from(theorems::gaussian_limit::theorem())
        .over(cells().width(1, 65536).depth(1, 4096).time("0", "1").inputs({"one"}))
        .tests(independence({}))
        .falsified_by("variance grows as e^(t/4)", "limit variance 22 % too small at t = 1", 0.22,
                      independence({.growth_hundredths = 25}), {"n=2048,L=8,t=1"})
        .falsified_by("neurons of pairwise correlation 1/4",
                      "each neuron has a quarter of its variance from one that four neurons share", 0.25,
                      independence({}, 0.25), {"n=1024,L=8,t=1"})
        .falsified_by("the neurons are copies of one", "correlation 1 in place of 0", 1.0,
                      independence({}, 1), {"n=256,L=8,t=1"})
        .falsified_by("weights of variance 2/n", "variance e^t in place of e^(t/2), 65 % more", 0.65,
                      independence({.network = network::resnet().weights(2.0)}), {"n=256,L=8,t=1"})
        .shows(projection_quantiles());
}
