// Width and depth limits of residual networks commute: along every order of growth the covariance stays
// inside its envelope, and the ends of two orders differ by at most the sum of their envelopes, measured
// directly (docs/theory/resnet-commute, sections 3.1 and 4).
//
// A cell is an order of growth; its points are networks of several sizes. All of them are driven by the same
// noise: normals of the neurons and layers that two sizes share are equal, so that ends of two orders are as
// close as a joint draw makes them. The inequality between the ends holds for any joint draw.
#include "figures/order_figures.hpp"
#include "growth_orders.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/commutativity/statement.hpp"
#include "order_measurement.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;

CellNumber always(const Enclosure& number) {
    return [number](const Cell&) { return number; };
}

Condition below(std::string observable, const Enclosure& level, const Enclosure& root) {
    return mean(std::move(observable)).at_most(always(level)) |
           second_moment(always(square(root)),
                         "resnet-commute, sections 3.1 and 4: ||C - K||_2 and the depth error");
}

Test commute(const GrowthFacts& facts) {
    const Memo<Growth> growth = growth_of(facts);
    return measuring(measure_order(facts.network, growth))
        .about([growth](const Cell& cell) { return growth(cell)->points.back().limit; })
        .at_most([growth](const Cell& cell) { return growth(cell)->points.back().envelope; })
        .trivially([growth](const Cell& cell) {
            const auto numbers = growth(cell);
            return numbers->says_something() ? numbers->points.back().trivial : Enclosure(0);
        })
        .estimated_by(end_observable)
        .decided_by([growth](const Cell& cell) {
            const auto numbers = growth(cell);
            std::vector<Condition> conditions;
            const std::size_t last = numbers->points.size() - 1;
            for (std::size_t i = 0; i <= last; ++i) {
                const GrowthPoint& point = numbers->points[i];
                conditions.push_back(below(point_observable(i, last), point.envelope, point.root));
            }
            if (const auto& other = numbers->exchanged) {
                const GrowthPoint& end = numbers->points.back();
                conditions.push_back(
                    below(ends_observable, end.envelope + other->envelope, end.root + other->root));
            }
            return conditions;
        });
}

}  // namespace

LIMITCHECK_CLAIM("resnet/commutativity/orders") {
    return claim()
        .title("Along every order of growth the covariance of a ResNet stays inside its envelope")
        .states(
            R"(E\bigl|C_{\lfloor tL_k \rfloor} - q_t c_t\bigr| \le B(n_k, L_k) \text{ at every point },\quad )"
            R"(E\bigl|C^{(n,L)} - C^{(L,n)}\bigr| \le B(n,L) + B(L,n))",
            "E|C - q_t c_t| <= B(n_k, L_k) at every point of the order, and E|C at (n, L) - C at (L, n)| <= "
            "B(n, L) + "
            "B(L, n) between the ends of the order and of its mirror image, where B is the explicit L1 "
            "bound, "
            "of order 1/sqrt(n) + 1/L; points at which B says no more than what holds trivially are left out")
        .from(theorems::commutativity::theorem())
        .over(cells()
                  .width(1, 65536)
                  .depth(1, 4096)
                  .time("0", "1")
                  .inputs({"pair:-0.9", "pair:0", "pair:0.2", "pair:0.5", "pair:0.9", "pair:0.5:1:4"})
                  .takes_data(2)
                  .along_orders()
                  .limit([](const Cell& cell) { return cell.width != cell.depth; },
                         "n different from L, at least two points and the mirrored end (L, n) where B says "
                         "something"))
        .tests(commute({}))
        .falsified_by("the variance grows as e^(t/4)", "covariance 22 % too small at t = 1", 0.22,
                      commute({.growth_hundredths = 25}),
                      {"n=8192,L=32,t=1,inputs=pair:0.9,order=width-first",
                       "n=8192,L=32,t=1,inputs=pair:0.9,order=depth-first"})
        .falsified_by("the correlation flows at half the rate", "covariance 33 % too far from 0 at c0 = -0.9",
                      0.33, commute({.speed_halves = 1}),
                      {"n=8192,L=32,t=1,inputs=pair:-0.9,order=width-first"})
        .falsified_by("the flow lacks its factor 1/2", "covariance -0.42 in place of -0.86", 0.51,
                      commute({.speed_halves = 4}), {"n=4096,L=32,t=1,inputs=pair:-0.9,order=diagonal"})
        .falsified_by("branch scale 1/L", "covariance 0.5 in place of 0.91 at c0 = 0.5", 0.45,
                      commute({.network = network::resnet().branch(network::power(-1))}),
                      {"n=4096,L=32,t=1,inputs=pair:0.5,order=power:0.5"})
        .shows(distance_along_orders());
}
