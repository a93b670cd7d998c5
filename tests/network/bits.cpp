// The bits of every stream and sampler, as hashes: `network_bits` prints them, `network_bits FILE` compares
// those of each vector target that this machine has with FILE. Another compiler has to find the same file
// true.
#include <array>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "../random/targets.hpp"
#include "limitcheck/cell/hash.hpp"
#include "limitcheck/network/correlation_chain.hpp"
#include "limitcheck/network/coupled_sampler.hpp"
#include "limitcheck/network/dense_sampler.hpp"
#include "limitcheck/network/excess_sampler.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/limit_chain.hpp"
#include "limitcheck/network/norm_chain.hpp"
#include "limitcheck/network/observables.hpp"
#include "limitcheck/network/variate_coefficients.hpp"
#include "limitcheck/network/variate_sampler.hpp"
#include "limitcheck/random/lanes.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::network;

constexpr random::StreamKey key{0xb175ULL};

template <class T>
std::uint64_t hash_of(const T* values, std::size_t count, std::uint64_t state) {
    return hash_bytes({reinterpret_cast<const char*>(values), count * sizeof(T)}, state);
}

template <class Real>
std::uint64_t hash_of(const LayerView<Real>& view, std::uint64_t state) {
    return hash_of(view.pre(0, 0).data(), std::size_t{view.width()} * view.inputs() * lanes, state);
}

/// k inputs of different norms and of correlations of both signs.
GramMatrix inputs(std::uint32_t k) {
    std::vector<double> values(std::size_t{k} * k);
    for (std::uint32_t i = 0; i < k; ++i) {
        for (std::uint32_t j = 0; j < k; ++j) {
            values[i * k + j] = i == j ? 1 + 0.125 * i : ((i + j) % 2 == 0 ? 0.25 : -0.125);
        }
    }
    return {k, values};
}

/// What is read off the last layer of coupled networks, for each observable.
template <class Real, class Add>
void observables(const std::string& real, const Add& add) {
    constexpr std::array layer{4U};
    for (const Activation& phi : {Activation(Relu{}), Activation(LeakyRelu{0.2}), Activation(Gelu{})}) {
        const std::string of = "observable " + real + " " + network::name(phi) + " ";
        simulate_coupled<Real>(
            resnet().activation(phi), inputs(2), Width{131}, Depth{4}, key, 0, layer,
            [&](std::size_t, const CoupledView<Real>& view) {
                const auto line = [&](const std::string& name, const LaneValues& values) {
                    add(of + name, hash_of(values.data(), values.size(), 0));
                };
                line("post_activation", post_activation(view.network(), 0, 1));
                line("post_activation_gap", post_activation_gap(view, 0, 1));
                if (!std::holds_alternative<Relu>(phi)) {
                    return;
                }
                line("second_moment", second_moment(view.network(), 1));
                line("covariance", covariance(view.network(), 0, 1));
                line("correlation", correlation(view.network(), 0, 1));
                line("active_fraction", active_fraction(view.network(), 0));
                line("value", value(view.network(), 7, 0));
                line("largest", largest(view.network(), 0));
                line("mean_witness absolute", mean_witness(view.network(), Witness::absolute, 0));
                line("mean_witness positive_part", mean_witness(view.network(), Witness::positive_part, 0));
                line("mean_witness sine", mean_witness(view.network(), Witness::sine, 0));
                line("coupling_distance", coupling_distance(view));
            });
    }
}

