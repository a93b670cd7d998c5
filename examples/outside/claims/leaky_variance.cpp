// Leaky ReLU residual networks: the variance grows as e^{(1 + s^2) t/2}. The example that
// docs/adding-a-claim.md walks through.
#include "limitcheck/claim/infinite_width.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"

namespace {

using namespace limitcheck;
using precise::Enclosure;

const network::Activation activation = network::leaky_relu(0.5);

/// E phi(g)^2 of a standard normal g: (1 + s^2)/2 = 5/8.
Enclosure kernel() { return infinite_width_kernel(activation, 1); }

Enclosure inputs_moment(const Cell& cell) { return Enclosure::exactly(cell.inputs.second_moment(0)); }

/// E Q_l at infinite width: q0 (1 + k/L)^l. Exact at every depth.
Enclosure chain(const Cell& cell) {
    return inputs_moment(cell) * pow(1 + kernel() / cell.depth, static_cast<int>(cell.layer()));
}

/// E Q_l^2 <= q0^2 (1 + 2/n) prod((1 + 2/n)(1 + 1/L)^2 - 2/n): |phi(y)| <= |y| is all that it needs.
Enclosure second_moment_bound(const Cell& cell) {
    const Enclosure kappa = 1 + Enclosure::ratio(2, cell.width);
    const Enclosure factor =
        kappa * square(1 + Enclosure::ratio(1, cell.depth)) - Enclosure::ratio(2, cell.width);
    return square(inputs_moment(cell)) * kappa * pow(factor, static_cast<int>(cell.layer()));
}

/// The statement with this growth rate in place of the true (1 + s^2)/2.
Test grows_at(Enclosure rate) {
    const CellNumber limit = [rate](const Cell& cell) {
        return inputs_moment(cell) * exp(rate * Enclosure::ratio(cell.time.billionths(), Time::unit));
    };
    const CellNumber tolerance = [limit](const Cell& cell) { return limit(cell) / 8; };
    // About the infinite-width value c: E (Q - c)^2 = E Q^2 - 2 c E Q + c^2, and E Q >= q0.
    const SecondMoment spread = second_moment_about(
        chain,
        [](const Cell& cell) {
            return second_moment_bound(cell) - 2 * chain(cell) * inputs_moment(cell) + square(chain(cell));
        },
        "docs/theory/resnet-commute, section 2.4: the crude bound of E Q^2, which needs |phi(y)| <= |y| "
        "alone");
    return measuring(
               measure_networks(network::resnet().activation(activation), {second_moment_of<NetworkView>(0)}))
        .within(tolerance, limit)
        .of("Q", spread);
}

theorems::Theorem source() {
    theorems::Theorem theorem;
    theorem.id = "example/leaky-variance";
    theorem.title = "Variance growth of leaky ReLU residual networks";
    theorem.source = {"this example", "", "docs/adding-a-claim.md"};
    theorem.hypotheses = {"leaky ReLU of slope 1/2", "weights independent N(0, 1/n)",
                          "branch scale L^{-1/2}"};
    return theorem;
}

}  // namespace

LIMITCHECK_CLAIM("example/leaky-variance") {
    return claim()
        .title("The variance of a leaky ReLU residual network grows as e^{(1 + s^2) t/2}")
        .states(
            R"(|E Q_{\lfloor tL \rfloor} - q_0 e^{(1+s^2)t/2}| \le \tfrac18 q_0 e^{(1+s^2)t/2},\quad s = \tfrac12)",
            "E Q at layer floor(tL) is within an eighth of q0 e^{5t/8}, for slope 1/2")
        .from(source())
        .over(cells().width(16, 128).depth(16, 128).time("0.25", "1"))
        .tests(grows_at(kernel()))
        .falsified_by("half the rate: e^{5t/16}", "limit variance 27 % too small at t = 1", 0.27,
                      grows_at(kernel() / 2), {"n=64,L=16,t=1"})
        .falsified_by("variance grows as e^{3t/8}", "limit variance 22 % too small at t = 1", 0.22,
                      grows_at(Enclosure::ratio(3, 8)), {"n=64,L=16,t=1"});
}
