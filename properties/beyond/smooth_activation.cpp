// A smooth activation at branch scale L^{-1/2}: the second moment of a tanh residual network follows its own
// flow q' = E tanh(sqrt(q) Z)^2, at rate 1/sqrt n + 1/L.
//
// Proved (docs/claims/beyond-smooth-activation): the coupling of docs/theory/resnet-commute, sections 2.1
// and 2.4, for any phi with |phi(x) - phi(y)| <= |x - y| and |phi| <= 1. Only the sampling error of one layer
// changes: with s^2 = k(q), E (rt - s)^2 <= (1 - s^2)/n. Rigor: interval; k by certified quadrature.
#include <cmath>
#include <optional>

#include "limitcheck/claim/memo.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "tanh_kernel.hpp"

namespace {

using namespace limitcheck;
using properties::Enclosure;

/// What the claim takes for true; a falsification changes one fact.
struct Facts {
    std::optional<Enclosure> exponential = {};  ///< the limit is e^{this t} instead of the flow's
    double branch = -0.5;                       ///< branch scale L^{this}, of the network that is drawn
};

struct Numbers {
    Enclosure limit;    ///< as stated
    Enclosure bound;    ///< >= E |Q_l - q(t)|
    Enclosure square;   ///< >= E (Q_l - q(t))^2, of the true network
    Enclosure trivial;  ///< q_l + q(t)
};

Numbers numbers_at(const Cell& cell, const Facts& facts) {
    const std::int64_t n = cell.width;
    const Enclosure step = Enclosure::ratio(1, cell.depth);
    const Enclosure t = Enclosure::ratio(cell.time.billionths(), Time::unit);
    const Enclosure kappa = 1 + Enclosure::ratio(2, n);
    Enclosure q = 1;
    Enclosure coupling = 0;
    Enclosure coupling_rms = 0;
    for (std::uint32_t layer = 1; layer <= cell.layer(); ++layer) {
        const Enclosure s_square = properties::tanh_kernel(q);
        const Enclosure rest = 1 - s_square;
        const Enclosure sampling = sqrt(rest / n);
        const Enclosure sampling_four = sqrt(sqrt((3 * square(rest) + rest / (s_square * n)) / (n * n)));
        coupling = coupling + step * square(sqrt(coupling) + sampling);
        coupling_rms = coupling_rms + kappa * step * square(sqrt(coupling_rms) + sampling_four);
        q = q + step * s_square;
    }
    const Enclosure flow = properties::tanh_flow(t);
    const Enclosure depth_error =
        (expm1(t) / 2 + (cell.time.hits_layer(cell.depth) ? Enclosure(0) : Enclosure(1))) * step;
    Numbers numbers;
    numbers.limit = facts.exponential ? exp(*facts.exponential * t) : flow;
    const Enclosure start = q * sqrt(Enclosure::ratio(2, n));
    numbers.bound = start + 2 * sqrt(q * coupling) + coupling + depth_error;
    const Enclosure rms = start + 2 * sqrt(q * sqrt(kappa) * coupling_rms) + coupling_rms + depth_error;
    // R <= 1 gives E Q_l <= 1 + l/L and E Q_l^2 <= (1 + 2/n)(1 + l/L)^2; and E Q_l >= 1.
    const Enclosure crude =
        kappa * square(1 + Enclosure::ratio(cell.layer(), cell.depth)) - 2 * flow + square(flow);
    numbers.square = min(square(rms), crude);
    numbers.trivial = q + flow;
    return numbers;
}

Test follows_flow(const Facts& facts) {
    const Memo<Numbers> numbers([facts](const Cell& cell) { return numbers_at(cell, facts); });
    const CellNumber bound = numbers.pick(&Numbers::bound);
    const CellNumber limit = numbers.pick(&Numbers::limit);
    return measuring(measure_networks(
                         network::resnet().activation(network::tanh()).branch(network::power(facts.branch)),
                         {distance_from<NetworkView>(limit, second_moment_of<NetworkView>(0), "|Q - q(t)|")}))
        .about(limit)
        .at_most(bound)
        .trivially(numbers.pick(&Numbers::trivial))
        .estimated_by("|Q - q(t)|")
        .decided_by({mean("|Q - q(t)|").at_most(bound) |
                     second_moment(numbers.pick(&Numbers::square), "docs/claims/beyond-smooth-activation")});
}

theorems::Theorem source() {
    theorems::Theorem theorem;
    theorem.id = "beyond/smooth-activation";
    theorem.title = "The second moment of a tanh residual network follows its own flow";
    theorem.source = {"this project's own statement", "", "docs/claims/beyond-smooth-activation"};
    theorem.hypotheses = {"tanh activation", "weights independent N(0, 1/n)", "branch scale L^{-1/2}",
                          "one input, q0 = 1", "any width n >= 1 and depth L >= 1"};
    theorem.assumptions = {
        "paper-proof: the coupling and its propagation through the layers are proved by hand, in "
        "docs/claims/beyond-smooth-activation"};
    theorem.lemmas = {"gaussian/fourth-moment-step"};
    return theorem;
}

}  // namespace

LIMITCHECK_CLAIM("beyond/smooth-activation") {
    return claim()
        .title("The second moment of a tanh residual network follows the flow of its own kernel")
        .states(
            R"(E|Q_{\lfloor tL \rfloor} - q(t)| \le C(t)/\sqrt n + C'(t)/L,\quad q' = E\tanh(\sqrt q\,Z)^2,\ q(0) = 1)",
            "E |Q - q(t)| at layer floor(tL) is at most q_l sqrt(2/n) + 2 sqrt(q_l D_l) + D_l + (e^t - "
            "1)/(2L) (and "
            "1/L more where tL is no integer), where q' = E tanh(sqrt(q) Z)^2, q(0) = 1, and D_l is of order "
            "1/n")
        .from(source())
        .over(cells().width(1, 65536).depth(1, 4096).time("0", "1").inputs({"one"}))
        .tests(follows_flow({}))
        .falsified_by("the flow of ReLU, e^{t/2}", "limit 16 % too large at t = 1", 0.16,
                      follows_flow({.exponential = Enclosure::ratio(1, 2)}), {"n=16384,L=32,t=1"})
        .falsified_by("the flow of the tangent, e^t", "limit 91 % too large at t = 1", 0.91,
                      follows_flow({.exponential = Enclosure(1)}), {"n=256,L=16,t=1"})
        .falsified_by("branch scale 1/L", "the second moment stays 1, 30 % below its limit", 0.30,
                      follows_flow({.branch = -1}), {"n=4096,L=64,t=1"});
}
