#include "limitcheck/statistics/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/statistics/judge.hpp"

namespace limitcheck::statistics {
namespace {

LogThreshold threshold_of(const CheckOptions& options) {
    if (!(options.alpha > 0 && options.alpha < 1)) {
        throw Error(
            fmt::format("check: alpha {} is no probability of error; give one in (0, 1)", options.alpha));
    }
    return {std::nextafter(-std::log(options.alpha) * (1 + 1e-15), HUGE_VAL)};
}

ProcessSpec mean_spec(const MeanStatement& statement, Null against, double bound) {
    if (statement.most && bound > 0 && bound < *statement.most) {
        return BoundedBetSpec{against, Certified::exactly(bound), Certified::exactly(*statement.most)};
    }
    if (statement.second_moment) {
        return QuadraticBetSpec{against, Certified::exactly(bound), Certified::exactly(statement.centre),
                                Certified::exactly(*statement.second_moment)};
    }
    throw Error(
        fmt::format("check_mean: nothing decides about {}: say what is known of X, .most (with the ends "
                    "inside (0, most)) or "
                    ".second_moment",
                    bound));
}

}  // namespace

Check check_mean(const IndexedDraw& draw, const MeanStatement& statement, const CheckOptions& options) {
    if (!(statement.low < statement.high)) {
        throw Error(fmt::format("check_mean: [{}, {}] is no interval; give low < high", statement.low,
                                statement.high));
    }
    const LogThreshold level = threshold_of(options);
    CellTest test;
    test.verify.push_back({"mean above low", 0, mean_spec(statement, Null::mean_at_most, statement.low)});
    test.verify.push_back({"mean below high", 0, mean_spec(statement, Null::mean_at_least, statement.high)});
    test.refute.push_back({"mean below low", 0, mean_spec(statement, Null::mean_at_least, statement.low)});
    test.refute.push_back({"mean above high", 0, mean_spec(statement, Null::mean_at_most, statement.high)});
    Judge judge(test, {level, level});
    Check check;
    double sum = 0.0;
    while (check.draws < options.most_draws && judge.verdict() == Verdict::undecided) {
        const double x = draw(check.draws++);
        sum += x;
        judge.observe({&x, 1});
    }
    check.verdict = judge.verdict();
    check.estimate = check.draws == 0 ? 0.0 : sum / static_cast<double>(check.draws);
    check.message =
        fmt::format("mean within [{}, {}]: {} after {} draws of mean {:.6g}, error {:g}", statement.low,
                    statement.high, to_text(check.verdict), check.draws, check.estimate, options.alpha);
    return check;
}

Check check_law(const IndexedDraw& draw, const LawStatement& statement, const CheckOptions& options) {
    if (!statement.distribution || !(statement.distance > 0 && statement.distance < 1)) {
        throw Error("check_law: give a distribution function and a distance in (0, 1)");
    }
    const LogThreshold level = threshold_of(options);
    const Certified distance = Certified::exactly(statement.distance);
    DistributionProcess verify({Null::mean_at_least, distance, statement.transform_error});
    DistributionProcess refute({Null::mean_at_most, distance, statement.transform_error});
    Check check;
    std::uint64_t next_look = 16;
    while (check.draws < options.most_draws && check.verdict == Verdict::undecided) {
        const double u = statement.distribution(draw(check.draws++));
        verify.observe(u);
        refute.observe(u);
        // The inequality holds at all times at once, so that looking seldom loses draws and nothing else.
        if (check.draws == next_look || check.draws == options.most_draws) {
            next_look += std::max<std::uint64_t>(1, next_look / 16);
            if (refute.value().reaches(level)) {
                check.verdict = Verdict::refuted;
            } else if (verify.value().reaches(level)) {
                check.verdict = Verdict::verified;
            }
        }
    }
    check.estimate = verify.empirical_distance();
    check.message =
        fmt::format("sup|F - F0| at most {}: {} after {} draws at distance {:.4g}, error {:g}",
                    statement.distance, to_text(check.verdict), check.draws, check.estimate, options.alpha);
    return check;
}

}  // namespace limitcheck::statistics
