// False verdicts, counted: every tool on every toy law that its hypothesis admits, with the bound at the
// truth and just on the null's side of it, stopped at the worst time. The table is printed.
#include <fmt/format.h>

#include <cmath>
#include <iostream>
#include <optional>

#include "catch.hpp"
#include "limitcheck/statistics/coverage.hpp"
#include "limitcheck/statistics/judge.hpp"
#include "toy_laws.hpp"

using namespace limitcheck::statistics;
using namespace limitcheck::statistics::testing;

namespace {

constexpr int repetitions = 5000;
// Claims take up to ten thousand draws a cell: each tool once over a long run, on fewer repetitions.
constexpr int long_draws = 5000;
constexpr int long_repetitions = 400;
constexpr double levels[] = {0.05, 0.01};
// A rate is called too high when its Clopper-Pearson interval at this level excludes the nominal one.
constexpr double significance = 1e-5;

Certified is(double x) { return Certified::exactly(x); }

// Moments as a double above the exact ones.
double up(double x) { return x * (1.0 + 0x1p-50); }

struct Rate {
    int crossings[2] = {0, 0};
    int of = repetitions;
};

// How often the largest evidence over `draws` draws reaches log(1/level).
template <class Draw>
Rate false_verdicts(const ProcessSpec& spec, Draw draw, int draws, std::uint64_t seed, int of = repetitions) {
    Engine engine(seed);
    const EProcess fresh(spec);
    Rate rate;
    rate.of = of;
    for (int r = 0; r < of; ++r) {
        EProcess process = fresh;
        int reached = 0;
        for (int i = 0; i < draws && reached < 2; ++i) {
            process.observe(draw(engine));
            while (reached < 2 && process.reaches(LogThreshold{-std::log(levels[reached])})) {
                ++rate.crossings[reached++];
            }
        }
    }
    return rate;
}

void report(const std::string& tool, const std::string& law, const std::string& bound, const char* verdict,
            const Rate& rate) {
    for (int k = 0; k < 2; ++k) {
        const auto count = static_cast<std::uint64_t>(rate.crossings[k]);
        const auto of = static_cast<std::uint64_t>(rate.of);
        const double low = clopper_pearson_lower(of, count, 0.025);
        const double high = clopper_pearson_upper(of, count, 0.025);
        std::cout << fmt::format("{:32} {:17} {:13} false {:8} at {:4}: {:.4f} [{:.4f}, {:.4f}]\n", tool, law,
                                 bound, verdict, levels[k], static_cast<double>(count) / rate.of, low, high);
        CAPTURE(tool, law, bound, verdict, levels[k], count);
        CHECK(clopper_pearson_lower(of, count, significance) <= levels[k]);
    }
}

// The tools that can speak about this law, with their null at the bound b.
struct Tool {
    std::string name;
    Null against;
    std::function<std::optional<ProcessSpec>(const ToyLaw&, double)> spec;
    bool at_the_truth_alone = false;  // for variants of a tool: there they are most likely to err
};

std::vector<Tool> tools() {
    const auto both = [](std::vector<Tool>& list, const std::string& name, auto spec) {
        for (const Null against : {Null::mean_at_most, Null::mean_at_least}) {
            list.push_back({name, against, [=](const ToyLaw& law, double b) -> std::optional<ProcessSpec> {
                                return spec(against, law, b);
                            }});
        }
    };
    std::vector<Tool> list;
    list.push_back({"nonnegative bet", Null::mean_at_most,
                    [](const ToyLaw&, double b) { return NonnegativeBetSpec{is(b)}; }});
    list.push_back({"Maurer", Null::mean_at_least, [](const ToyLaw& law, double b) {
                        return MaurerSpec{is(b), is(up(law.second_moment))};
                    }});
    list.push_back(
        {"clipped bet", Null::mean_at_least, [](const ToyLaw& law, double b) {
             return ClippedBetSpec{is(b), is(up(law.second_moment)), 2.0 * law.second_moment / law.mean};
         }});
    both(list, "bounded bet", [](Null against, const ToyLaw& law, double b) -> std::optional<ProcessSpec> {
        if (std::isinf(law.maximum)) {
            return std::nullopt;
        }
        return BoundedBetSpec{against, is(b), is(law.maximum)};
    });
    both(list, "event", [](Null against, const ToyLaw& law, double b) -> std::optional<ProcessSpec> {
        if (law.second_moment != law.mean) {
            return std::nullopt;
        }
        return EventSpec{against, is(b)};
    });
    const auto quadratic = [](QuadraticStrategy strategy, bool centred) {
        return [=](Null against, const ToyLaw& law, double b) -> std::optional<ProcessSpec> {
            const double centre = centred ? law.mean : 0.0;
            const double moment = centred ? law.second_moment - law.mean * law.mean : law.second_moment;
            return QuadraticBetSpec{against, is(b), is(centre), is(up(moment)), strategy};
        };
    };
    both(list, "quadratic bet about 0", quadratic(QuadraticStrategy::mixed, false));
    both(list, "quadratic bet about the mean", quadratic(QuadraticStrategy::mixed, true));
    both(list, "quadratic bet, predictable", quadratic(QuadraticStrategy::predictable, false));
    for (Tool& tool : list) {
        tool.at_the_truth_alone =
            tool.name == "quadratic bet about the mean" || tool.name == "quadratic bet, predictable";
    }
    both(list, "Catoni", [](Null against, const ToyLaw& law, double b) -> std::optional<ProcessSpec> {
        return CatoniSpec{against, is(b), is(up(law.second_moment - law.mean * law.mean))};
    });
    return list;
}

}  // namespace

