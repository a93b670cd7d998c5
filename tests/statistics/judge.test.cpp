#include "limitcheck/statistics/judge.hpp"

#include <array>

#include <cmath>
#include <numeric>
#include <random>

#include "catch.hpp"
#include "exact.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/statistics/average.hpp"

using namespace limitcheck::statistics;
using namespace limitcheck::statistics::testing;

namespace {

Certified is(double x) { return Certified::exactly(x); }

// X in [0, 1] with mean at most `bound`.
CellTest bounded(double bound) {
    return {{{"mean below the bound", 0, BoundedBetSpec{Null::mean_at_least, is(bound), is(1.0)}}},
            {{"mean above the bound", 0, BoundedBetSpec{Null::mean_at_most, is(bound), is(1.0)}}}};
}

// |mean - 1/2| <= b.
CellTest around_half(double b) {
    return {{{"below 1/2 + b", 0, BoundedBetSpec{Null::mean_at_least, is(0.5 + b), is(1.0)}},
             {"above 1/2 - b", 0, BoundedBetSpec{Null::mean_at_most, is(0.5 - b), is(1.0)}}},
            {{"above 1/2 + b", 0, BoundedBetSpec{Null::mean_at_most, is(0.5 + b), is(1.0)}},
             {"below 1/2 - b", 0, BoundedBetSpec{Null::mean_at_least, is(0.5 - b), is(1.0)}}}};
}

constexpr Thresholds levels{LogThreshold{12.0}, LogThreshold{15.0}};

Verdict run(Judge& judge, double low, double high, int most = 100000) {
    std::mt19937_64 engine(4);
    std::uniform_real_distribution<double> uniform(low, high);
    for (int i = 0; i < most && judge.verdict() == Verdict::undecided; ++i) {
        const double x = uniform(engine);
        judge.observe({&x, 1});
    }
    return judge.verdict();
}

}  // namespace

TEST_CASE("judge: true statements are verified, false ones refuted, hopeless ones undecided") {
    Judge yes(bounded(0.7), levels);
    CHECK(run(yes, 0.0, 1.0) == Verdict::verified);
    CHECK(yes.verify_evidence().value >= 12.0);
    CHECK(yes.refute_evidence().value < 15.0);
    Judge no(bounded(0.3), levels);
    CHECK(run(no, 0.0, 1.0) == Verdict::refuted);
    CHECK(no.refute_evidence().value >= 15.0);
    CHECK_FALSE(no.contradicted());
    Judge open(bounded(0.7), levels);
    CHECK(run(open, 0.0, 1.0, 20) == Verdict::undecided);
    CHECK(open.draws() == 20);
}

TEST_CASE("judge: a two-sided statement needs both sides to be verified and either to be refuted") {
    Judge inside(around_half(0.2), levels);
    CHECK(run(inside, 0.0, 1.0) == Verdict::verified);
    CHECK(inside.verify_part_evidence(0).value >= 12.0);
    CHECK(inside.verify_part_evidence(1).value >= 12.0);
    CHECK(inside.verify_evidence() ==
          std::min(inside.verify_part_evidence(0), inside.verify_part_evidence(1)));
    Judge above(around_half(0.2), levels);
    CHECK(run(above, 0.7, 1.0) == Verdict::refuted);
    CHECK(above.verify_part_evidence(1).value >= 12.0);
    CHECK(above.verify_part_evidence(0).value < 1.0);
    Judge below(around_half(0.2), levels);
    CHECK(run(below, 0.0, 0.3) == Verdict::refuted);
    // The average of two parts loses log 2 against the part that carries it.
    CHECK(below.refute_evidence().value ==
          Approx(below.refute_part_evidence(1).value - std::log(2.0)).epsilon(1e-6));
}

TEST_CASE("judge: verify parts may cross at different times") {
    CellTest test = bounded(0.7);
    test.verify.push_back({"second observable", 1, BoundedBetSpec{Null::mean_at_least, is(0.5), is(1.0)}});
    Judge judge(test, levels);
    const std::vector<double> first_good{0.0, 0.5};
    const std::vector<double> second_good{0.9, 0.0};
    while (judge.verify_part_evidence(0).value < 12.0) {
        judge.observe(first_good);
    }
    CHECK(judge.verify_part_evidence(0).value >= 12.0);
    CHECK(judge.verdict() == Verdict::undecided);
    for (int i = 0; i < 60 && judge.verdict() == Verdict::undecided; ++i) {
        judge.observe(second_good);
    }
    CHECK(judge.verdict() == Verdict::verified);
    // By then the first part's evidence has fallen again: what counts is that it crossed.
    CHECK(judge.verify_process(0).log_evidence().value < 12.0);
    CHECK(judge.verify_part_evidence(0).value >= 12.0);
}

TEST_CASE("judge: once decided nothing changes, so a batch's tail cannot matter") {
    Judge judge(bounded(0.7), levels);
    run(judge, 0.0, 1.0);
    const auto draws = judge.draws();
    const auto evidence = judge.verify_evidence();
    const double mean = judge.summaries()[0].mean;
    for (int i = 0; i < 1000; ++i) {
        const double x = 1.0;
        CHECK(judge.observe({&x, 1}) == Verdict::verified);
    }
    CHECK(judge.draws() == draws);
    CHECK(judge.verify_evidence() == evidence);
    CHECK(judge.summaries()[0].mean == mean);
}

