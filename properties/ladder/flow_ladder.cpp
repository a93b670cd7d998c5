// The ladder on the flow of the correlation. The effect of a wrong flow is of order t and the noise of the
// drifts of order t^{3/2}, so it is tried at t = 1/16 against the chain of the same depth. The draw's second
// moment and the bias of E C_l are the theorem's: the refutations are given 3.1.
#include <fmt/format.h>

#include "ladder/ladders.hpp"
#include "ladder/stated_mean.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/theorems/covariance_limit/bounds.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"

namespace limitcheck::properties {

namespace {

namespace covariance = theorems::covariance_limit;

/// What is certified of the network that is drawn, at a cell with two inputs of norm 1.
struct Pair {
    Enclosure q;             ///< q_l
    Enclosure covariance;    ///< q_l c_l
    Enclosure bias;          ///< >= |E C_l - q_l c_l|
    Enclosure drift_square;  ///< >= E X^2
};

Pair pair_at(const Cell& cell) {
    const auto branches = theorems::Branches::inverse_root(cell.depth);
    const auto c0 = Enclosure::exactly(cell.inputs.gram(0, 1));
    const std::int64_t l = cell.layer();
    // The refined bound is sharper in the mean, the one by correlation in the square.
    const covariance::CovarianceChain refined(cell.width, branches, c0, covariance::SamplingBound::refined,
                                              l);
    const covariance::CovarianceChain other(cell.width, branches, c0,
                                            covariance::SamplingBound::by_correlation, l);
    return {refined.at(l).q, covariance::covariance(refined, l),
            min(covariance::covariance_bias(refined, l), covariance::covariance_bias(other, l)),
            min(covariance::covariance_drift_second_moment(refined, l),
                covariance::covariance_drift_second_moment(other, l))};
}

}  // namespace

EffectLadder covariance_flow() {
    const Memo<Pair> pair(pair_at);
    const auto stated = [pair](const Cell& cell, const Enclosure& d) {
        const Enclosure c =
            covariance::chain_correlation(Enclosure::exactly(cell.inputs.gram(0, 1)),
                                          theorems::Branches::inverse_root(cell.depth), cell.layer(), 1 + d);
        const auto known = pair(cell);
        return StatedMean{known->q * c - known->bias, known->q * c + known->bias};
    };
    EffectLadder ladder;
    ladder.name = "covariance-flow";
    ladder.title = "The correlation flows at (1+d)(f(c)-c)/2";
    ladder.statement =
        "|E C_l - q_l c_l| <= b, c_l = c_(l-1) + (1+d) h (f(c_(l-1)) - c_(l-1)) with h = 1/(2L+1), b the "
        "bias bound of "
        "E C_l";
    ladder.given = "3.1";
    ladder.test = [pair, stated](const Enclosure& d) {
        const std::string x = "drift of C less the chain's";
        return mean_test(
            measure_coupled(network::resnet(), {drift_difference(0, 1, x)}, layers_before_time), x,
            [stated, d](const Cell& cell) { return stated(cell, d); }, pair.pick(&Pair::covariance),
            pair.pick(&Pair::drift_square), "resnet-commute, section 3.1: drifts");
    };
    // Measured: the root of the certified bound is 25 times too large and more.
    ladder.likely = [pair](const Cell& cell) {
        return LikelyDraw{0, pair(cell)->drift_square.upper() / 100, 1};
    };
    for (int power = 6; power <= 21; ++power) {
        ladder.cells.push_back(fmt::format("n={},L=64,t=0.0625,inputs=pair:-0.9", 1 << power));
    }
    ladder.quick = {"0.05", "0.01"};
    ladder.standard = {"0.005", "0.001"};
    ladder.deep = {"0.005", "0.0005"};
    return ladder;
}

}  // namespace limitcheck::properties
