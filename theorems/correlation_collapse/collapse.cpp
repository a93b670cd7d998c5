// The recursion, the closed enclosure, and the measured table.
#include "limitcheck/theorems/correlation_collapse/collapse.hpp"

#include <array>
#include <stdexcept>
#include <string>

#include "limitcheck/theorems/covariance_limit/kernel.hpp"

namespace limitcheck::theorems::correlation_collapse {

using covariance_limit::defect_constant;
using covariance_limit::kernel_defect;

Orbit::Orbit(const Enclosure& defect) : defect_(defect) {
    if (!Enclosure::between(0, 2).contains(defect)) {
        throw std::domain_error("Orbit: 1 - c = " + to_string(defect) + " is not within [0, 2]");
    }
}

void Orbit::step() {
    // e -> e - kernel_defect(e) is nondecreasing and 1-Lipschitz: the image of the middle, widened by the
    // distance to it. The width never grows but by rounding relative to e, which shrinks like l^-2.
    const Enclosure middle = defect_.middle();
    const Enclosure next = middle - kernel_defect(middle) + (defect_ - middle);
    defect_ =
        certainly_at_most(Enclosure(0), next) == precise::Certainty::yes ? next : max(next, Enclosure(0));
    ++layer_;
}

void Orbit::advance_to(std::int64_t l) {
    if (l < layer_) {
        throw std::logic_error("Orbit: layer " + std::to_string(l) + " is behind layer " +
                               std::to_string(layer_));
    }
    while (layer_ < l) {
        step();
    }
}

Enclosure defect_after(const Enclosure& c0, std::int64_t layers) {
    Orbit orbit(1 - c0);
    orbit.advance_to(layers);
    return orbit.defect();
}

Enclosure psi(const Enclosure& e) { return kernel_defect(e) / (e * sqrt(e)); }

Enclosure kappa(Bits bits) { return (1 / (2 * sqrt(Enclosure(2, bits))) - defect_constant(bits)) / 2; }

Enclosure asymptote(std::int64_t l, const Enclosure& factor) {
    return factor * 9 * square(Enclosure::pi(factor.bits())) / 2 / square(Enclosure(l, factor.bits()));
}

CollapseBound::CollapseBound(const Enclosure& c0) : k_(defect_constant(c0.bits())) {
    const Enclosure e0 = 1 - c0;
    if (!e0.is_positive()) {
        throw std::domain_error("CollapseBound: c0 = " + to_string(c0) + " is not certainly below 1");
    }
    x0_ = 1 / sqrt(e0);
    const Enclosure psi0 = psi(e0);
    const Enclosure y0 = psi0 * sqrt(e0);
    // G0 y0^2 = (1-y0)^{-1/2} - 1 - y0/2 and A0 = G0 psi0^2, so A0 = (...)/e0.
    a0_ = (1 / sqrt(1 - y0) - 1 - y0 / 2) / e0;
    b0_ = (psi0 - k_) / (2 * e0);
}

Enclosure CollapseBound::root_least(std::int64_t l) const { return x0_ + k_ * l / 2; }

Enclosure CollapseBound::root_most(std::int64_t l) const {
    return root_least(l) + a0_ * (1 / x0_ + 2 / k_ * log1p(k_ * l / (2 * x0_))) +
           b0_ * (1 / square(x0_) + 2 / (k_ * x0_));
}

Enclosure CollapseBound::defect(std::int64_t l) const {
    return Enclosure::hull(1 / square(root_most(l)), 1 / square(root_least(l)));
}

std::span<const MeasuredCollapse> measured_collapse() {
    static constexpr std::array<MeasuredCollapse, 4> table{{{1, "0.42899", "0.64324"},
                                                            {2, "0.37476", "0.69810"},
                                                            {4, "0.29460", "0.76823"},
                                                            {8, "0.19361", "0.84957"}}};
    return table;
}

Enclosure measured_collapse_error() { return Enclosure::decimal("2e-5"); }

Enclosure finite_width_allowance(std::int64_t n) { return log(Enclosure(n)) / n; }

Enclosure joint_mean_level() { return Enclosure::ratio(2, 5); }

Enclosure joint_probability_level() { return Enclosure::ratio(11, 20); }

}  // namespace limitcheck::theorems::correlation_collapse
