// The norm of a plain network in numbers: the table of docs/theory/resnet-commute, section 5.1, and second
// ways to it.
#include <vector>

#include "limitcheck/theorems/mlp_norm/norm_law.hpp"
#include "limitcheck/theorems/mlp_norm/statement.hpp"
#include "printed.hpp"

using limitcheck::precise::Certainty;
using limitcheck::precise::Enclosure;
using limitcheck::tests::prints_as;
namespace mlp = limitcheck::theorems::mlp_norm;
namespace precise = limitcheck::precise;

TEST_CASE("mean and variance of the log ratio match the printed table", "[theorems][mlp_norm]") {
    struct Row {
        std::int64_t n;
        const char *mean, *variance;
    };
    for (const Row& row : {Row{10, "-0.30746101069185717281", "0.8667342530526032636"},
                           {20, "-0.13718672476902975001", "0.31175807500001709001"},
                           {50, "-0.051738780849765973769", "0.10816813334827630318"},
                           {100, "-0.025420885622756776851", "0.051939992148725336074"},
                           {200, "-0.012603616800979457703", "0.025473414893091203007"},
                           {500, "-0.0050164301749409435258", "0.010074686453752675283"},
                           {1000, "-0.0025040953856271829274", "0.0050185853166522069283"}}) {
        INFO("n = " << row.n);
        const mlp::LogMoments moments = mlp::log_moments(row.n);
        CHECK(prints_as(moments.mean, row.mean));
        CHECK(prints_as(moments.variance, row.variance));
        CHECK(moments.fourth_central.width() < 1e-30 * moments.fourth_central.lower());
    }
}

TEST_CASE("log moments agree with sums over digamma, trigamma and MPFR's digamma", "[theorems][mlp_norm]") {
    for (const int n : {1, 2, 3, 12, 60}) {
        INFO("n = " << n);
        Enclosure weight = precise::pow(Enclosure::ratio(1, 2), n);
        const Enclosure alive = 1 - weight;
        Enclosure mean, square, trigamma;
        for (int k = 1; k <= n; ++k) {
            weight = weight * (n - k + 1) / k;
            const Enclosure psi = Enclosure::computed(200, "digamma", [&](mpfi_ptr out) {
                mpfr_set_si_2exp(&out->left, k, -1, MPFR_RNDN);
                mpfr_set(&out->right, &out->left, MPFR_RNDN);
                mpfr_digamma(&out->left, &out->left, MPFR_RNDD);
                mpfr_digamma(&out->right, &out->right, MPFR_RNDU);
            });
            CHECK(psi.overlaps(precise::digamma_half(k)));
            mean += weight * psi;
            square += weight * precise::square(psi);
            trigamma += weight * precise::trigamma_half(k);
        }
        mean /= alive;
        const mlp::LogMoments moments = mlp::log_moments(n);
        CHECK(moments.mean.overlaps(mean + precise::log(Enclosure::ratio(4, n))));
        CHECK(moments.variance.overlaps((trigamma + square) / alive - precise::square(mean)));
    }
}

TEST_CASE("third and fourth central moments agree with differences of the moment generating function",
          "[theorems][mlp_norm]") {
    // E X^s given survival = sum P(k) (4/n)^s Gamma(k/2+s)/Gamma(k/2); central moments are derivatives at s =
    // 0 of e^{-s m} E X^s, taken as central differences with step h, whose error is of order h^2 times the
    // next even moment.
    for (const int n : {2, 5, 30}) {
        INFO("n = " << n);
        const mlp::LogMoments moments = mlp::log_moments(n, 400);
        const double step = 0x1p-30;
        const auto generating = [&](int multiple) {
            Enclosure weight = precise::pow(Enclosure::ratio(1, 2, 400), n);
            const Enclosure alive = 1 - weight;
            const Enclosure s = multiple * Enclosure::exactly(step, 400);
            Enclosure sum(0, 400);
            for (int k = 1; k <= n; ++k) {
                weight = weight * (n - k + 1) / k;
                const Enclosure argument = Enclosure::ratio(k, 2, 400) + s;
                sum += weight *
                       Enclosure::computed(400, "gamma",
                                           [&](mpfi_ptr out) {
                                               // Gamma is not monotone, but the argument is exact, so both
                                               // ends see one point.
                                               mpfr_gamma(&out->left, &argument.raw()->left, MPFR_RNDD);
                                               mpfr_gamma(&out->right, &argument.raw()->left, MPFR_RNDU);
                                           }) /
                       precise::gamma_half(k, 400);
            }
            return sum / alive * precise::exp(s * (precise::log(Enclosure::ratio(4, n, 400)) - moments.mean));
        };
        std::vector<Enclosure> at;
        for (int j = -2; j <= 2; ++j) {
            at.push_back(generating(j));
        }
        const Enclosure h = Enclosure::exactly(step, 400);
        CHECK(((at[3] - at[1]) / (2 * h)).mid() == Approx(0).margin(1e-15));
        CHECK(((at[3] - 2 * at[2] + at[1]) / precise::pow(h, 2)).mid() ==
              Approx(moments.variance.mid()).epsilon(1e-13));
        CHECK(((at[4] - 2 * at[3] + 2 * at[1] - at[0]) / (2 * precise::pow(h, 3))).mid() ==
              Approx(moments.third_central.mid()).epsilon(1e-13));
        CHECK(((at[4] - 4 * at[3] + 6 * at[2] - 4 * at[1] + at[0]) / precise::pow(h, 4)).mid() ==
              Approx(moments.fourth_central.mid()).epsilon(1e-13));
    }
}

