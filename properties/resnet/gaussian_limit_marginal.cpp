// One neuron of a wide, deep residual network is Gaussian: W2(law(Y^1), N(0, q0 e^{t/2})) <= C1(t)/sqrt n +
// C2(t)/L.
//
// Verified through the coupling with the infinite-width chain Yt: W2 <= sqrt(E U) + |sqrt q_l - sqrt q_t|, U
// = |Y - Yt|^2/n. Refuted through the norm: a distance of at most b makes E Q lie within (sqrt q_t -+ b)^2.
// Never refuted because the coupling is large (docs/theory/statistics-of-verdicts, item 7).
#include <algorithm>
#include <cmath>

#include "figures/distance_figures.hpp"
#include "figures/histogram_figure.hpp"
#include "figures/quantile_figures.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/gaussian_limit/statement.hpp"
#include "one_input.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;

Test marginal(const OneInputFacts& facts) {
    const Memo<OneInputNumbers> numbers([facts](const Cell& cell) { return one_input_numbers(cell, facts); });
    const CellNumber distance = numbers.pick(&OneInputNumbers::distance);

    return measuring(
               measure_coupled(facts.network, {coupling_distance(), second_moment_of<CoupledNetworkView>(0)}))
        .about(numbers.pick(&OneInputNumbers::limit))
        .at_most(distance)
        .trivially(numbers.pick(&OneInputNumbers::trivial_distance))
        .estimated_by("U", [](double u) { return std::sqrt(std::max(0.0, u)); })
        .verified_when({mean("U").at_most(coupling_level(numbers)) |
                        second_moment(numbers.pick(&OneInputNumbers::coupling_square),
                                      "resnet-commute, section 2.4: Nb^2")})
        .refuted_unless({mean("Q").at_most(norm_most(numbers)),
                         mean("Q").at_least(norm_least(numbers)) |
                             second_moment(numbers.pick(&OneInputNumbers::norm_square),
                                           "resnet-commute, section 2.4: crude E Q^2")});
}

}  // namespace

LIMITCHECK_CLAIM("resnet/gaussian-limit/marginal") {
    return claim()
        .title("One neuron of a wide, deep ResNet is Gaussian")
        .states(
            R"(W_2\bigl(\mathrm{law}(Y^1_{\lfloor tL \rfloor}),\, N(0, q_0 e^{t/2})\bigr) \le C_1(t)/\sqrt n + C_2(t)/L)",
            "W2(law of Y^1 at layer floor(tL), N(0, q0 e^(t/2))) <= C1(t)/sqrt(n) + C2(t)/L, with C1(1) <= "
            "2.0794 and "
            "C2(1) <= 0.0803 (0.402 where tL is no integer) for q0 = 1")
        .from(theorems::gaussian_limit::theorem())
        .over(cells().width(1, 65536).depth(1, 4096).time("0", "1").inputs({"one"}))
        .tests(marginal({}))
        .falsified_by("variance grows as e^(t/4)", "limit variance 22 % too small at t = 1", 0.22,
                      marginal({.growth_hundredths = 25}), {"n=2048,L=8,t=1"})
        .falsified_by("variance grows as e^t", "limit variance 65 % too large at t = 1", 0.65,
                      marginal({.growth_hundredths = 100}), {"n=512,L=8,t=1"})
        .falsified_by("branch scale 1/L", "the variance stays q0, 39 % below its limit", 0.39,
                      marginal({.network = network::resnet().branch(network::power(-1))}), {"n=128,L=16,t=1"})
        .falsified_by("weights of variance 2/n", "variance e^t in place of e^(t/2), 65 % more", 0.65,
                      marginal({.network = network::resnet().weights(2.0)}), {"n=256,L=8,t=1"})
        .shows(neuron_histogram())
        .shows(neuron_quantiles())
        .shows(distance_over_width())
        .shows(distance_over_depth());
}
