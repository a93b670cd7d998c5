// One neuron's whole path over depth is near the Gaussian chain of independent increments: W2 between the
// laws of (Y^1_k)_{k<=l} and (Yt_k)_{k<=l}, Yt_k ~ N(0, q_k), in the distance max_k |y_k - z_k|, is at most
// 2 sqrt(Db_l).
//
// Verified through the coupling: W2^2 <= E max_k |Y^i_k - Yt^i_k|^2 <= 4 Db_l (Doob;
// docs/theory/resnet-commute, section 2.1). Refuted through the norm at the last layer (1-Lipschitz in the
// path) and through the increment Y_l - Y_0 (2-Lipschitz), which tells paths of equal marginals apart.
#include <algorithm>
#include <cmath>

#include "figures/distance_figures.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/gaussian_limit/statement.hpp"
#include "one_input.hpp"
#include "path_measurement.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;

/// How the limit's path gets from q_0 to q_l.
enum class Increments {
    independent,  ///< E (Yt_l - Yt_0)^2 = q_l - q_0
    one_gaussian  ///< Yt_k = sqrt(q_k) g with one g for all layers: (sqrt q_l - sqrt q_0)^2
};

Test path(const OneInputFacts& facts, Increments increments = Increments::independent) {
    const Memo<OneInputNumbers> numbers([facts](const Cell& cell) { return one_input_numbers(cell, facts); });
    const CellNumber distance = [numbers](const Cell& cell) {
        return sqrt(numbers(cell)->path_distance_square);
    };
    const CellNumber norm_most = [numbers](const Cell& cell) {
        const auto n = numbers(cell);
        return square(sqrt(n->chain_limit) + sqrt(n->path_distance_square));
    };
    const CellNumber norm_least = [numbers](const Cell& cell) {
        const auto n = numbers(cell);
        const Enclosure rest = sqrt(n->chain_limit) - sqrt(n->path_distance_square);
        return rest.is_positive() ? square(rest) : Enclosure(0);
    };
    const CellNumber increment_most = [numbers, increments](const Cell& cell) {
        const auto n = numbers(cell);
        const Enclosure limit = increments == Increments::independent
                                    ? sqrt(n->chain_limit - n->chain_start)
                                    : sqrt(n->chain_limit) - sqrt(n->chain_start);
        return square(limit + 2 * sqrt(n->path_distance_square));
    };
    return measuring(measure_paths(facts.network))
        .about(numbers.pick(&OneInputNumbers::chain_limit))
        .at_most(distance)
        .trivially(numbers.pick(&OneInputNumbers::trivial_distance))
        .estimated_by("M", [](double m) { return std::sqrt(std::max(0.0, m)); })
        .verified_when({mean("M").at_most(numbers.pick(&OneInputNumbers::path_distance_square)) |
                        second_moment(numbers.pick(&OneInputNumbers::path_coupling_square),
                                      "resnet-commute, section 2.4: 3 (4/3)^4 Nb^2")})
        .refuted_unless(
            {mean("increment").at_most(increment_most), mean("Q").at_most(norm_most),
             mean("Q").at_least(norm_least) | second_moment(numbers.pick(&OneInputNumbers::norm_square),
                                                            "resnet-commute, section 2.4: crude E Q^2")});
}

}  // namespace

LIMITCHECK_CLAIM("resnet/gaussian-limit/path") {
    return claim()
        .title("One neuron's path over depth is near a Gaussian chain")
        .states(
            R"(W_2^{\max}\bigl(\mathrm{law}(Y^1_k)_{k \le l},\, \mathrm{law}(\tilde Y_k)_{k \le l}\bigr) \le 2\sqrt{\bar D_l} )"
            R"(\le 2\,C_1(t)/\sqrt n,\quad l = \lfloor tL \rfloor)",
            "W2 in the distance max over k <= l = floor(tL) between the path of one neuron over depth and "
            "the "
            "Gaussian chain with independent increments and variances q_k = q0 (1 + 1/(2L))^k is at most "
            "2 sqrt(Db_l) <= 2 C1(t)/sqrt(n)")
        .from(theorems::gaussian_limit::theorem())
        .over(cells().width(1, 65536).depth(1, 4096).time("0", "1").inputs({"one"}))
        .tests(path({}))
        .falsified_by("variance grows as e^(t/4)", "the chain's last variance 22 % too small at t = 1", 0.22,
                      path({.growth_hundredths = 25}), {"n=8192,L=8,t=1"})
        .falsified_by("variance grows as e^t", "the chain's last variance 65 % too large at t = 1", 0.65,
                      path({.growth_hundredths = 100}), {"n=2048,L=8,t=1"})
        .falsified_by("one Gaussian for all layers",
                      "every marginal is right, but Y_l - Y_0 has variance 0.08 in place of 0.65 at t = 1",
                      0.88, path({}, Increments::one_gaussian), {"n=2048,L=8,t=1"})
        .falsified_by("branch scale 1/L", "the network's variance stays q0, 39 % below the chain's", 0.39,
                      path({.network = network::resnet().branch(network::power(-1))}), {"n=1024,L=16,t=1"})
        .shows(path_distance_over_width());
}
