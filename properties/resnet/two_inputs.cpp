#include "two_inputs.hpp"

#include "limitcheck/theorems/covariance_limit/bounds.hpp"
#include "limitcheck/theorems/covariance_limit/kernel.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"

namespace limitcheck::properties {

namespace covariance = theorems::covariance_limit;
namespace gaussian = theorems::gaussian_limit;

Enclosure initial_correlation(const Inputs& inputs) {
    require(inputs.count() == 2, "initial_correlation: two inputs");
    const Enclosure c = Enclosure::exactly(inputs.gram(0, 1)) / covariance_scale_of(inputs);
    // A rounded product of vectors may stick out by an ulp; the network's root of the matrix then takes +-1.
    return min(max(c, Enclosure(-1)), Enclosure(1));
}

Enclosure covariance_scale_of(const Inputs& inputs) {
    return covariance::covariance_scale(Enclosure::exactly(inputs.second_moment(0)),
                                        Enclosure::exactly(inputs.second_moment(1)));
}

TwoInputNumbers two_input_numbers(const Cell& cell, const TwoInputFacts& facts) {
    const std::int64_t layer = cell.layer();
    const Enclosure t = Enclosure::ratio(cell.time.billionths(), Time::unit);
    const Enclosure c0 = initial_correlation(cell.inputs);
    const Enclosure scale = covariance_scale_of(cell.inputs);
    const auto branches = theorems::Branches::inverse_root(cell.depth);
    // The theorem at q0 = 1, of the network that it speaks of.
    const covariance::CovarianceChain pair(cell.width, branches, c0, covariance::SamplingBound::refined,
                                           layer);
    const gaussian::ResidualChain norms(gaussian::width_constants(cell.width), branches, 1, layer);

    // |C - q_t c_t| <= |C - q_l c_l| + |q_l c_l - q(l/L) c(l/L)| + |q(l/L) c(l/L) - q_t c_t|, the last where
    // tL is no integer (docs/theory/resnet-commute, sections 3.1 and 3.2); likewise the correlation, whose
    // flow has speed at most (f(c0) - c0)/2.
    const bool hits = cell.time.hits_layer(cell.depth);
    Enclosure covariance_depth = covariance::covariance_depth_error(c0, branches, layer);
    Enclosure correlation_depth = covariance::correlation_depth_error(c0, branches, layer);
    if (!hits) {
        covariance_depth += covariance::covariance_floor_error(t, cell.depth);
        correlation_depth += covariance::kernel_defect(1 - c0) / 2 / cell.depth;
    }

    TwoInputNumbers numbers;
    const Enclosure speed = Enclosure::ratio(facts.speed_hundredths, 100);
    numbers.correlation = facts.speed_hundredths == 0 ? c0 : covariance::limit_correlation(c0, t, speed);
    numbers.covariance = gaussian::limit_variance(t, scale, Enclosure::ratio(facts.growth_hundredths, 100)) *
                         numbers.correlation;
    numbers.covariance_l1 = scale * (covariance::covariance_l1(pair, layer) + covariance_depth);
    numbers.covariance_square = square(scale * (covariance::covariance_l2(pair, layer) + covariance_depth));
    numbers.trivial_covariance =
        scale * gaussian::limit_variance(t) * (1 + abs(covariance::limit_correlation(c0, t)));
    Enclosure l1 = covariance::correlation_l1_by_norms(pair, norms, layer);
    if (cell.width > 4) {
        l1 = min(l1, covariance::correlation_l1(pair, layer));
    }
    numbers.correlation_l1 = l1 + correlation_depth;
    numbers.correlation_square = square(covariance::correlation_l2(pair, norms, layer) + correlation_depth);
    numbers.trivial_correlation = 1 + abs(covariance::limit_correlation(c0, t));
    return numbers;
}

}  // namespace limitcheck::properties
