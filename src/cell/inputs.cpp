#include "limitcheck/cell/inputs.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

#include "limitcheck/cell/cell.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/cell/second_moment.hpp"

namespace limitcheck {
namespace {

std::optional<double> parse_finite(std::string_view text) {
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

}  // namespace

Inputs::Inputs(std::string id, std::size_t count, std::vector<double> gram)
    : id_(std::move(id)), count_(count), gram_(std::move(gram)) {
    require(count_ >= 1 && gram_.size() == count_ * count_, "Inputs: the Gram matrix must be count x count");
    for (std::size_t i = 0; i < count_; ++i) {
        require(gram_[i * count_ + i] > 0, "Inputs: a zero vector has no direction");
    }
}

Inputs Inputs::one(double q0) {
    if (!usable_second_moment(q0)) {
        throw Error(fmt::format("second moment {} of an input: give a number in [1e-20, 1e20]", q0));
    }
    return Inputs(q0 == 1.0 ? "one" : fmt::format("one:{}", q0), 1, {q0});
}

Inputs Inputs::pair(double correlation, double q0_a, double q0_b) {
    if (!(correlation >= -1 && correlation <= 1)) {
        throw Error(fmt::format("correlation {} of two inputs: give a number in [-1, 1]", correlation));
    }
    if (!usable_second_moment(q0_a) || !usable_second_moment(q0_b)) {
        throw Error(
            fmt::format("second moments {} and {} of two inputs: give numbers in [1e-20, 1e20]", q0_a, q0_b));
    }
    const double product = correlation * std::sqrt(q0_a) * std::sqrt(q0_b);
    std::string id = q0_a == 1.0 && q0_b == 1.0 ? fmt::format("pair:{}", correlation)
                                                : fmt::format("pair:{}:{}:{}", correlation, q0_a, q0_b);
    return Inputs(std::move(id), 2, {q0_a, product, product, q0_b});
}

Inputs Inputs::equal(std::size_t count, double correlation) {
    if (count < 2 || count > most_inputs) {
        throw Error(fmt::format("{} equally correlated inputs: give 2 to {}", count, most_inputs));
    }
    const double least = -1 / static_cast<double>(count - 1);
    if (!(correlation >= least && correlation <= 1)) {
        throw Error(fmt::format(
            "correlation {} of {} inputs: give a number in [{:.3g}, 1], or their matrix is no Gram matrix",
            correlation, count, least));
    }
    std::vector<double> gram(count * count, correlation);
    for (std::size_t i = 0; i < count; ++i) {
        gram[i * count + i] = 1;
    }
    return Inputs(fmt::format("equal:{}:{}", count, correlation), count, std::move(gram));
}

Inputs Inputs::parse(std::string_view id) {
    std::vector<std::string_view> parts;
    for (std::size_t start = 0; start <= id.size();) {
        const std::size_t colon = std::min(id.find(':', start), id.size());
        parts.push_back(id.substr(start, colon - start));
        start = colon + 1;
    }
    std::vector<double> numbers;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (const auto number = parse_finite(parts[i])) {
            numbers.push_back(*number);
        }
    }
    const bool all_numbers = numbers.size() + 1 == parts.size();
    if (all_numbers && parts[0] == "one" && numbers.size() <= 1) {
        return one(numbers.empty() ? 1.0 : numbers[0]);
    }
    if (all_numbers && parts[0] == "pair" && numbers.size() == 1) {
        return pair(numbers[0]);
    }
    if (all_numbers && parts[0] == "pair" && numbers.size() == 3) {
        return pair(numbers[0], numbers[1], numbers[2]);
    }
    if (all_numbers && parts[0] == "equal" && numbers.size() == 2) {
        const auto count = parse_unsigned(parts[1], most_inputs);
        return equal(count ? static_cast<std::size_t>(*count) : 0, numbers[1]);
    }
    throw Error(
        fmt::format("'{}' names no inputs: give one, one:Q, pair:C, pair:C:QA:QB or equal:K:C (rows:I:J only "
                    "with --inputs)",
                    id));
}

}  // namespace limitcheck
