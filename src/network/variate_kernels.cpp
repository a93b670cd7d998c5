// The chain's products of post-activations over some neurons, for the variates' groups: relu is taken as the
// state is read.
#include "network/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/variate_kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "network/products-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

template <class Real>
HWY_INLINE void rectified_any(std::uint32_t inputs, std::uint32_t neurons, const Real* pre, double* gram) {
    for (std::size_t lane = 0; lane < lanes; lane += random::HWY_NAMESPACE::lanes_at_once()) {
        if (inputs == 1) {
            few_products<true, 1>(neurons, pre + lane, gram + lane);
        } else {
            few_products<true, 2>(neurons, pre + lane, gram + lane);
        }
    }
}

void rectified_float(std::uint32_t inputs, std::uint32_t neurons, const float* pre, double* gram) {
    rectified_any(inputs, neurons, pre, gram);
}
void rectified_double(std::uint32_t inputs, std::uint32_t neurons, const double* pre, double* gram) {
    rectified_any(inputs, neurons, pre, gram);
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace limitcheck::network {

HWY_EXPORT(rectified_float);
HWY_EXPORT(rectified_double);

namespace detail {

template <>
void accumulate_rectified(std::uint32_t inputs, std::uint32_t neurons, const float* pre, double* gram) {
    HWY_DYNAMIC_DISPATCH(rectified_float)(inputs, neurons, pre, gram);
}
template <>
void accumulate_rectified(std::uint32_t inputs, std::uint32_t neurons, const double* pre, double* gram) {
    HWY_DYNAMIC_DISPATCH(rectified_double)(inputs, neurons, pre, gram);
}

}  // namespace detail
}  // namespace limitcheck::network
#endif
