// The number type of shadows, and the store of their normals.
#pragma once

#include <boost/multiprecision/mpfr.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>
#include <vector>

#include "limitcheck/random/stream.hpp"

namespace limitcheck::network::detail {

/// 34 decimal digits; kept on the stack, as a shadow makes some ten numbers a neuron and layer.
using ShadowReal = boost::multiprecision::number<
    boost::multiprecision::mpfr_float_backend<34, boost::multiprecision::allocate_stack>,
    boost::multiprecision::et_off>;

using ShadowRow = std::vector<ShadowReal>;

/// Behind ShadowNoise: rows of normals by (key, sample, layer), each as long as was asked for so far.
class ShadowStore {
  public:
    /// Normals 0 .. count-1 at least. What was returned stays as it is when a row grows.
    [[nodiscard]] std::shared_ptr<const ShadowRow> normals(random::StreamKey key, std::uint64_t sample,
                                                           std::uint32_t layer, std::size_t count);

  private:
    struct Entry {
        std::mutex mutex;
        std::shared_ptr<const ShadowRow> row = std::make_shared<const ShadowRow>();
    };
    std::mutex mutex_;
    std::map<std::tuple<std::uint64_t, std::uint64_t, std::uint32_t>, std::unique_ptr<Entry>> entries_;
};

/// pi.
[[nodiscard]] const ShadowReal& shadow_pi();

}  // namespace limitcheck::network::detail