TEST_CASE("width one: X is 0 or twice a chi-square of one degree", "[theorems][mlp_norm]") {
    const mlp::LogMoments moments = mlp::log_moments(1);
    CHECK(moments.mean.overlaps(precise::log(Enclosure(4)) + precise::digamma_half(1)));
    CHECK(moments.variance.overlaps(4 * mlp::log_normal_variance()));
    CHECK(mlp::death_probability(1).contains(0.5));
    // E sqrt X = (1/2) sqrt(2) E|g| = 1/sqrt(pi)
    CHECK(mlp::mean_root(1).overlaps(1 / precise::sqrt(Enclosure::pi())));
}

TEST_CASE("moments that are not conditioned", "[theorems][mlp_norm]") {
    CHECK(prints_as(mlp::kurtosis(32, 16), "30.6"));
    CHECK(prints_as(mlp::kurtosis(32, 16) / 3, "10.21"));
    CHECK(mlp::mean_square(10).contains(1.5));
    CHECK(mlp::survival_probability(3, 2).overlaps(Enclosure::ratio(49, 64)));
    for (const int n : {1, 4, 50}) {
        CHECK(certainly_less(mlp::mean_root(n), Enclosure(1)) == Certainty::yes);
    }
}

TEST_CASE("log of a neuron: the constants and the quoted products", "[theorems][mlp_norm]") {
    CHECK(prints_as(mlp::log_normal_mean(), "-0.63518142273073908501"));
    CHECK(prints_as(mlp::log_normal_variance(), "1.2337005501361698274"));
    CHECK(prints_as(16 * mlp::log_moments(32).mean, "-1.3206"));
    CHECK(prints_as(16 * mlp::log_moments(32).variance, "2.840"));
    const mlp::LogMoments moments = mlp::log_moments(20);
    CHECK(mlp::log_neuron_mean(moments, 0, 4).overlaps(precise::log(Enclosure(2)) + mlp::log_normal_mean()));
    CHECK((mlp::log_neuron_variance(moments, 8) - mlp::log_normal_variance()).overlaps(2 * moments.variance));
}

TEST_CASE("the laws stay apart", "[theorems][mlp_norm]") {
    CHECK(mlp::separation(8, 0).contains(0.0));
    Enclosure last;
    for (const std::int64_t l : {1, 2, 8, 64, 1000}) {
        const Enclosure apart = mlp::separation(8, l);
        CHECK(certainly_less(last, apart) == Certainty::yes);
        last = apart;
    }
    CHECK(certainly_at_most(last, precise::sqrt(2 / Enclosure::pi())) == Certainty::yes);
    CHECK((2 * mlp::separation(8, 3)).overlaps(mlp::separation(8, 3, 4)));
    // One layer: E|g| (1 - E sqrt X).
    CHECK(mlp::separation(1, 1).overlaps(precise::sqrt(2 / Enclosure::pi()) *
                                         (1 - 1 / precise::sqrt(Enclosure::pi()))));
}

TEST_CASE("leading orders approach the exact moments", "[theorems][mlp_norm]") {
    for (const std::int64_t n : {200, 1000}) {
        const mlp::LogMoments moments = mlp::log_moments(n);
        const double third_order = 30.0 / static_cast<double>(n * n * n);
        CHECK(mlp::log_mean_asymptote(n).mid() == Approx(moments.mean.mid()).margin(third_order));
        CHECK(mlp::log_variance_asymptote(n).mid() == Approx(moments.variance.mid()).margin(5 * third_order));
    }
}
