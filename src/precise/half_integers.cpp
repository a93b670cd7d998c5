// The gamma, digamma and trigamma functions at positive half-integers, where exact recurrences reach them.
#include <stdexcept>

#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::precise {

namespace {

void require_positive(std::int64_t k, const char* what) {
    if (k < 1) {
        throw std::domain_error(std::string("Enclosure: ") + what + " of k/2 needs k >= 1, not " +
                                std::to_string(k));
    }
}

// k/2 is held exactly, and MPFR rounds its functions correctly in either direction.
using Rounded = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);

Enclosure rounded(Rounded function, std::int64_t k, Bits bits, const char* what) {
    require_positive(k, what);
    const Enclosure half = Enclosure::ratio(k, 2, std::max<Bits>(bits, 64));
    return Enclosure::computed(bits, what, [&](mpfi_ptr out) {
        function(&out->left, &half.raw()->left, MPFR_RNDD);
        function(&out->right, &half.raw()->left, MPFR_RNDU);
    });
}

}  // namespace

Enclosure gamma_half(std::int64_t k, Bits bits) { return rounded(mpfr_gamma, k, bits, "gamma"); }

Enclosure log_gamma_half(std::int64_t k, Bits bits) { return rounded(mpfr_lngamma, k, bits, "log gamma"); }

Enclosure digamma_half(std::int64_t k, Bits bits) {
    require_positive(k, "digamma");
    const bool odd = k % 2 == 1;
    Enclosure sum = -Enclosure::euler_gamma(bits);
    if (odd) {
        sum -= 2 * Enclosure::log2(bits);
    }
    for (std::int64_t j = odd ? 1 : 2; j < k; j += 2) {
        sum += Enclosure::ratio(2, j, bits);
    }
    return sum;
}

Enclosure trigamma_half(std::int64_t k, Bits bits) {
    require_positive(k, "trigamma");
    const bool odd = k % 2 == 1;
    Enclosure sum = square(Enclosure::pi(bits)) / (odd ? 2 : 6);
    for (std::int64_t j = odd ? 1 : 2; j < k; j += 2) {
        sum -= square(Enclosure::ratio(2, j, bits));
    }
    return sum;
}

}  // namespace limitcheck::precise
