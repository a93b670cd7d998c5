// A false claim, on purpose: leaky ReLU residual networks grow as ReLU ones do, as e^{t/2}. What one gets who
// forgets the negative half. docs/adding-a-claim.md shows its report.
#include "limitcheck/claim/infinite_width.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"

namespace {

using namespace limitcheck;
using precise::Enclosure;

const network::Activation activation = network::leaky_relu(0.5);

Enclosure inputs_moment(const Cell& cell) { return Enclosure::exactly(cell.inputs.second_moment(0)); }

/// E Q_l at infinite width, of the networks that are drawn.
Enclosure chain(const Cell& cell) {
    const Enclosure growth = infinite_width_kernel(activation, 1);  // 5/8
    return inputs_moment(cell) * pow(1 + growth / cell.depth, static_cast<int>(cell.layer()));
}

/// E (Q_l - chain)^2, by the crude bound of E Q_l^2 and E Q_l >= q0.
Enclosure spread(const Cell& cell) {
    const Enclosure kappa = 1 + Enclosure::ratio(2, cell.width);
    const Enclosure factor =
        kappa * square(1 + Enclosure::ratio(1, cell.depth)) - Enclosure::ratio(2, cell.width);
    const Enclosure q0 = inputs_moment(cell);
    return square(q0) * kappa * pow(factor, static_cast<int>(cell.layer())) - 2 * chain(cell) * q0 +
           square(chain(cell));
}

Test grows_at(Enclosure rate) {
    const CellNumber limit = [rate](const Cell& cell) {
        return inputs_moment(cell) * exp(rate * Enclosure::ratio(cell.time.billionths(), Time::unit));
    };
    const CellNumber tolerance = [limit](const Cell& cell) { return limit(cell) / 16; };
    const SecondMoment moment = second_moment_about(
        chain, spread, "docs/theory/resnet-commute, section 2.4: the crude bound of E Q^2");
    return measuring(
               measure_networks(network::resnet().activation(activation), {second_moment_of<NetworkView>(0)}))
        .within(tolerance, limit)
        .of("Q", moment);
}

theorems::Theorem source() {
    theorems::Theorem theorem;
    theorem.id = "example/relu-growth";
    theorem.title = "Leaky ReLU residual networks grow as ReLU ones do";
    theorem.source = {"this example, and wrong", "", "docs/adding-a-claim.md"};
    theorem.hypotheses = {"leaky ReLU of slope 1/2", "weights independent N(0, 1/n)",
                          "branch scale L^{-1/2}"};
    return theorem;
}

}  // namespace

LIMITCHECK_CLAIM("example/relu-growth") {
    return claim()
        .title("The variance of a leaky ReLU residual network grows as e^{t/2}")
        .states(R"(|E Q_{\lfloor tL \rfloor} - q_0 e^{t/2}| \le \tfrac1{16} q_0 e^{t/2})",
                "E Q at layer floor(tL) is within a sixteenth of q0 e^{t/2}, for slope 1/2")
        .from(source())
        .over(cells().width(16, 128).depth(16, 128))
        .tests(grows_at(Enclosure::ratio(1, 2)))
        .falsified_by("variance grows as e^{t/4}", "limit variance 22 % smaller than stated at t = 1", 0.22,
                      grows_at(Enclosure::ratio(1, 4)), {"n=64,L=16,t=1"})
        .falsified_by("no growth at all", "limit variance 39 % smaller than stated at t = 1", 0.39,
                      grows_at(0), {"n=64,L=16,t=1"});
}