TEST_CASE("calibration: no tool gives false verdicts more often than its level") {
    std::uint64_t seed = 1;
    for (const Tool& tool : tools()) {
        const bool refutes = tool.against == Null::mean_at_most;
        for (const ToyLaw& law : toy_laws()) {
            // At the truth, and just on the side where a verdict would still be false.
            for (const double shift : {0.0, 0.02}) {
                if (shift > 0.0 && tool.at_the_truth_alone) {
                    continue;
                }
                const double bound = law.mean * (refutes ? 1.0 + shift : 1.0 - shift);
                if (const auto spec = tool.spec(law, bound)) {
                    report(tool.name, law.name,
                           shift == 0.0 ? "the truth"
                           : refutes    ? "just above"
                                        : "just below",
                           refutes ? "REFUTED" : "VERIFIED", false_verdicts(*spec, law.draw, 100, seed++));
                }
            }
        }
    }
}

TEST_CASE("calibration: distribution functions") {
    // max(0, U - e) is at distance e from the uniform law.
    const double distance = 0.1;
    const auto draw = [=](Engine& engine) { return std::max(0.0, uniform(engine) - distance); };
    for (const double shift : {0.0, 0.02}) {
        const char* bound = shift == 0.0 ? "the truth" : "just beside";
        report("time-uniform DKW", "shifted uniform", bound, "REFUTED",
               false_verdicts(DistributionSpec{Null::mean_at_most, is(distance * (1.0 + shift)), 0.0}, draw,
                              150, 77));
        report("time-uniform DKW", "shifted uniform", bound, "VERIFIED",
               false_verdicts(DistributionSpec{Null::mean_at_least, is(distance * (1.0 - shift)), 0.0}, draw,
                              150, 78));
    }
}

TEST_CASE("calibration: no tool errs more often over a long run") {
    std::uint64_t seed = 1000;
    for (const Tool& tool : tools()) {
        const bool refutes = tool.against == Null::mean_at_most;
        // An unbounded law where the tool can speak about one, else a coin.
        const auto laws = toy_laws();
        const ToyLaw& law = tool.spec(laws[2], laws[2].mean) ? laws[2] : laws[0];
        report(
            tool.name + ", long", law.name, "the truth", refutes ? "REFUTED" : "VERIFIED",
            false_verdicts(tool.spec(law, law.mean).value(), law.draw, long_draws, seed++, long_repetitions));
    }
}

TEST_CASE("calibration: distribution functions over a long run") {
    const double distance = 0.1;
    const auto draw = [=](Engine& engine) { return std::max(0.0, uniform(engine) - distance); };
    for (const Null against : {Null::mean_at_most, Null::mean_at_least}) {
        report("time-uniform DKW, long", "shifted uniform", "the truth",
               against == Null::mean_at_most ? "REFUTED" : "VERIFIED",
               false_verdicts(DistributionSpec{against, is(distance), 0.0}, draw, long_draws, 79,
                              long_repetitions / 4));
    }
}

TEST_CASE("calibration: the judge of a two-sided statement") {
    // |mean - target| <= 0.1 for the uniform law on (0, 1): true at the edge, false at the edge, from both
    // ends.
    const auto judge_rate = [](double target, double distance, Verdict wrong, std::uint64_t seed) {
        Rate rate;
        for (int k = 0; k < 2; ++k) {
            const LogThreshold level{-std::log(levels[k])};
            const Judge fresh(
                {{{"below", 0, BoundedBetSpec{Null::mean_at_least, is(target + distance), is(1.0)}},
                  {"above", 0, BoundedBetSpec{Null::mean_at_most, is(target - distance), is(1.0)}}},
                 {{"above", 0, BoundedBetSpec{Null::mean_at_most, is(target + distance), is(1.0)}},
                  {"below", 0, BoundedBetSpec{Null::mean_at_least, is(target - distance), is(1.0)}}}},
                {level, level});
            Engine engine(seed + static_cast<std::uint64_t>(k));
            for (int r = 0; r < repetitions; ++r) {
                Judge judge = fresh;
                for (int i = 0; i < 100 && judge.verdict() == Verdict::undecided; ++i) {
                    const double x = uniform(engine);
                    judge.observe({&x, 1});
                }
                rate.crossings[k] += judge.verdict() == wrong ? 1 : 0;
            }
        }
        return rate;
    };
    for (const double side : {-1.0, 1.0}) {
        report("judge, two-sided", "uniform(0,1)", "the truth", "REFUTED",
               judge_rate(0.5 + side * 0.1, 0.1 + 1e-12, Verdict::refuted, 90));
        report("judge, two-sided", "uniform(0,1)", "the truth", "VERIFIED",
               judge_rate(0.5 + side * 0.1, 0.1 - 1e-12, Verdict::verified, 95));
    }
}
