// The norm of a wide, deep residual network is near its limit in the mean: E |Q_l - q_t| is at most
// q_l sqrt(2/n) + 2 sqrt(q_l Db_l) + Db_l plus the depth error, Q = |Y|^2/n, q_t = q0 e^{t/2}.
//
// The draw is |Q_l - q_t| itself. Verified with the certified second moment of Q_l - q_t, refuted without any
// moment (docs/theory/statistics-of-verdicts, "Which draw").
#include "figures/covariance_figures.hpp"
#include "ladder/ladders.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/covariance_limit/statement.hpp"
#include "one_input.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;

Test norm(const OneInputFacts& facts) {
    const Memo<OneInputNumbers> numbers([facts](const Cell& cell) { return one_input_numbers(cell, facts); });
    const CellNumber bound = numbers.pick(&OneInputNumbers::norm_l1);
    const CellNumber limit = numbers.pick(&OneInputNumbers::limit);
    return measuring(measure_networks(
                         facts.network,
                         {distance_from<NetworkView>(limit, second_moment_of<NetworkView>(0), "|Q - q_t|")}))
        .about(limit)
        .at_most(bound)
        .trivially(numbers.pick(&OneInputNumbers::trivial_norm_l1))
        .estimated_by("|Q - q_t|")
        .decided_by({mean("|Q - q_t|").at_most(bound) |
                     second_moment([numbers](const Cell& cell) { return square(numbers(cell)->norm_l2); },
                                   "resnet-commute, section 2.4: the norm in L2")});
}

}  // namespace

LIMITCHECK_CLAIM("resnet/covariance-limit/norm") {
    return claim()
        .title("The norm of a wide, deep ResNet is near q0 e^(t/2)")
        .states(
            R"(E\,\bigl|Q_l - q_0 e^{t/2}\bigr| \le q_l\sqrt{2/n} + 2\sqrt{q_l \bar D_l} + \bar D_l )"
            R"(+ q_0 e^{t/2}\,\tfrac{t}{8L},\quad l = tL)",
            "E |Q_l - q0 e^(t/2)| <= q_l sqrt(2/n) + 2 sqrt(q_l Db_l) + Db_l + q0 e^(t/2) t/(8L) at l = tL, "
            "and q0 e^(t/2)/(2L) more at l = floor(tL) where tL is no integer; Q_l = |Y_l|^2/n")
        .from(theorems::covariance_limit::theorem())
        .over(cells()
                  .width(2, 65536)
                  .depth(1, 4096)
                  .time("0", "1")
                  .inputs({"one", "one:0.25", "one:50"})
                  .takes_data(1))
        .tests(norm({}))
        .falsified_by("variance grows as e^(t/4)", "limit 22 % too small at t = 1", 0.22,
                      norm({.growth_hundredths = 25}), {"n=2048,L=8,t=1"})
        .falsified_by("variance grows as e^t", "limit 65 % too large at t = 1", 0.65,
                      norm({.growth_hundredths = 100}), {"n=512,L=8,t=1"})
        .falsified_by("weights of variance 2/n", "norm e^t in place of e^(t/2), 65 % more", 0.65,
                      norm({.network = network::resnet().weights(2.0)}), {"n=256,L=8,t=1"})
        .falsified_by("branches not scaled", "the norm grows as (3/2)^L", 14.5,
                      norm({.network = network::resnet().branch(network::constant(1.0))}), {"n=64,L=8,t=1"})
        .measured_by(variance_growth())
        .measured_by(branch_scale())
        .shows(norm_along_depth());
}
