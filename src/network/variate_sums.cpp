#include "network/variate_sums.hpp"

#include <algorithm>

namespace limitcheck::network::detail {

namespace {

/// Calls add(group, first neuron, neurons) for each group's neurons among the `count` from `first` on, in
/// slices whose products may be summed in Real.
template <class Add>
void for_each_slice(std::uint32_t groups, std::uint32_t width, std::uint32_t first, std::uint32_t count,
                    Add add) {
    const std::uint64_t end = std::uint64_t{first} + count;
    auto group = static_cast<std::uint32_t>(std::uint64_t{first} * groups / width);
    for (std::uint64_t neuron = first; neuron < end;) {
        while (first_of_group(group + 1, groups, width) <= neuron) {
            ++group;
        }
        const std::uint64_t slice_end =
            std::min<std::uint64_t>({end, first_of_group(group + 1, groups, width), neuron + summed_in_real});
        add(group, static_cast<std::uint32_t>(neuron), static_cast<std::uint32_t>(slice_end - neuron));
        neuron = slice_end;
    }
}

}  // namespace

template <class Real>
void add_grouped_products(const Activation& activation, std::uint32_t groups, std::uint32_t width,
                          std::uint32_t inputs, std::uint32_t first, std::uint32_t count, const Real* state,
                          std::span<Real> post, double* grouped) {
    for_each_slice(groups, width, first, count,
                   [&](std::uint32_t group, std::uint32_t neuron, std::uint32_t neurons) {
                       const std::size_t row = std::size_t{inputs} * lanes;
                       const Real* pre = state + (neuron - first) * row;
                       double* sums = grouped + group * packed(inputs) * lanes;
                       accumulate_part<Real>(activation, {inputs, neurons, false}, pre, post, sums);
                   });
}

VariateSums::VariateSums(const Architecture& architecture, Depth depth, VariateShape shape,
                         std::uint32_t inputs, Width width, std::span<const std::uint32_t> layers)
    : architecture_(architecture),
      depth_(depth),
      shape_(checked(shape, inputs, width)),
      inputs_(inputs),
      width_(width.value),
      layers_(layers),
      first_scale_(architecture.alpha(1, depth) * architecture.alpha(1, depth) * architecture.weights()),
      windows_(std::size_t{shape.windows} * shape.groups * packed(inputs) * lanes),
      grouped_(shape.groups * packed(inputs) * lanes),
      recorded_(grouped_.size()),
      variates_(shape, inputs) {}

double VariateSums::scale(std::uint32_t layer) const {
    if (!std::holds_alternative<ArrayScale>(architecture_.branch())) {
        return first_scale_;
    }
    const double alpha = architecture_.alpha(layer + 1, depth_);
    return alpha * alpha * architecture_.weights();
}

bool VariateSums::ends_run(std::uint32_t layer) const {
    const std::uint32_t next = layer + 1;
    const std::uint32_t last = layers_.back();
    return std::binary_search(layers_.begin(), layers_.end(), next) ||
           window_of(next, shape_.windows, last) != window_of(layer, shape_.windows, last) ||
           scale(next) != scale(layer);
}

void VariateSums::add_centred(const double* sums, std::uint32_t group, double mean, double scale,
                              double* into) const {
    const std::uint32_t neurons =
        first_of_group(group + 1, shape_.groups, width_) - first_of_group(group, shape_.groups, width_);
    const double centre = neurons * mean;
    const double factor = scale / width_;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        into[lane] += factor * (sums[lane] - centre);
    }
}

void VariateSums::add(std::uint32_t layer, std::span<const double> moments) {
    const std::size_t entries = packed(inputs_);
    for (std::size_t e = 0; e < entries; ++e) {
        means_[e] += packed_entry(moments, inputs_, e);
    }
    if (!ends_run(layer)) {
        return;
    }
    const double* sums = grouped_.data();
    double* into =
        windows_.data() + window_of(layer, shape_.windows, layers_.back()) * shape_.groups * entries * lanes;
    for (std::uint32_t group = 0; group < shape_.groups; ++group) {
        for (std::size_t e = 0; e < entries; ++e, sums += lanes, into += lanes) {
            add_centred(sums, group, means_[e], scale(layer), into);
        }
    }
    std::fill(grouped_.begin(), grouped_.end(), 0.0);
    means_.fill(0);
}

template <class Real>
const Variates& VariateSums::at(const LayerView<Real>& chain, std::span<const double> limit) {
    const std::size_t entries = packed(inputs_);
    std::fill(recorded_.begin(), recorded_.end(), 0.0);
    for_each_slice(shape_.groups, width_, 0, width_,
                   [&](std::uint32_t group, std::uint32_t neuron, std::uint32_t neurons) {
                       accumulate<Real>({inputs_, neurons, false}, chain.pre(neuron, 0).data(),
                                        {recorded_.data() + group * entries * lanes, 1});
                   });
    for (std::uint32_t group = 0; group < shape_.groups; ++group) {
        for (std::size_t e = 0; e < entries; ++e) {
            LaneValues share{};
            for (std::uint32_t window = 0; window < shape_.windows; ++window) {
                const std::size_t at = ((std::size_t{window} * shape_.groups + group) * entries + e) * lanes;
                std::copy_n(windows_.begin() + static_cast<std::ptrdiff_t>(at), lanes, share.begin());
                variates_.set_group(group, window * entries + e, share);
            }
            share.fill(0);
            add_centred(recorded_.data() + (group * entries + e) * lanes, group,
                        packed_entry(limit, inputs_, e), 1, share.data());
            variates_.set_group(group, shape_.windows * entries + e, share);
        }
    }
    variates_.combine(width_);
    return variates_;
}

template void add_grouped_products(const Activation&, std::uint32_t, std::uint32_t, std::uint32_t,
                                   std::uint32_t, std::uint32_t, const float*, std::span<float>, double*);
template void add_grouped_products(const Activation&, std::uint32_t, std::uint32_t, std::uint32_t,
                                   std::uint32_t, std::uint32_t, const double*, std::span<double>, double*);
template const Variates& VariateSums::at(const LayerView<float>&, std::span<const double>);
template const Variates& VariateSums::at(const LayerView<double>&, std::span<const double>);

}  // namespace limitcheck::network::detail
