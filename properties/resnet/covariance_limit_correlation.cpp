// The correlation of two inputs in a wide, deep residual network is near its limit in the mean:
// E |rho_l - c_t| is at most the smaller of two explicit bounds plus the depth error, where dc/dt =
// (f(c) - c)/2 (docs/theory/resnet-commute, sections 3.1 and 3.2, "The correlation, tighter").
//
// The draw is |rho_l - c_t|, which lies in [0, 2]: up to n = 256 both sides bet on a bounded mean and need no
// moment; beyond, the certified second moment decides with fewer networks.
#include "figures/covariance_figures.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/covariance_limit/statement.hpp"
#include "pair_quantities.hpp"
#include "two_inputs.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;

/// Up to this width the range of the draw says more than its second moment.
constexpr std::uint32_t bounded_width = 256;

Test correlation(const TwoInputFacts& facts) {
    const Memo<TwoInputNumbers> numbers([facts](const Cell& cell) { return two_input_numbers(cell, facts); });
    const CellNumber bound = numbers.pick(&TwoInputNumbers::correlation_l1);
    const CellNumber limit = numbers.pick(&TwoInputNumbers::correlation);
    Measurement measurement = measure_networks(
        facts.network, {distance_from<NetworkView>(limit, correlation_of_pair(), "|rho - c_t|")});
    measurement.observables = [inner = measurement.observables](const Cell& cell) {
        std::vector<Observable> all = inner(cell);
        all.front().most = cell.width <= bounded_width ? 2 : 0;
        return all;
    };
    return measuring(std::move(measurement))
        .about(limit)
        .at_most(bound)
        .trivially(numbers.pick(&TwoInputNumbers::trivial_correlation))
        .estimated_by("|rho - c_t|")
        .decided_by({mean("|rho - c_t|").at_most(bound) |
                     second_moment(numbers.pick(&TwoInputNumbers::correlation_square),
                                   "resnet-commute, section 3.1: the correlation in L2")});
}

}  // namespace

LIMITCHECK_CLAIM("resnet/covariance-limit/correlation") {
    return claim()
        .title("The correlation of two inputs in a wide, deep ResNet follows dc/dt = (f(c) - c)/2")
        .states(R"(E\,\bigl|\hat\rho_l - c_t\bigr| \le B_l(n) + \tfrac{f(c_0)-c_0}{4}\,\tfrac tL,\quad )"
                R"(\dot c = \tfrac12(f(c)-c),\quad B_l(n) = O(1/\sqrt n))",
                "E |rho_l - c_t| <= B_l(n) + (f(c0) - c0) t/(4L) at l = tL, and (f(c0) - c0)/(2L) more at "
                "l = floor(tL) where tL is no integer; B_l(n) = O(1/sqrt n) is the smaller of the two "
                "explicit bounds "
                "of section 3.1, rho_l = C_l/sqrt(Q_l(a) Q_l(b)), dc/dt = (f(c) - c)/2, whatever the inputs' "
                "norms")
        .from(theorems::covariance_limit::theorem())
        .over(cells().width(4, 65536).depth(1, 4096).time("0", "1").inputs(pair_ids()).takes_data(2))
        .tests(correlation({}))
        .falsified_by("the flow is a quarter too fast", "rate 5/8 in place of 1/2", 0.25,
                      correlation({.speed_hundredths = 125}), {"n=32768,L=32,t=1,inputs=pair:-0.9"})
        .falsified_by("the flow has half its rate", "limit -0.694 in place of -0.524 at t = 1", 0.5,
                      correlation({.speed_hundredths = 50}), {"n=8192,L=32,t=1,inputs=pair:-0.9"})
        .falsified_by("the flow without its factor 1/2", "limit -0.256 in place of -0.524 at t = 1", 1.0,
                      correlation({.speed_hundredths = 200}), {"n=2048,L=16,t=1,inputs=pair:-0.9"})
        .falsified_by("the correlation does not flow", "limit -0.9 in place of -0.524 at t = 1", 1.0,
                      correlation({.speed_hundredths = 0}), {"n=1024,L=64,t=1,inputs=pair:-0.9"})
        .shows(correlation_along_depth());
}
