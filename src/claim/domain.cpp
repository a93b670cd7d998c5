#include "limitcheck/claim/domain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/cell/hash.hpp"

namespace limitcheck {
namespace {

constexpr std::uint64_t most_attempts = 10'000;
constexpr std::uint32_t wide = 4096;
constexpr std::uint32_t deep = 128;

/// Uniform integers from a hash chain; one value a call, in a fixed order.
class Draws {
  public:
    Draws(std::uint64_t seed, std::string_view claim_id, std::uint64_t index, std::uint64_t attempt)
        : state_(hash_number(
              attempt, hash_number(index, hash_bytes("domain", hash_bytes(claim_id, hash_number(seed)))))) {}

    /// Uniform in [0, below), below < 2^32; the bias of the multiplication is under 2^-32.
    std::uint32_t uniform(std::uint32_t below) {
        state_ = hash_number(count_++, state_);
        return static_cast<std::uint32_t>(((state_ >> 32) * below) >> 32);
    }

    /// Uniform over the octaves that meet [least, most], then uniform within the octave's part of it.
    std::uint32_t log_uniform(std::uint32_t least, std::uint32_t most) {
        const auto first = static_cast<std::uint32_t>(std::bit_width(least) - 1);
        const auto last = static_cast<std::uint32_t>(std::bit_width(most) - 1);
        const std::uint32_t octave = first + uniform(last - first + 1);
        const std::uint32_t from = std::max(least, std::uint32_t{1} << octave);
        const std::uint32_t to = std::min(most, static_cast<std::uint32_t>((std::uint64_t{2} << octave) - 1));
        return from + uniform(to - from + 1);
    }

  private:
    std::uint64_t state_;
    std::uint64_t count_ = 0;
};

Order draw_order(Draws& draws) {
    switch (draws.uniform(5)) {
        case 0:
            return Order::width_first();
        case 1:
            return Order::depth_first();
        case 2:
            return Order::diagonal();
        case 3: {
            constexpr std::uint32_t thousandths[] = {250, 500, 750, 1500, 2000, 3000};
            return Order::power(thousandths[draws.uniform(6)]);
        }
        default:
            return Order::staircase(draws.uniform(0x40000000U));
    }
}

double dot(const DataSet& data, std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t i = 0; i < data.dimension; ++i) {
        sum += data.values[a * data.dimension + i] * data.values[b * data.dimension + i];
    }
    return sum / static_cast<double>(data.dimension);
}

}  // namespace

Inputs DataSet::single(std::size_t row) const {
    return Inputs(fmt::format("rows:{}", row), 1, {dot(*this, row, row)});
}

Inputs DataSet::pair(std::size_t row_a, std::size_t row_b) const {
    const double aa = dot(*this, row_a, row_a);
    const double bb = dot(*this, row_b, row_b);
    // Cauchy-Schwarz must survive rounding: the matrix is used as a covariance.
    const double most = std::nextafter(std::sqrt(aa) * std::sqrt(bb), 0.0);
    const double ab = std::clamp(dot(*this, row_a, row_b), -most, most);
    return Inputs(fmt::format("rows:{}:{}", row_a, row_b), 2, {aa, ab, ab, bb});
}

Inputs DataSet::resolve(std::string_view id) const {
    constexpr std::string_view prefix = "rows:";
    if (!id.starts_with(prefix)) {
        return Inputs::parse(id);
    }
    const std::string_view list = id.substr(prefix.size());
    const std::size_t colon = list.find(':');
    const auto first = parse_unsigned(list.substr(0, colon), rows - 1);
    if (first && colon == std::string_view::npos) {
        return single(static_cast<std::size_t>(*first));
    }
    if (colon != std::string_view::npos) {
        const auto second = parse_unsigned(list.substr(colon + 1), rows - 1);
        if (first && second) {
            return pair(static_cast<std::size_t>(*first), static_cast<std::size_t>(*second));
        }
    }
    throw Error(fmt::format("'{}' names no rows of {}: give rows:I or rows:I:J with I, J in 0..{}", id, path,
                            rows - 1));
}

Domain Domain::width(std::uint32_t least, std::uint32_t most) const {
    require(least >= 1 && least <= most, "Domain::width: 1 <= least <= most");
    Domain domain = *this;
    domain.least_width_ = least;
    domain.most_width_ = most;
    return domain;
}

Domain Domain::depth(std::uint32_t least, std::uint32_t most) const {
    require(least >= 1 && least <= most, "Domain::depth: 1 <= least <= most");
    Domain domain = *this;
    domain.least_depth_ = least;
    domain.most_depth_ = most;
    return domain;
}

Domain Domain::time(const char* least, const char* most) const {
    constexpr std::uint32_t sixteenth = Time::unit / 16;
    Domain domain = *this;
    domain.least_sixteenth_ = std::max(1U, (Time::parse(least).billionths() + sixteenth - 1) / sixteenth);
    domain.most_sixteenth_ = Time::parse(most).billionths() / sixteenth;
    domain.least_time_ = Time::parse(least);
    domain.most_time_ = Time::parse(most);
    require(domain.least_sixteenth_ <= domain.most_sixteenth_, "Domain::time: no multiple of 1/16 in it");
    return domain;
}

Domain Domain::inputs(std::vector<std::string> ids) const {
    require(!ids.empty(), "Domain::inputs: at least one id");
    Domain domain = *this;
    domain.inputs_ = std::move(ids);
    return domain;
}

