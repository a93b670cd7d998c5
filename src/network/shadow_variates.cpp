// The variates' shadow: sums over the layers of chains in high precision, themselves in double.
#include <numeric>

#include "limitcheck/network/limit_chain.hpp"
#include "limitcheck/network/shadow_sampler.hpp"
#include "network/variate_sums.hpp"

namespace limitcheck::network {

namespace {

std::vector<std::uint32_t> up_to(std::uint32_t last) {
    std::vector<std::uint32_t> all(last + 1);
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

/// The variates of a chain that is seen layer by layer, from 0 on.
class SeenChain {
  public:
    SeenChain(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
              VariateShape shape, std::span<const std::uint32_t> layers)
        : architecture_(architecture),
          depth_(depth),
          shape_(shape),
          layers_(layers),
          limit_(gram),
          sums_(architecture, depth, shape, gram.inputs(), width, layers),
          post_(std::size_t{detail::summed_in_real} * gram.inputs() * lanes) {}

    /// Takes the next layer; where it is the i-th that is recorded, calls record(i, its variates).
    template <class Record>
    void see(const LayerView<double>& chain, const Record& record) {
        const std::uint32_t l = chain.layer();
        if (layers_[next_] == l) {
            record(next_++, sums_.at(chain, limit_.values()));
        }
        if (l == layers_.back()) {
            return;
        }
        detail::add_grouped_products<double>(architecture_.activation(), shape_.groups, chain.width(),
                                             chain.inputs(), 0, chain.width(), chain.pre(0, 0).data(), post_,
                                             sums_.grouped());
        sums_.add(l, post_activation_moments(architecture_.activation(), limit_));
        limit_ = next_limit(architecture_, limit_, l + 1, depth_);
    }

  private:
    const Architecture& architecture_;
    Depth depth_;
    VariateShape shape_;
    std::span<const std::uint32_t> layers_;
    std::size_t next_ = 0;
    GramMatrix limit_;
    detail::VariateSums sums_;
    std::vector<double> post_;
};

}  // namespace

void shadow_variates(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                     random::StreamKey key, std::size_t networks, std::span<const std::uint32_t> layers,
                     VariateShape shape, ShadowNoise& noise, const VariateRecorder<double>& record) {
    if (layers.empty()) {
        return;
    }
    SeenChain chain(architecture, gram, width, depth, shape, layers);
    shadow_coupled(architecture, gram, width, depth, key, networks, up_to(layers.back()), noise,
                   [&](std::size_t, const CoupledView<double>& view) {
                       chain.see(view.limit_chain(),
                                 [&](std::size_t index, const Variates& z) { record(index, view, z); });
                   });
}

void shadow_excess(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                   random::StreamKey key, std::size_t networks, std::span<const std::uint32_t> layers,
                   VariateShape shape, ShadowNoise& noise, const ExcessVariateRecorder<double>& record) {
    if (layers.empty()) {
        return;
    }
    SeenChain chain(architecture, gram, width, depth, shape, layers);
    shadow_excess(architecture, gram, width, depth, key, networks, up_to(layers.back()), noise,
                  [&](std::size_t, const CoupledView<double>& view, const Excess& x) {
                      chain.see(view.limit_chain(),
                                [&](std::size_t index, const Variates& z) { record(index, view, x, z); });
                  });
}

}  // namespace limitcheck::network
