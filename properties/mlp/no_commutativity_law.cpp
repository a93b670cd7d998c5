// The plain MLP: the law of one neuron in the joint limit is a mixture of Gaussians of random size, apart
// from the Gaussian of width-first by a certified amount (docs/theory/resnet-commute, section 5.1).
//
// W1(law(Y^1_L), N(0, q0)) >= sqrt(2 q0/pi) - E|Y^1_L| = sqrt(2 q0/pi) (1 - (E sqrt X)^L), as |.| is
// 1-Lipschitz. The networks test that mean: E|Y^1_L| lies within a quarter of the separation of its exact
// value, and then W1 is at least three quarters of the separation. Mean and second moment of the draw are
// exact, without a condition: a vanished network counts with 0.
#include <cmath>

#include "limitcheck/claim/memo.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/mlp_norm/norm_law.hpp"
#include "limitcheck/theorems/mlp_norm/statement.hpp"
#include "moment_beyond.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;
using precise::Enclosure;
namespace law = theorems::mlp_norm;

/// What the claim takes for true; a falsification changes one fact.
struct Facts {
    /// How E|Y| shrinks with depth: (E sqrt X)^L; not at all; like the typical size e^{L E log X/2}; as if
    /// no neuron were ever off, (E sqrt(chi^2_n/n))^L.
    enum class Decay { exact, none, typical, linear_network } decay = Decay::exact;
    double weights = 2;
};

/// Numbers of E|Y^1_L|, drawn as the mean of |Y^i_L| over the neurons.
struct Numbers {
    Enclosure mean;       ///< as stated
    Enclosure tolerance;  ///< a quarter of the separation
    Enclosure most, least;
    Enclosure centre;  ///< exact mean of the network that is drawn
    Enclosure square;  ///< its exact second moment
};

Enclosure stated_decay(const Facts& facts, std::int64_t width, std::int64_t layers) {
    switch (facts.decay) {
        case Facts::Decay::none:
            return 1;
        case Facts::Decay::typical:
            return exp(law::log_moments(width).mean * layers / 2);
        case Facts::Decay::linear_network:
            // E chi_n/sqrt n = sqrt(2/n) Gamma((n+1)/2)/Gamma(n/2).
            return exp(layers * (log(Enclosure::ratio(2, width)) / 2 + precise::log_gamma_half(width + 1) -
                                 precise::log_gamma_half(width)));
        case Facts::Decay::exact:
            break;
    }
    return exp(layers * log(law::mean_root(width)));
}

Numbers numbers_at(const Cell& cell, const Facts& facts) {
    const std::int64_t width = cell.width;
    const std::int64_t layers = cell.layer();
    const Enclosure q0 = Enclosure::exactly(cell.inputs.second_moment(0));
    const Enclosure two_over_pi = 2 / Enclosure::pi();
    const Enclosure root = sqrt(two_over_pi * q0);
    Numbers numbers;
    numbers.mean = root * stated_decay(facts, width, layers);
    numbers.tolerance = law::separation(width, layers, q0) / 4;
    numbers.most = numbers.mean + numbers.tolerance;
    numbers.least = numbers.mean - numbers.tolerance;
    // Weights of variance w/n scale Y_L by (w/2)^{L/2}. Given the past the neurons are independent N(0, S)
    // with E S = q0 (w/2)^L, so E (mean |Y|)^2 = E S (2/pi + (1 - 2/pi)/n).
    const Enclosure scale =
        facts.weights == 2 ? Enclosure(1) : exp(layers * log(Enclosure::exactly(facts.weights) / 2));
    numbers.centre = root * sqrt(scale) * exp(layers * log(law::mean_root(width)));
    numbers.square = q0 * scale * (two_over_pi + (1 - two_over_pi) / width);
    return numbers;
}

Test separated(const Facts& facts) {
    const Memo<Numbers> numbers([facts](const Cell& cell) { return numbers_at(cell, facts); });
    const Quantity<PreciseNetworkView> magnitude{
        nonnegative("mean |Y|"), [](const PreciseNetworkView& view, const Cell&) {
            return network::mean_witness<double>(view, network::Witness::absolute, 0);
        }};
    // The second moment is that of |Y|^2 alone, whatever the mean; "at least" is verified, and "at most"
    // refuted, without any.
    const auto beyond = [numbers](const CellNumber& level) {
        return moment_beyond(level, numbers.pick(&Numbers::centre), numbers.pick(&Numbers::square),
                             "resnet-commute, section 5.1: E |Y|^2, for means beyond the level");
    };
    const CellNumber most = numbers.pick(&Numbers::most);
    const CellNumber least = numbers.pick(&Numbers::least);
    return measuring(measure_networks(network::mlp().weights(facts.weights), {magnitude}))
        .within(numbers.pick(&Numbers::tolerance), numbers.pick(&Numbers::mean))
        .estimated_by("mean |Y|")
        .decided_by({mean("mean |Y|").at_most(most) | beyond(most),
                     mean("mean |Y|").at_least(least) | beyond(least)});
}

}  // namespace

LIMITCHECK_CLAIM("mlp/no-commutativity/law") {
    return claim()
        .title("One neuron of a plain MLP stays apart from the Gaussian of width-first")
        .states(
            R"(\Bigl|E|Y^1_L| - \sqrt{\tfrac{2q_0}{\pi}}\,(E\sqrt X)^L\Bigr| \le \tfrac14 S,\quad )"
            R"(S = \sqrt{\tfrac{2q_0}{\pi}}\,\bigl(1 - (E\sqrt X)^L\bigr) \le )"
            R"(W_1\bigl(\mathrm{law}(Y^1_L), N(0, q_0)\bigr))",
            "E|Y^1_L| is within S/4 of sqrt(2 q0/pi) (E sqrt X)^L, S = sqrt(2 q0/pi) (1 - (E sqrt X)^L), X = "
            "(2/n) chi^2_Bin(n,1/2), E sqrt X = 1 - 5/(8n) + O(1/n^2); so the law of Y^1_L is at least 3S/4 "
            "(and by the exact mean S) in W1 from N(0, q0), its limit when width grows first")
        .from(theorems::mlp_norm::theorem())
        .over(cells()
                  .width(16, 128)
                  .depth(2, 1024)
                  .inputs({"one", "one:4"})
                  .limit(
                      [](const Cell& cell) {
                          const std::uint64_t n = cell.width;
                          return 8 * std::uint64_t{cell.depth} >= n && cell.depth <= 8 * n;
                      },
                      "L between n/8 and 8 n (below, the separation is small against a draw's spread)"))
        .tests(separated({}))
        .falsified_by("the size of Y is its typical size: the spread of its logarithm is forgotten",
                      "E|Y| 15 % too small at L = n/4", 0.15, separated({.decay = Facts::Decay::typical}),
                      {"n=64,L=16,t=1"})
        .falsified_by("width first: the law is N(0, q0)", "E|Y| 17 % too large at L = n/4", 0.17,
                      separated({.decay = Facts::Decay::none}), {"n=64,L=16,t=1"})
        .falsified_by("no neuron is ever off", "E|Y| shrinks like e^{-L/(4n)} in place of e^{-5L/(8n)}", 0.46,
                      separated({.decay = Facts::Decay::linear_network}), {"n=64,L=64,t=1"})
        .falsified_by("weights of variance 1/n", "E|Y| halves every two layers", 1.0,
                      separated({.weights = 1}), {"n=64,L=16,t=1"});
}