std::string lines() {
    std::string text;
    const auto add = [&](const std::string& name, std::uint64_t hash) {
        std::array<char, 20> number{};
        std::snprintf(number.data(), number.size(), "%016" PRIx64, hash);
        text += name + " " + number.data() + "\n";
    };
    const auto filled = [&]<class Value>(const std::string& name, auto fill, Value) {
        std::vector<Value> out(std::size_t{129} * 4 * lanes);
        fill(out.data());
        add(name, hash_of(out.data(), out.size(), 0));
    };
    // The sample numbers pass 2^32.
    const std::uint64_t first = 0x1'0000'0010ULL;
    const auto normals = [&](auto* out) { random::fill_normals(key, first, 7, 3, 129, out); };
    filled("normals float", normals, float{});
    filled("normals double", normals, double{});
    filled(
        "words", [&](std::uint32_t* out) { random::fill_words(key, first, 7, 3, 129, out); },
        std::uint32_t{});

    const std::array layers{1U, 4U};
    const auto gram = [&]<class Real>(const std::string& name, const Architecture& architecture,
                                      std::uint32_t k, std::uint32_t n, Real) {
        std::uint64_t hash = 0;
        simulate_gram<Real>(architecture, inputs(k), Width{n}, Depth{4}, key, first, layers,
                            [&](std::size_t, const LayerView<Real>& view) { hash = hash_of(view, hash); });
        add("gram " + name + " k=" + std::to_string(k) + " n=" + std::to_string(n), hash);
    };
    for (std::uint32_t k = 1; k <= most_inputs; ++k) {
        gram("float", resnet(), k, 70, float{});
        gram("double", mlp(), k, 70, double{});
    }
    for (const std::uint32_t n : {1U, 2U, 3U, 5U, 64U, 67U, 300U, 1031U, 2100U}) {
        gram("float", resnet(), 2, n, float{});
        gram("float", mlp(), 3, n, float{});
    }
    for (std::uint32_t k = 4; k <= most_inputs; ++k) {
        gram("float", resnet(), k, 600, float{});
        gram("double", resnet(), k, 300, double{});
    }
    for (const Activation& phi : {Activation(LeakyRelu{0.2}), Activation(Tanh{}), Activation(Gelu{})}) {
        gram("float " + network::name(phi), resnet().activation(phi), 2, 131, float{});
        gram("double " + network::name(phi), resnet().activation(phi), 8, 33, double{});
        gram("float " + network::name(phi), resnet().activation(phi), 5, 131, float{});
    }
    gram("float identity", mlp().activation(Identity{}), 2, 131, float{});
    gram("double leaky_relu(-3)", mlp().activation(LeakyRelu{-3}).weights(0.1), 1, 131, double{});

    // Every number from -16 to 16 in steps of 2^-9, in both types, by the activation itself.
    for (const Activation& phi : {Activation(LeakyRelu{0.2}), Activation(Tanh{}), Activation(Gelu{})}) {
        std::vector<float> floats;
        std::vector<double> doubles;
        for (int i = -8192; i <= 8192; ++i) {
            floats.push_back(activate(phi, static_cast<float>(i) * 0x1p-9F));
            doubles.push_back(activate(phi, i * 0x1p-9));
        }
        add("activation float " + network::name(phi), hash_of(floats.data(), floats.size(), 0));
        add("activation double " + network::name(phi), hash_of(doubles.data(), doubles.size(), 0));
    }

    const auto coupled = [&]<class Real>(const std::string& name, std::uint32_t k, std::uint32_t n, Real) {
        std::uint64_t hash = 0;
        simulate_coupled<Real>(resnet(), inputs(k), Width{n}, Depth{4}, key, first, layers,
                               [&](std::size_t, const CoupledView<Real>& view) {
                                   hash = hash_of(view.limit_chain(), hash_of(view.network(), hash));
                               });
        add("coupled " + name + " k=" + std::to_string(k) + " n=" + std::to_string(n), hash);
    };
    for (const std::uint32_t k : {1U, 2U}) {
        for (const std::uint32_t n : {3U, 131U, 1031U}) {
            coupled("float", k, n, float{});
        }
        coupled("double", k, 131, double{});
    }
    for (const Activation& phi : {Activation(LeakyRelu{0.2}), Activation(Gelu{})}) {
        std::uint64_t hash = 0;
        simulate_coupled(resnet().activation(phi), inputs(2), Width{1100}, Depth{4}, key, first, layers,
                         [&](std::size_t, const CoupledView<float>& view) {
                             hash = hash_of(view.limit_chain(), hash_of(view.network(), hash));
                         });
        add("coupled float " + network::name(phi) + " k=2 n=1100", hash);
    }
    observables<float>("float", add);
    observables<double>("double", add);
    for (const Activation& phi : {Activation(Relu{}), Activation(LeakyRelu{0.2}), Activation(Gelu{})}) {
        const GramMatrix k = limit_at(resnet().activation(phi), inputs(3), 9, Depth{12});
        add("limit_at " + network::name(phi), hash_of(k.values().data(), k.values().size(), 0));
    }

    const auto excess = [&]<class Real>(const std::string& name, std::uint32_t k, std::uint32_t n, Real) {
        std::uint64_t hash = 0;
        simulate_excess<Real>(resnet(), inputs(k), Width{n}, Depth{4}, key, first, layers,
                              [&](std::size_t, const CoupledView<Real>&, const Excess& x) {
                                  hash = hash_of(x.packed[0].data(), x.packed.size() * lanes, hash);
                              });
        add("excess " + name + " k=" + std::to_string(k) + " n=" + std::to_string(n), hash);
    };
    for (const std::uint32_t k : {1U, 2U}) {
        for (const std::uint32_t n : {3U, 131U, 1031U}) {
            excess("float", k, n, float{});
        }
        excess("double", k, 131, double{});
    }
    const auto variates = [&]<class Real>(const std::string& name, const Architecture& architecture,
                                          std::uint32_t k, std::uint32_t n, Real) {
        std::uint64_t hash = 0;
        simulate_variates<Real>(architecture, inputs(k), Width{n}, Depth{4}, key, first, layers, {2, 3},
                                [&](std::size_t, const CoupledView<Real>&, const Variates& z) {
                                    hash = hash_of(z.values()[0].data(), z.values().size() * lanes, hash);
                                });
        add("variates " + name + " k=" + std::to_string(k) + " n=" + std::to_string(n), hash);
    };
    for (const std::uint32_t k : {1U, 2U}) {
        for (const std::uint32_t n : {3U, 131U, 1031U}) {
            variates("float", resnet(), k, n, float{});
        }
        variates("double", resnet(), k, 131, double{});
    }
    variates("float gelu", resnet().activation(Gelu{}), 2, 131, float{});
    VariateFit fit;
    for_each_group(first, 256, [&](std::uint64_t group, std::size_t) {
        simulate_variates(resnet(), inputs(2), Width{20}, Depth{4}, key, group, layers, {2, 3},
                          [&](std::size_t index, const CoupledView<float>& view, const Variates& z) {
                              if (index == 1) {
                                  fit.add(covariance(view.network(), 0, 1), z);
                              }
                          });
    });
    const VariateCoefficients coefficients = fit.coefficients();
    add("variate coefficients", hash_of(coefficients.values.data(), coefficients.values.size(), 0));

    const auto dense = [&]<class Real>(const std::string& name, WeightLaw law, std::uint32_t k,
                                       std::uint32_t n, Real) {
        std::uint64_t hash = 0;
        simulate_dense<Real>(resnet(), law, inputs(k), Width{n}, Depth{4}, key, first, layers,
                             [&](std::size_t, const LayerView<Real>& view) { hash = hash_of(view, hash); });
        add("dense " + name + " k=" + std::to_string(k) + " n=" + std::to_string(n), hash);
    };
    for (const std::uint32_t n : {1U, 3U, 9U, 64U, 70U, 100U, 101U, 103U, 132U, 261U}) {
        dense("gaussian float", WeightLaw::gaussian, 2, n, float{});
    }
    for (const std::uint32_t k : {1U, 3U, 5U, 8U}) {
        dense("gaussian float", WeightLaw::gaussian, k, 70, float{});
        dense("gaussian double", WeightLaw::gaussian, k, 33, double{});
        dense("gaussian float", WeightLaw::gaussian, k, 133, float{});
    }
    dense("rademacher float", WeightLaw::rademacher, 2, 37, float{});
    dense("uniform double", WeightLaw::uniform, 2, 37, double{});

    std::uint64_t norm = 0;
    simulate_norm(2.0, Width{64}, Depth{4}, key, first, layers, [&](std::size_t, const NormView& view) {
        norm = hash_of(view.log_norm.data(), view.log_norm.size(), norm);
    });
    add("norm chain", norm);
    std::uint64_t correlation = 0;
    simulate_correlation(
        0.5, Width{64}, Depth{4}, key, first, layers, [&](std::size_t, const CorrelationView& view) {
            correlation = hash_of(view.one_minus_rho.data(), view.one_minus_rho.size(), correlation);
        });
    add("correlation chain", correlation);
    return text;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fputs(lines().c_str(), stdout);
        return 0;
    }
    std::ifstream file(arguments[1]);
    const std::string expected(std::istreambuf_iterator<char>(file), {});
    int targets = 0;
    int different = 0;
    tests::for_each_target([&](const std::string& target) {
        const bool same = lines() == expected;
        std::printf("%s: %s\n", target.c_str(), same ? "the same bits" : "other bits than the file's");
        ++targets;
        different += same ? 0 : 1;
    });
    return targets > 0 && different == 0 ? 0 : 1;
}
