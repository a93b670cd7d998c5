// Theorem C in numbers: general arrays, v(A), and its agreement with the default scaling.
#include "limitcheck/theorems/commutativity/statement.hpp"
#include "limitcheck/theorems/commutativity/width_error.hpp"
#include "limitcheck/theorems/covariance_limit/kernel.hpp"
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"
#include "printed.hpp"

using limitcheck::precise::Certainty;
using limitcheck::precise::Enclosure;
using limitcheck::tests::prints_as;
using limitcheck::theorems::Branches;
namespace commutativity = limitcheck::theorems::commutativity;
namespace gaussian = limitcheck::theorems::gaussian_limit;
namespace precise = limitcheck::precise;

namespace {

bool at_most(const Enclosure& a, const Enclosure& b) { return certainly_at_most(a, b) == Certainty::yes; }

Branches proportional_to_inverse(std::int64_t depth, const Enclosure& total) {
    Enclosure harmonic;
    for (std::int64_t l = 1; l <= depth; ++l) {
        harmonic += Enclosure::ratio(1, l);
    }
    std::vector<Enclosure> squares;
    for (std::int64_t l = 1; l <= depth; ++l) {
        squares.push_back(total / harmonic / l);
    }
    return Branches::of(std::move(squares));
}

Branches inverse_layers(std::int64_t depth) {
    std::vector<Enclosure> squares;
    for (std::int64_t l = 1; l <= depth; ++l) {
        squares.push_back(Enclosure::ratio(1, l * l));
    }
    return Branches::of(std::move(squares));
}

}  // namespace

TEST_CASE("limit variances of the arrays of section 4", "[theorems][commutativity]") {
    const auto q = [](const Branches& branches) {
        return gaussian::chain_variance(branches, branches.depth());
    };
    CHECK(prints_as(q(Branches::inverse_root(256)), "1.6479"));
    CHECK(prints_as(q(proportional_to_inverse(256, 1)), "1.6401"));
    CHECK(prints_as(q(inverse_layers(256)), "2.0470"));
    CHECK(prints_as(q(Branches::power(256, -1)), "1.0020"));
    CHECK(prints_as(q(Branches::power(256, Enclosure::ratio(-1, 4))), "2637.4"));
    CHECK(prints_as(q(Branches::power(1024, Enclosure::ratio(-1, 4))), "7.852e6"));
    CHECK(Branches::power(256, Enclosure::ratio(-1, 4)).sum(256).overlaps(Enclosure(16)));
    CHECK(Branches::power(64, Enclosure::ratio(-1, 2)).sum(20).overlaps(Branches::inverse_root(64).sum(20)));
    for (const int depth : {1, 8, 256}) {
        for (const char* g : {"0", "0.25", "0.4", "0.5", "1"}) {
            const Enclosure exponent = Enclosure::decimal(g);
            const Enclosure log_q = precise::log(q(Branches::power(depth, -exponent)));
            const Enclosure bracket = commutativity::power_log_variance(depth, exponent);
            CHECK((at_most(bracket.lower_end(), log_q) && at_most(log_q, bracket.upper_end())));
        }
    }
}

TEST_CASE("variance of the log norm matches the printed values", "[theorems][commutativity]") {
    CHECK(prints_as(commutativity::log_norm_variance(Enclosure::decimal("0.25")), "2.54561"));
    CHECK(prints_as(commutativity::log_norm_variance(Enclosure::decimal("0.5")), "3.17766"));
    CHECK(prints_as(commutativity::log_norm_variance(1), "4.67533"));
    CHECK(prints_as(commutativity::log_norm_variance(Enclosure::ratio(1, 256)), "2.008"));
    CHECK(prints_as(commutativity::log_norm_variance(16), "99.8"));
    CHECK(prints_as(commutativity::log_norm_variance(32), "217.6"));
    CHECK(commutativity::log_norm_variance(1).width() < 1e-12);
    CHECK(commutativity::log_norm_variance(0).contains(2.0));
}

TEST_CASE("variance of the log norm lies between Riemann sums", "[theorems][commutativity]") {
    // The integrand (A-u) j(u) decreases in u: both factors do.
    const Enclosure total = 1;
    constexpr int cells = 400;
    Enclosure left, right;
    for (int i = 0; i <= cells; ++i) {
        const Enclosure u = Enclosure::ratio(i, cells);
        const Enclosure j =
            limitcheck::theorems::covariance_limit::moment22(precise::exp(-u / 4)) - Enclosure::ratio(1, 4);
        const Enclosure term = (total - u) * j / cells;
        left += i < cells ? term : Enclosure(0);
        right += i > 0 ? term : Enclosure(0);
    }
    const Enclosure rest = 2 + 4 * (1 - precise::exp(Enclosure::ratio(-1, 2)));
    const Enclosure v = commutativity::log_norm_variance(total);
    CHECK(at_most(rest + 2 * right, v));
    CHECK(at_most(v, rest + 2 * left));
}

TEST_CASE("the envelope depends on the array through its sum alone, and holds layer by layer",
          "[theorems][commutativity]") {
    const std::int64_t n = 50;
    const Enclosure default_error = commutativity::coupling(n, 1);
    CHECK(default_error.overlaps(gaussian::beta(n) / 2 * gaussian::limit_variance(1) * gaussian::growth(1)));
    for (const Branches& branches : {Branches::inverse_root(40), proportional_to_inverse(40, 1),
                                     inverse_layers(30), Branches::power(16, Enclosure::ratio(-1, 4))}) {
        const gaussian::ResidualChain chain(gaussian::width_constants(n), branches);
        const std::int64_t depth = branches.depth();
        CHECK(at_most(gaussian::distance(chain, depth), commutativity::distance(n, branches.sum(depth))));
        const Enclosure gap = precise::sqrt(gaussian::limit_variance(branches.sum(depth))) -
                              precise::sqrt(gaussian::chain_variance(branches, depth));
        CHECK(at_most(gaussian::distance(chain, depth) + gap,
                      commutativity::distance_to_limit(n, branches, depth)));
    }
    CHECK((9 * commutativity::coupling(n, 1)).overlaps(commutativity::coupling(n, 1, 9)));
}

TEST_CASE("branches refuse what is no array of scales", "[theorems][commutativity]") {
    CHECK_THROWS_AS(Branches::inverse_root(0), std::domain_error);
    CHECK_THROWS_AS(Branches::of({}), std::domain_error);
    CHECK_THROWS_AS(Branches::of({Enclosure(-1)}), std::domain_error);
    CHECK_THROWS_AS(Branches::inverse_root(3).square(4), std::logic_error);
    CHECK_THROWS_AS(Branches::inverse_root(3).square(0), std::logic_error);
}

TEST_CASE("the commutativity statement is complete", "[theorems][commutativity]") {
    CHECK(commutativity::theorem().source.arxiv == "2310.01683");
}
