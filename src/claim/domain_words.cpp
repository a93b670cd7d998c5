// A domain in words: the law that its cells are drawn from, and why none can be.
#include <fmt/format.h>

#include "limitcheck/claim/domain.hpp"

namespace limitcheck {

std::string Domain::empty_because() const {
    const auto text = [this](std::uint64_t index) {
        return index == 1   ? fmt::format("every fifth cell has n of at least {}, which makes", from_width(1))
               : index == 2 ? fmt::format("every fifth cell has L of at least {}, which makes", from_depth(2))
                            : std::string("the least n and L make");
    };
    for (const std::uint64_t index : {3U, 1U, 2U}) {
        const std::uint64_t least = std::uint64_t{from_width(index)} * from_depth(index);
        if (least > cost_limit(index)) {
            return fmt::format(
                "{} n L at least {}, and cells 1 to 40 have at most {}; let n or L start lower", text(index),
                least, cost_limit(index));
        }
    }
    Cell deepest;
    deepest.depth = most_depth_;
    deepest.time = Time::of_billionths(std::uint64_t{most_sixteenth_} * (Time::unit / 16));
    if (deepest.layer() == 0) {
        return fmt::format("at t = {} even L = {} is at layer 0, which is exact; let t or L reach further",
                           deepest.time.text(), most_depth_);
    }
    return {};
}

std::string Domain::law() const {
    std::string text = least_width_ == most_width_ && least_depth_ == most_depth_
                           ? ""
                           : " (log-uniform: an octave, then a size in it";
    const auto add = [&text](std::uint64_t index, const char* size, std::uint32_t from, std::uint32_t least) {
        if (from > least) {
            text += fmt::format("; cells {}, {}, {}, ...: {} from {} on", index, index + 5, index + 10, size,
                                from);
        }
    };
    add(1, "n", from_width(1), least_width_);
    add(2, "L", from_depth(2), least_depth_);
    return text.empty() ? text : text + ")";
}

std::string Domain::description(const DataSet* data) const {
    std::string text = fmt::format(
        "n in {}..{}, L in {}..{}{}, n L at most 2^19 (cells 1 to 40), 2^21 (to "
        "300), 2^23 (beyond), t among k/16 in [{}, {}]",
        least_width_, most_width_, least_depth_, most_depth_, law(), least_sixteenth_ / 16.0,
        most_sixteenth_ / 16.0);
    if (data != nullptr && data_inputs_ != 0) {
        const bool listed = data_inputs_ == 2 && !data->pairs.empty();
        text += (data_inputs_ == 1   ? std::string(", ")
                 : listed            ? fmt::format(", {} listed pairs of ", data->pairs.size())
                 : data_inputs_ == 2 ? std::string(", pairs of distinct ")
                                     : fmt::format(", {} distinct ", data_inputs_)) +
                fmt::format("rows of the input file ({} rows)", data->rows);
        text += data->selection;
    } else {
        text += fmt::format(", inputs {}", fmt::join(inputs_, " "));
    }
    if (orders_) {
        text += ", along width-first, depth-first, diagonal, power and staircase orders";
    }
    if (!limit_description_.empty()) {
        text += ", " + limit_description_;
    }
    return text + "; only where the bound is below what holds trivially";
}

}  // namespace limitcheck
