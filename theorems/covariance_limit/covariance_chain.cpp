// One step of each recursion; all right sides are taken at layer l-1.
#include "limitcheck/theorems/covariance_limit/covariance_chain.hpp"

#include <stdexcept>
#include <string>

#include "limitcheck/theorems/covariance_limit/kernel.hpp"
#include "limitcheck/theorems/covariance_limit/limit.hpp"

namespace limitcheck::theorems::covariance_limit {

namespace {

void require_width(std::int64_t n) {
    if (n < 1) {
        throw std::domain_error("width " + std::to_string(n) + " is not at least 1");
    }
}

Enclosure fourth_order(const Enclosure& chi_value, std::int64_t n) {
    return sqrt(3 * square(chi_value) + nu_most(chi_value.bits()) / n) / n;
}

}  // namespace

Enclosure sampling_error_uniform(std::int64_t n, Bits bits) {
    require_width(n);
    return chi_most(bits) / n;
}

Enclosure sampling_error_refined(std::int64_t n, Bits bits) {
    require_width(n);
    const Enclosure x = Enclosure::ratio(1, n, bits);
    const auto proven = [bits](const proof::Decimal& constant) { return proved_constant(constant, bits); };
    const Enclosure refined = x * (proven(proved::refined_first) +
                                   x * (proven(proved::refined_second) + x * proven(proved::refined_third)));
    return min(sampling_error_uniform(n, bits), refined);
}

Enclosure sampling_error_fourth(std::int64_t n, Bits bits) {
    require_width(n);
    return fourth_order(chi_most(bits), n);
}

CovarianceChain::CovarianceChain(std::int64_t n, const Branches& branches, const Enclosure& c0,
                                 SamplingBound sampling, std::int64_t last)
    : n_(n) {
    require_width(n);
    if (last > branches.depth()) {
        throw std::domain_error("CovarianceChain: layer " + std::to_string(last) + " is beyond the depth " +
                                std::to_string(branches.depth()));
    }
    const Bits bits = branches.bits();
    const Enclosure kappa = 1 + Enclosure::ratio(2, n, bits);
    const std::vector<Enclosure> correlations =
        chain_correlations(c0, branches, last < 0 ? branches.depth() : last);
    Enclosure second = sqrt(sampling == SamplingBound::refined ? sampling_error_refined(n, bits)
                                                               : sampling_error_uniform(n, bits));
    Enclosure fourth = sqrt(sampling_error_fourth(n, bits));
    const Enclosure post_root4 = sqrt(sqrt(1 + Enclosure::ratio(5, n, bits)));
    const Enclosure zero(0, bits);
    layers_.reserve(correlations.size());
    layers_.push_back({Enclosure(1, bits), correlations.front(), zero, zero, zero, zero});
    for (std::size_t l = 1; l < correlations.size(); ++l) {
        const CovarianceLayer& now = layers_.back();
        const Enclosure& step = branches.square(static_cast<std::int64_t>(l));
        if (sampling == SamplingBound::by_correlation) {
            const Enclosure chi_value = chi(now.c);
            second = sqrt(chi_value / n);
            fourth = sqrt(fourth_order(chi_value, n));
        }
        const Enclosure root_q = sqrt(now.q);
        const Enclosure root_coupling = sqrt(now.coupling);
        CovarianceLayer next{
            now.q * (1 + step / 2),
            correlations[l],
            now.coupling + step * square(root_coupling + second * root_q),
            now.coupling_rms + step * kappa * square(sqrt(now.coupling_rms) + fourth * root_q),
            now.bias + step * (root_q * root_coupling + now.coupling / 2),
            now.drift_rms + step * (root_q * post_root4 * sqrt(now.coupling_rms) + now.coupling_rms / 2)};
        layers_.push_back(std::move(next));
    }
}

const CovarianceLayer& CovarianceChain::at(std::int64_t l) const {
    if (l < 0 || l > last()) {
        throw std::logic_error("CovarianceChain: layer " + std::to_string(l) + " is not within 0.." +
                               std::to_string(last()));
    }
    return layers_[static_cast<std::size_t>(l)];
}

}  // namespace limitcheck::theorems::covariance_limit
