// The plain MLP: the log of its squared norm has exactly the stated mean and variance, -5l/(2n) to leading
// order, so that it matters in which order width and depth grow (docs/theory/resnet-commute, section 5.1).
//
// Verified as an equivalence: mean and variance lie within stated tolerances of the exact values. Networks in
// which a whole layer has died are void, as the statement is conditional on survival.
#include <cmath>

#include "clipped_deviation.hpp"
#include "ladder/ladders.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/mlp_norm/norm_law.hpp"
#include "limitcheck/theorems/mlp_norm/statement.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;
using precise::Enclosure;
namespace law = theorems::mlp_norm;

/// What the claim takes for true; a falsification changes one fact.
struct Facts {
    enum class Mean { exact, leading_order, zero } mean = Mean::exact;
    enum class Variance { exact, linear_network } variance = Variance::exact;
    double weights = 2;
};

/// Numbers of log(2 R_{L-1}/q0), a sum of L independent logs.
struct Numbers {
    Enclosure mean;            ///< as stated
    Enclosure variance;        ///< as stated
    Enclosure tolerance;       ///< a quarter of the exact standard deviation
    Enclosure centre;          ///< exact mean of the network that is drawn
    Enclosure exact_variance;  ///< of the network that is drawn
    Enclosure fourth;          ///< its exact fourth central moment
    Enclosure mean_most, mean_least, variance_most, variance_least;
};

Numbers numbers_at(const Cell& cell, const Facts& facts) {
    const law::LogMoments one = law::log_moments(cell.width);
    const std::int64_t layers = cell.depth;
    Numbers numbers;
    numbers.exact_variance = one.variance * layers;
    // Weights of variance w/n shift each of the L-1 hidden layers' logs by log(w/2).
    const Enclosure shift =
        facts.weights == 2 ? Enclosure(0) : log(Enclosure::exactly(facts.weights) / 2) * (layers - 1);
    numbers.centre = one.mean * layers + shift;
    numbers.fourth = one.fourth_central * layers + 3 * square(one.variance) * layers * (layers - 1);
    switch (facts.mean) {
        case Facts::Mean::exact:
            numbers.mean = one.mean * layers;
            break;
        case Facts::Mean::leading_order:
            numbers.mean = Enclosure::ratio(-5, 2 * std::int64_t{cell.width}) * layers;
            break;
        case Facts::Mean::zero:
            numbers.mean = 0;
            break;
    }
    numbers.variance = facts.variance == Facts::Variance::exact
                           ? numbers.exact_variance
                           : Enclosure::ratio(2, cell.width) * layers;  // chi^2_n/n without random signs
    numbers.tolerance = sqrt(numbers.exact_variance) / 4;
    numbers.mean_most = numbers.mean + numbers.tolerance;
    numbers.mean_least = numbers.mean - numbers.tolerance;
    numbers.variance_most = numbers.variance * Enclosure::ratio(7, 5);
    numbers.variance_least = numbers.variance * Enclosure::ratio(3, 5);
    return numbers;
}

/// log(2 R/q0) at the last recorded layer; NaN for a network that has died.
template <class Real>
Quantity<network::LayerView<Real>> log_norm() {
    return {real("log norm"), [](const auto& view, const Cell& cell) {
                network::LaneValues values = network::post_activation(view, 0, 0);
                for (double& r : values) {
                    r = r > 0 ? std::log(2 * r / cell.inputs.second_moment(0))
                              : std::numeric_limits<double>::quiet_NaN();
                }
                return values;
            }};
}

/// The log norm and its squared deviation from the exact mean. Norms stay within a float's range while L is
/// at most 2n (mean -5, deviation 3); deeper networks are kept in double.
Measurement measure_log_norm(const network::Architecture& architecture, const Memo<Numbers>& numbers) {
    const Layers last_summand = [](const Cell& cell) { return std::vector<std::uint32_t>{cell.depth - 1}; };
    Measurement measurement = void_unless("every layer has a neuron that is active",
                                          measure_networks(architecture, {log_norm<double>()}, last_summand));
    measurement.draw = [deep = measurement.draw,
                        shallow = measure_networks(architecture, {log_norm<float>()}, last_summand).draw](
                           const Cell& cell, random::StreamKey key, std::uint64_t first, std::size_t count,
                           std::span<double> out) {
        (cell.depth <= 2 * std::uint64_t{cell.width} ? shallow : deep)(cell, key, first, count, out);
    };
    return with_computed(
        std::move(measurement),
        [numbers](const Cell& cell) {
            // c for the centre moves (x-c)^2 by (centre-c)(2x-centre-c): in root mean square by at most this.
            const auto at = numbers(cell);
            const Enclosure off = Enclosure::exactly(at->centre.mid_error());
            Observable deviation = nonnegative("squared deviation");
            deviation.error = (off * (2 * sqrt(at->exact_variance) + off)).upper();
            return deviation;
        },
        [numbers](const Cell& cell, std::span<const double> row) {
            const double apart = row[0] - numbers(cell)->centre.mid();
            return apart * apart;
        });
}