TEST_CASE("judge: a contradiction at one draw is called refuted and shown") {
    // Draws that break a certified second moment: both sides believe.
    const CellTest test{{{"below", 0, QuadraticBetSpec{Null::mean_at_least, is(1.0), is(0.0), is(2.0)}}},
                        {{"above", 1, NonnegativeBetSpec{is(1.0)}}}};
    Judge judge(test, Thresholds{LogThreshold{12.0}, LogThreshold{12.0}});
    for (const double x : {1e6, -1e6, 1e6, -1e6}) {
        const std::vector<double> row{x, std::fabs(x)};
        judge.observe(row);
        if (judge.verdict() != Verdict::undecided) {
            break;
        }
    }
    CHECK(judge.verdict() == Verdict::refuted);
    CHECK(judge.contradicted());
}

TEST_CASE("judge: crossing is inclusive, at exactly the level of its side") {
    // One draw of a known value; the thresholds are put on its evidence and one step above.
    const auto after_one = [](double threshold_verify, double threshold_refute, double x) {
        Judge judge(bounded(0.5), {LogThreshold{threshold_verify}, LogThreshold{threshold_refute}});
        return judge.observe({&x, 1});
    };
    Judge probe(bounded(0.5), {LogThreshold{100.0}, LogThreshold{100.0}});
    const double zero = 0.0;
    probe.observe({&zero, 1});
    const double evidence = probe.verify_evidence().value;
    REQUIRE(evidence > 0.0);
    CHECK(after_one(evidence, 100.0, 0.0) == Verdict::verified);
    CHECK(after_one(std::nextafter(evidence, 1e9), 100.0, 0.0) == Verdict::undecided);
    CHECK(after_one(100.0, evidence, 0.0) == Verdict::undecided);
    CHECK(after_one(100.0, 1e-3, 1.0) == Verdict::refuted);
}

TEST_CASE("judge: summaries are the sample mean and the unbiased variance") {
    Judge judge(bounded(0.5), {LogThreshold{1e3}, LogThreshold{1e3}});
    std::mt19937_64 engine(8);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    std::vector<double> first;
    std::vector<double> second;
    for (int i = 0; i < 500; ++i) {
        const std::vector<double> row{uniform(engine), 1e6 + uniform(engine)};
        first.push_back(row[0]);
        second.push_back(row[1]);
        judge.observe(row);
    }
    for (const auto& [column, values] : {std::pair{0U, first}, {1U, second}}) {
        const double mean = std::accumulate(values.begin(), values.end(), 0.0) / 500.0;
        double squares = 0.0;
        for (const double x : values) {
            squares += (x - mean) * (x - mean);
        }
        CHECK(judge.summaries()[column].mean == Approx(mean).epsilon(1e-12));
        CHECK(judge.summaries()[column].variance == Approx(squares / 499.0).epsilon(1e-6));
    }
}

TEST_CASE("judge: bad draws are errors that name the part and the network") {
    Judge judge(bounded(0.5), levels);
    const double good = 0.5;
    const double bad = NAN;
    judge.observe({&good, 1});
    CHECK_THROWS_AS(judge.observe({&bad, 1}), limitcheck::Error);
    try {
        Judge other(bounded(0.5), levels);
        const double infinite = INFINITY;
        other.observe({&infinite, 1});
        FAIL("accepted an infinite draw");
    } catch (const limitcheck::Error& error) {
        CHECK(std::string(error.what()).find("'mean below the bound', network 1") == 0);
    }
    CHECK_THROWS_AS(Judge(CellTest{}, levels), std::logic_error);
    CHECK_THROWS_AS(Judge(CellTest{bounded(0.5).verify, {}}, levels), std::logic_error);
    // Without a verifying part nothing is ever verified, whatever is drawn; it can still be refuted.
    Judge refute_only(CellTest{{}, bounded(0.5).refute}, levels);
    for (int i = 0; i < 2000; ++i) {
        REQUIRE(refute_only.observe(std::array{0.0}) == Verdict::undecided);
    }
    CHECK(refute_only.verify_evidence().value == 0.0);
    CellTest mixed = bounded(0.5);
    mixed.refute.push_back({"law", 0, DistributionSpec{Null::mean_at_most, is(0.1), 0.0}});
    CHECK_THROWS_AS(Judge(mixed, levels), std::logic_error);
}

TEST_CASE("average: the mean of the values, from below, and an e-process again") {
    const std::vector<EProcess> fresh{EProcess(NonnegativeBetSpec{is(1.0)}),
                                      EProcess(BoundedBetSpec{Null::mean_at_most, is(1.0), is(2.0)}),
                                      EProcess(EventSpec{Null::mean_at_most, is(0.5)})};
    CHECK(average(fresh).log().value == 0.0);
    std::vector<EProcess> moved = fresh;
    Exact sum = 0;
    for (EProcess& process : moved) {
        for (int i = 0; i < 9; ++i) {
            process.observe(1.0);
        }
        sum += exact(process.value());
    }
    CHECK(just_below(exact(average(moved)), sum / 3, 1e-15));
    CHECK_THROWS_AS(average({}), std::logic_error);
    const EProcess law(DistributionSpec{Null::mean_at_most, is(0.1), 0.0});
    CHECK_THROWS_AS(average(std::vector{law, law}), std::logic_error);
    CHECK_NOTHROW(average(std::vector{law}));
}
