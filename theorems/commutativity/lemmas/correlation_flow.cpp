// The reference values of the correlation flow, proved where this file is compiled.
#include "limitcheck/theorems/commutativity/lemmas/correlation_flow.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

/// The table against Runge and Kutta's method for dc/dt = (f(c) - c)/2 itself.
double flow_gap() {
    double gap = 0;
    for (const commutativity::proved::ReferenceRow& row : commutativity::proved::reference_flow) {
        const auto number = [](const proof::Decimal& d) {
            return static_cast<double>(d.digits) * std::pow(10, d.exponent);
        };
        double c = number(row.start);
        const auto rate = [](double x) { return (check::f(x) - x) / 2; };
        const int stops[] = {200, 1000, 2000};
        int at = 0;
        for (int k = 0; k < 3; ++k) {
            for (; at < stops[k]; ++at) {
                const double h = 1.0 / 2000;
                const double k1 = rate(c);
                const double k2 = rate(c + h / 2 * k1);
                const double k3 = rate(c + h / 2 * k2);
                c += h / 6 * (k1 + 2 * k2 + 2 * k3 + rate(c + h * k3));
            }
            gap = std::max(gap, std::fabs(c - number(row.correlation[k])));
            gap = std::max(gap, std::fabs(c * std::exp(stops[k] / 4000.0) - number(row.covariance[k])));
        }
    }
    return gap;
}

}  // namespace

std::span<const proof::LemmaRecord> commutativity_flow_lemmas() {
    using namespace commutativity;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<reference_row<0>>(flow_gap), proof::proved<reference_row<1>>(flow_gap),
        proof::proved<reference_row<2>>(flow_gap), proof::proved<reference_row<3>>(flow_gap),
        proof::proved<reference_row<4>>(flow_gap), proof::proved<reference_row<5>>(flow_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