Test norm(const Facts& facts) {
    const Memo<Numbers> numbers([facts](const Cell& cell) { return numbers_at(cell, facts); });
    // The centres are what is claimed: a refutation that rests on them is given the exact law.
    const SecondMoment about_mean =
        given("the exact mean and variance of resnet-commute, section 5.1",
              second_moment_about(numbers.pick(&Numbers::centre), numbers.pick(&Numbers::exact_variance),
                                  "resnet-commute, section 5.1: exact mean and variance of the log norm"));
    const SecondMoment about_variance =
        given("the exact variance and fourth moment of resnet-commute, section 5.1",
              second_moment_about(
                  numbers.pick(&Numbers::exact_variance),
                  [numbers](const Cell& cell) {
                      const auto n = numbers(cell);
                      return n->fourth - square(n->exact_variance);
                  },
                  "resnet-commute, section 5.1: exact fourth central moment of the log norm"));
    // The certified centre is also what is claimed: the bounded guard tests it without any moment.
    return measuring(with_clipped_deviation(measure_log_norm(network::mlp().weights(facts.weights), numbers),
                                            numbers.pick(&Numbers::centre),
                                            numbers.pick(&Numbers::exact_variance)))
        .within(numbers.pick(&Numbers::tolerance), numbers.pick(&Numbers::mean))
        .estimated_by("log norm")
        .decided_by(
            {mean("log norm").at_most(numbers.pick(&Numbers::mean_most)) | about_mean,
             mean("log norm").at_least(numbers.pick(&Numbers::mean_least)) | about_mean,
             mean("squared deviation").at_most(numbers.pick(&Numbers::variance_most)) | about_variance,
             mean("squared deviation").at_least(numbers.pick(&Numbers::variance_least)) | about_variance,
             deviation_as_certified()});
}

}  // namespace

LIMITCHECK_CLAIM("mlp/no-commutativity/norm") {
    return claim()
        .title("The log norm of a plain MLP drifts by -5L/(2n): width and depth do not commute")
        .states(
            R"(\Bigl|E \log\tfrac{2R_{L-1}}{q_0} - L\,m_n\Bigr| \le \tfrac14 \sqrt{L}\,s_n,\quad )"
            R"(\Bigl|\tfrac{\mathrm{Var}\log(2R_{L-1}/q_0)}{L\,s_n^2} - 1\Bigr| \le \tfrac25 \text{ given survival})",
            "given survival, E log(2 R_{L-1}/q0) is within a quarter of its standard deviation of L m_n, and "
            "its variance "
            "within two fifths of L s_n^2, where m_n = -5/(2n) + O(1/n^2) and s_n^2 = 5/n + O(1/n^2) are "
            "exact numbers; at "
            "infinite width both are 0 at every depth, so the order of the limits matters")
        .from(theorems::mlp_norm::theorem())
        .over(cells().width(16, 65536).depth(1, 4096).inputs({"one"}).limit(
            [](const Cell& cell) { return cell.depth <= 32 * std::uint64_t{cell.width}; },
            "L at most 32 n (beyond, the norm leaves the range of a double)"))
        .tests(norm({}))
        .falsified_by("the leading order -5L/(2n) is exact", "mean of the log norm 9 % too small at n = 16",
                      0.09, norm({.mean = Facts::Mean::leading_order}), {"n=16,L=512,t=1"})
        .falsified_by("the limits commute: no drift", "mean 0 in place of L m_n", 1.0,
                      norm({.mean = Facts::Mean::zero}), {"n=64,L=64,t=1"})
        .falsified_by("the variance is that of a linear network, 2L/n", "variance 60 % too small", 0.6,
                      norm({.variance = Facts::Variance::linear_network}), {"n=64,L=64,t=1"})
        .falsified_by("weights of variance 1/n", "the log norm drifts by -L log 2", 1.0, norm({.weights = 1}),
                      {"n=64,L=8,t=1"})
        .measured_by(log_norm_mean());
}
