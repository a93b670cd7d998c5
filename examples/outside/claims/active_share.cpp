// Half of the neurons of a plain ReLU network are active. Written over Eigen matrices: the project links to
// Eigen3::Eigen (CMakeLists.txt).
#include "limitcheck/claim/matrices.hpp"
#include "limitcheck/claim/registry.hpp"

namespace {

using namespace limitcheck;
using precise::Enclosure;

/// The statement with this share in place of 1/2.
Test share_is(Enclosure share) {
    const auto constant = [](const Enclosure& number) -> CellNumber {
        return [number](const Cell&) { return number; };
    };
    // The share lies in [0, 1]: no moment is needed.
    return measuring(measure_matrices(network::mlp(), layer_at_time, {bounded("active share", 1)},
                                      [](const Cell&, const NetworkMatrices& network, std::span<double> out) {
                                          const auto active = network.pre(0).col(0).array() > 0;
                                          out[0] = active.cast<double>().mean();
                                      }))
        .within(constant(Enclosure::ratio(1, 20)), constant(share))
        .of("active share");
}

theorems::Theorem source() {
    theorems::Theorem theorem;
    theorem.id = "example/active-share";
    theorem.title = "Half of the neurons of a plain ReLU network are active";
    theorem.source = {"this example", "", "given the layer below, the neurons are independent N(0, S)"};
    theorem.hypotheses = {"ReLU activation", "weights independent N(0, 2/n)", "no skip connection"};
    return theorem;
}

}  // namespace

LIMITCHECK_CLAIM("example/active-share") {
    return claim()
        .title("Half of the neurons of a plain ReLU network are active")
        .states(R"(\bigl|E\,\tfrac1n\#\{i: Y^i_L > 0\} - \tfrac12\bigr| \le \tfrac1{20})",
                "the mean share of active neurons at layer L is within 1/20 of 1/2")
        .from(source())
        .over(cells().width(16, 128).depth(1, 32))
        .tests(share_is(Enclosure::ratio(1, 2)))
        .falsified_by("three neurons of five are active", "the share 20 % too large", 0.2,
                      share_is(Enclosure::ratio(3, 5)), {"n=32,L=8,t=1"})
        .falsified_by("two neurons of three are active", "the share a third too large", 0.33,
                      share_is(Enclosure::ratio(2, 3)), {"n=32,L=8,t=1"});
}
