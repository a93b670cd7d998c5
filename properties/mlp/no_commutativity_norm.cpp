// The plain MLP: the log of its squared norm has exactly the stated mean and variance, -5l/(2n) to leading
// order, so that it matters in which order width and depth grow (docs/theory/resnet-commute, section 5.1).
//
// Verified as an equivalence: mean and variance lie within stated tolerances of the exact values. Networks in
// which a whole layer has died are void, as the statement is conditional on survival.
#include <cmath>

#include "ladder/ladders.hpp"
#include "limitcheck/claim/compose.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/mlp_norm/norm_law.hpp"
#include "limitcheck/theorems/mlp_norm/statement.hpp"
#include "moment_beyond.hpp"

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
    Enclosure variance;        ///< mean square about the mean, as stated
    Enclosure tolerance;       ///< a quarter of the exact standard deviation
    Enclosure centre;          ///< exact mean of the network that is drawn
    Enclosure exact_variance;  ///< of the network that is drawn
    Enclosure fourth;          ///< its exact fourth central moment: E (X - centre)^4
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
    // Step by step, so that no bet takes for true what it is to test: E (X - c)^2 is held from above with the
    // exact fourth moment (given the law of section 5.1), from below without any moment; and it bounds the
    // variance of the bets on the mean.
    const CellNumber most = numbers.pick(&Numbers::variance_most);
    const CellNumber least = numbers.pick(&Numbers::variance_least);
    const auto beyond = [numbers](const CellNumber& level) {
        return given(
            "the exact fourth moment of resnet-commute, section 5.1",
            moment_beyond(level, numbers.pick(&Numbers::exact_variance), numbers.pick(&Numbers::fourth),
                          "resnet-commute, section 5.1: exact fourth central moment of the log norm, "
                          "for means beyond the level"));
    };
    const VarianceBound spread =
        variance_at_most(most, "the condition E squared deviation at most: Var X <= E (X - c)^2");
    return measuring(measure_log_norm(network::mlp().weights(facts.weights), numbers))
        .within(numbers.pick(&Numbers::tolerance), numbers.pick(&Numbers::mean))
        .estimated_by("log norm")
        .decided_by({mean("log norm").at_most(numbers.pick(&Numbers::mean_most)) | spread,
                     mean("log norm").at_least(numbers.pick(&Numbers::mean_least)) | spread,
                     mean("squared deviation").at_most(most) | beyond(most),
                     mean("squared deviation").at_least(least) | beyond(least)});
}

}  // namespace

LIMITCHECK_CLAIM("mlp/no-commutativity/norm") {
    return claim()
        .title("The log norm of a plain MLP drifts by -5L/(2n): width and depth do not commute")
        .states(
            R"(\Bigl|E X - L\,m_n\Bigr| \le \tfrac14 \sqrt{L}\,s_n,\quad )"
            R"(\Bigl|\tfrac{E(X - L\,m_n)^2}{L\,s_n^2} - 1\Bigr| \le \tfrac25,\quad )"
            R"(X = \log\tfrac{2R_{L-1}}{q_0} \text{ given survival})",
            "given survival, X = log(2 R_{L-1}/q0) has E X within sqrt(L) s_n/4 of L m_n and E (X - L m_n)^2 "
            "within two fifths of L s_n^2, where m_n = -5/(2n) + O(1/n^2) and s_n^2 = 5/n + O(1/n^2) are "
            "the exact mean and variance of one layer's factor; at infinite width both are 0 at every depth, "
            "so the order of the limits matters")
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