Domain Domain::takes_data(std::size_t k) const {
    require(k == 1 || k == 2, "Domain::takes_data: single rows or pairs");
    Domain domain = *this;
    domain.data_inputs_ = k;
    return domain;
}

Domain Domain::along_orders() const {
    Domain domain = *this;
    domain.orders_ = true;
    return domain;
}

Domain Domain::limit(std::function<bool(const Cell&)> admissible, std::string description) const {
    Domain domain = *this;
    domain.limit_ = std::move(admissible);
    domain.limit_description_ = std::move(description);
    return domain;
}

std::uint64_t Domain::cost_limit(std::uint64_t index) {
    if (index <= 40) {
        return std::uint64_t{1} << 19;
    }
    return index <= 300 ? std::uint64_t{1} << 21 : std::uint64_t{1} << 23;
}

Cell Domain::draw(std::uint64_t seed, std::string_view claim_id, std::uint64_t index, const DataSet* data,
                  const std::function<bool(const Cell&)>& admissible) const {
    const std::uint32_t from_width =
        index % 5 == 1 ? std::max(least_width_, std::min(wide, most_width_)) : least_width_;
    const std::uint32_t from_depth =
        index % 5 == 2 ? std::max(least_depth_, std::min(deep, most_depth_)) : least_depth_;
    for (std::uint64_t attempt = 0; attempt < most_attempts; ++attempt) {
        Draws draws(seed, claim_id, index, attempt);
        Cell cell;
        cell.width = draws.log_uniform(from_width, most_width_);
        cell.depth = draws.log_uniform(from_depth, most_depth_);
        const std::uint32_t sixteenths =
            least_sixteenth_ + draws.uniform(most_sixteenth_ - least_sixteenth_ + 1);
        cell.time = Time::of_billionths(std::uint64_t{sixteenths} * (Time::unit / 16));
        if (data != nullptr && data_inputs_ != 0) {
            const auto rows = static_cast<std::uint32_t>(data->rows);
            const bool listed = data_inputs_ == 2 && !data->pairs.empty();
            const std::uint32_t first =
                draws.uniform(listed ? static_cast<std::uint32_t>(data->pairs.size()) : rows);
            if (listed) {
                cell.inputs = data->pair(data->pairs[first][0], data->pairs[first][1]);
            } else if (data_inputs_ == 1) {
                cell.inputs = data->single(first);
            } else {
                const std::uint32_t second = draws.uniform(rows - 1);
                cell.inputs = data->pair(first, second + (second >= first ? 1 : 0));
            }
        } else {
            cell.inputs = Inputs::parse(inputs_[draws.uniform(static_cast<std::uint32_t>(inputs_.size()))]);
        }
        if (orders_) {
            cell.order = draw_order(draws);
        }
        const bool affordable = std::uint64_t{cell.width} * cell.depth <= cost_limit(index);
        // Layer 0 is exact and never sampled.
        if (affordable && cell.layer() >= 1 && (!limit_ || limit_(cell)) && admissible(cell)) {
            return cell;
        }
    }
    throw Error(
        fmt::format("claim {}: no admissible cell {} in {} draws; its domain is empty for these inputs",
                    claim_id, index, most_attempts));
}

bool Domain::contains(const Cell& cell, std::string& why) const {
    if (cell.width < least_width_ || cell.width > most_width_) {
        why = fmt::format("n={} is outside {}..{}", cell.width, least_width_, most_width_);
    } else if (cell.depth < least_depth_ || cell.depth > most_depth_) {
        why = fmt::format("L={} is outside {}..{}", cell.depth, least_depth_, most_depth_);
    } else if (cell.time < least_time_ || cell.time > most_time_) {
        why = fmt::format("t={} is outside {}..{}", cell.time.text(), least_time_.text(), most_time_.text());
    } else if (cell.layer() == 0) {
        why = fmt::format("t={} is layer 0 of L={}, which is exact", cell.time.text(), cell.depth);
    } else if (cell.order.has_value() != orders_) {
        why = orders_ ? "the claim is about orders of growth: add order=ID"
                      : "the claim takes no order of growth";
    } else if (const std::size_t wanted = Inputs::parse(inputs_.front()).count();
               cell.inputs.count() != wanted) {
        why = fmt::format("the claim takes {} input{}, inputs={} gives {}", wanted, wanted == 1 ? "" : "s",
                          cell.inputs.id(), cell.inputs.count());
    } else if (limit_ && !limit_(cell)) {
        why = "it breaks the limit of the domain: " + limit_description_;
    } else {
        return true;
    }
    return false;
}

std::string Domain::description(const DataSet* data) const {
    std::string text = fmt::format(
        "n in {}..{}, L in {}..{}, n L at most 2^19 (cells 1 to 40), 2^21 (to 300), 2^23 "
        "(beyond), t among k/16 in [{}, {}]",
        least_width_, most_width_, least_depth_, most_depth_, least_sixteenth_ / 16.0,
        most_sixteenth_ / 16.0);
    if (data != nullptr && data_inputs_ != 0) {
        text += data_inputs_ == 1 ? fmt::format(", rows of the input file ({} rows)", data->rows)
                : !data->pairs.empty()
                    ? fmt::format(", {} listed pairs of rows of the input file ({} rows)", data->pairs.size(),
                                  data->rows)
                    : fmt::format(", pairs of distinct rows of the input file ({} rows)", data->rows);
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
