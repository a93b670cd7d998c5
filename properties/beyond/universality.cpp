// Weights need not be Gaussian: networks with two-valued or uniform weights of the same variance grow as
// e^{t/2} too. Drawn weight by weight, at small width.
//
// What is proved: nothing of the statement, and all that the test needs. For symmetric independent weights of
// kurtosis at most 3, a neuron's increment g given the layer below has E g = E g^3 = 0, E g^2 = R/L and
// E g^4 <= 3 E(g^2)^2, so that the crude bound of E Q^2 (docs/theory/resnet-commute, section 2.4) holds as it
// does for Gaussian weights.
#include "limitcheck/claim/compose.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"

namespace {

using namespace limitcheck;
using precise::Enclosure;

constexpr const char* two_valued = "Q of two-valued weights";
constexpr const char* uniform = "Q of uniform weights";

/// What the claim takes for true; a falsification changes one fact.
struct Facts {
    int growth_hundredths = 50;  ///< q0 e^{growth t}
    double weights = 1;          ///< n times a weight's variance, of the networks that are drawn
};

Enclosure q0(const Cell& cell) { return Enclosure::exactly(cell.inputs.second_moment(0)); }

Enclosure limit(const Cell& cell, int growth_hundredths) {
    const Enclosure t = Enclosure::ratio(cell.time.billionths(), Time::unit);
    return q0(cell) * exp(Enclosure::ratio(growth_hundredths, 100) * t);
}

/// E Q_l of infinitely wide networks with weights of variance w/n: q0 (1 + w/(2L))^l.
Enclosure centre(const Cell& cell, double weights) {
    return q0(cell) * pow(1 + Enclosure::exactly(weights) / (2 * std::int64_t{cell.depth}),
                          static_cast<int>(cell.layer()));
}

/// E (Q_l - centre)^2 = E Q^2 - 2 centre E Q + centre^2, with E Q^2 by the crude bound and E Q >= q0.
Enclosure spread(const Cell& cell, double weights) {
    const Enclosure kappa = 1 + Enclosure::ratio(2, cell.width);
    const Enclosure step = Enclosure::exactly(weights) / cell.depth;
    const Enclosure square_moment =
        square(q0(cell)) * kappa *
        pow(kappa * square(1 + step) - Enclosure::ratio(2, cell.width), static_cast<int>(cell.layer()));
    const Enclosure c = centre(cell, weights);
    return square_moment - 2 * c * q0(cell) + square(c);
}

Test growth(const Facts& facts) {
    const CellNumber target = [facts](const Cell& cell) { return limit(cell, facts.growth_hundredths); };
    const CellNumber tolerance = [target](const Cell& cell) { return target(cell) / 10; };
    const CellNumber most = [target](const Cell& cell) { return target(cell) * 11 / 10; };
    const CellNumber least = [target](const Cell& cell) { return target(cell) * 9 / 10; };
    const SecondMoment moment = second_moment_about(
        [facts](const Cell& cell) { return centre(cell, facts.weights); },
        [facts](const Cell& cell) { return spread(cell, facts.weights); },
        "docs/claims/beyond-universality: crude E Q^2 for symmetric weights of kurtosis at most 3");
    const network::Architecture architecture = network::resnet().weights(facts.weights);
    std::vector<Condition> conditions;
    for (const char* name : {two_valued, uniform}) {
        conditions.push_back(mean(name).at_most(most) | moment);
        conditions.push_back(mean(name).at_least(least) | moment);
    }
    return measuring(side_by_side({measure_dense(architecture, network::WeightLaw::rademacher,
                                                 {second_moment_of<NetworkView>(0, two_valued)}),
                                   measure_dense(architecture, network::WeightLaw::uniform,
                                                 {second_moment_of<NetworkView>(0, uniform)})}))
        .within(tolerance, target)
        .estimated_by(two_valued)
        .decided_by(std::move(conditions));
}

theorems::Theorem source() {
    theorems::Theorem theorem;
    theorem.id = "beyond/universality";
    theorem.title = "Weights that are not Gaussian have the same limit";
    theorem.source = {
        "this project's own statement, after Hayou and Yang (ICML 2023), where the limit is shown for "
        "Gaussian weights",
        "2302.00453", "docs/claims/beyond-universality"};
    theorem.hypotheses = {"ReLU activation", "weights independent, +-n^{-1/2} or uniform of variance 1/n",
                          "Gaussian input layer", "branch scale L^{-1/2}", "one input, q0 = 1"};
    theorem.assumptions = {
        "paper-proof: the second moment of Q for symmetric weights of kurtosis at most 3 is bounded by hand, "
        "in "
        "docs/claims/beyond-universality"};
    theorem.lemmas = {"gaussian/fourth-moment-step", "gaussian/neuron-fourth-moment"};
    return theorem;
}

}  // namespace

LIMITCHECK_CLAIM("beyond/universality") {
    return claim()
        .title("Residual networks with two-valued or uniform weights grow as those with Gaussian ones")
        .states(R"(|E Q_{\lfloor tL \rfloor} - q_0 e^{t/2}| \le \tfrac1{10} q_0 e^{t/2})",
                "for weights +-n^(-1/2), and for uniform weights of variance 1/n: E Q at layer floor(tL) is "
                "within a "
                "tenth of q0 e^(t/2)")
        .from(source())
        .over(cells()
                  .width(16, 64)
                  .depth(8, 64)
                  .time("0.125", "0.5")
                  .inputs({"one"})
                  .limit(
                      [](const Cell& cell) {
                          return std::uint64_t{cell.width} * cell.width * cell.depth <= 1U << 15U;
                      },
                      "n^2 L at most 2^15 (every weight is drawn)"))
        .tests(growth({}))
        .falsified_by("the variance does not grow", "limit variance 22 % too small at t = 1/2", 0.22,
                      growth({.growth_hundredths = 0}), {"n=32,L=16,t=0.5"})
        .falsified_by("variance grows as e^{9t/10}", "limit variance 22 % too large at t = 1/2", 0.22,
                      growth({.growth_hundredths = 90}), {"n=16,L=8,t=0.5"})
        .falsified_by("weights of variance 2/n", "variance e^t in place of e^(t/2), 28 % more at t = 1/2",
                      0.28, growth({.weights = 2}), {"n=32,L=16,t=0.5"});
}
