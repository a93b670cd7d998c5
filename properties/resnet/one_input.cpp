#include "one_input.hpp"

#include <variant>

namespace limitcheck::properties {

namespace gaussian = theorems::gaussian_limit;

theorems::Branches branches_of(const network::Architecture& network, std::uint32_t depth) {
    // The sampler's scales are doubles; the theorem's default is the exact 1/L.
    if (network == network::resnet()) {
        return theorems::Branches::inverse_root(depth);
    }
    const Enclosure weights = Enclosure::exactly(network.weights());
    std::vector<Enclosure> squares;
    for (std::uint32_t layer = 1; layer <= depth; ++layer) {
        if (const auto* power = std::get_if<network::PowerScale>(&network.branch())) {
            squares.push_back(weights * pow(Enclosure(depth), 2 * Enclosure::exactly(power->exponent)));
        } else {
            squares.push_back(weights *
                              square(Enclosure::exactly(network.alpha(layer, network::Depth{depth}))));
        }
    }
    return theorems::Branches::of(std::move(squares));
}

OneInputNumbers one_input_numbers(const Cell& cell, const OneInputFacts& facts) {
    const std::int64_t layer = cell.layer();
    const Enclosure q0 = Enclosure::exactly(cell.inputs.second_moment(0));
    const Enclosure t = Enclosure::ratio(cell.time.billionths(), Time::unit);
    const Enclosure growth = Enclosure::ratio(facts.growth_hundredths, 100);
    const gaussian::WidthConstants width = gaussian::width_constants(cell.width);
    // What the theorem says, of the network that it speaks of.
    const gaussian::ResidualChain stated(width, theorems::Branches::inverse_root(cell.depth), q0, layer);
    // What is known of the network that is drawn.
    const bool same = facts.network == network::resnet();
    const gaussian::ResidualChain drawn =
        same ? stated : gaussian::ResidualChain(width, branches_of(facts.network, cell.depth), q0, layer);

    OneInputNumbers numbers;
    numbers.chain_variance = drawn.at(layer).q;
    numbers.limit = gaussian::limit_variance(t, q0, growth);
    numbers.gap = abs(sqrt(numbers.chain_variance) - sqrt(numbers.limit));
    const Enclosure c2 = cell.time.hits_layer(cell.depth) ? gaussian::c2(t, q0) : gaussian::c2_floor(t, q0);
    numbers.distance = gaussian::c1(t, q0) / sqrt(Enclosure(cell.width)) + c2 / cell.depth;
    numbers.trivial_distance = gaussian::trivial_distance(stated, layer);
    numbers.coupling_square = gaussian::coupling_second_moment(drawn, layer);
    numbers.path_distance_square = gaussian::path_distance_square(stated, layer);
    numbers.path_coupling_square = gaussian::neuron_path_second_moment(drawn, layer);
    numbers.chain_limit =
        gaussian::chain_variance(theorems::Branches::inverse_root(cell.depth), layer, q0, growth);
    numbers.chain_start = q0;
    numbers.norm_square = drawn.at(layer).norm_square_crude;
    // |Q - limit| <= |Q - q_l| + |q_l - q_t|, and the second is at most q0 e^{t/2} (t/8 + 1/2)/L
    // (docs/theory/resnet-commute, section 2.4), the 1/2 only where tL is no integer.
    const Enclosure depth_share =
        t / 8 + (cell.time.hits_layer(cell.depth) ? Enclosure(0) : Enclosure::ratio(1, 2));
    const Enclosure depth_error = gaussian::limit_variance(t, q0) * depth_share / cell.depth;
    numbers.norm_l1 = gaussian::norm_l1(stated, layer) + depth_error;
    numbers.norm_l2 = gaussian::norm_l2(stated, layer) + depth_error;
    numbers.trivial_norm_l1 = gaussian::trivial_norm_l1(stated, layer);
    return numbers;
}

std::function<Enclosure(const Cell&)> coupling_level(const Memo<OneInputNumbers>& numbers) {
    return [numbers](const Cell& cell) {
        const auto n = numbers(cell);
        const Enclosure rest = n->distance - n->gap;
        return rest.is_positive() ? square(rest) : Enclosure(-1);
    };
}

std::function<Enclosure(const Cell&)> norm_most(const Memo<OneInputNumbers>& numbers) {
    return [numbers](const Cell& cell) {
        const auto n = numbers(cell);
        return square(sqrt(n->limit) + n->distance);
    };
}

std::function<Enclosure(const Cell&)> norm_least(const Memo<OneInputNumbers>& numbers) {
    return [numbers](const Cell& cell) {
        const auto n = numbers(cell);
        const Enclosure rest = sqrt(n->limit) - n->distance;
        return rest.is_positive() ? square(rest) : Enclosure(0);
    };
}

}  // namespace limitcheck::properties
