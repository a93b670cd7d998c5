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

/// Where a stratum of large sizes starts: at `from` where that leaves two octaves at least, and nowhere else:
/// a stratum that is nearly a point would make every fifth cell the same one.
std::uint32_t stratum(std::uint32_t least, std::uint32_t from, std::uint32_t most) {
    return most / 4 >= from ? std::max(least, from) : least;
}

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

/// k distinct rows, or a listed pair.
std::vector<std::size_t> draw_rows(Draws& draws, const DataSet& data, std::size_t k) {
    if (k == 2 && !data.pairs.empty()) {
        const auto& pair = data.pairs[draws.uniform(static_cast<std::uint32_t>(data.pairs.size()))];
        return {pair.begin(), pair.end()};
    }
    std::vector<std::size_t> rows;
    std::vector<std::size_t> taken;  // in order
    for (std::size_t i = 0; i < k; ++i) {
        std::size_t row = draws.uniform(static_cast<std::uint32_t>(data.rows - i));
        for (const std::size_t earlier : taken) {
            row += row >= earlier ? 1 : 0;
        }
        rows.push_back(row);
        taken.insert(std::upper_bound(taken.begin(), taken.end(), row), row);
    }
    return rows;
}

double dot(const DataSet& data, std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t i = 0; i < data.dimension; ++i) {
        sum += data.values[a * data.dimension + i] * data.values[b * data.dimension + i];
    }
    return sum / static_cast<double>(data.dimension);
}

}  // namespace

Inputs DataSet::inputs(const std::vector<std::size_t>& of) const {
    const std::size_t k = of.size();
    require(k >= 1 && k <= most_inputs, "DataSet::inputs: one to eight rows");
    std::vector<double> gram(k * k);
    for (std::size_t i = 0; i < k; ++i) {
        gram[i * k + i] = dot(*this, of[i], of[i]);
    }
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            // Cauchy-Schwarz must survive rounding: the matrix is used as a covariance.
            const double most = std::nextafter(std::sqrt(gram[i * k + i]) * std::sqrt(gram[j * k + j]), 0.0);
            gram[i * k + j] = gram[j * k + i] = std::clamp(dot(*this, of[i], of[j]), -most, most);
        }
    }
    return Inputs(fmt::format("rows:{}", fmt::join(of, ":")), k, std::move(gram));
}

Inputs DataSet::resolve(std::string_view id) const {
    constexpr std::string_view prefix = "rows:";
    if (!id.starts_with(prefix)) {
        return Inputs::parse(id);
    }
    std::vector<std::size_t> of;
    for (std::size_t start = prefix.size(); start <= id.size();) {
        const std::size_t colon = std::min(id.find(':', start), id.size());
        const auto row = parse_unsigned(id.substr(start, colon - start), rows - 1);
        if (!row || of.size() == most_inputs) {
            throw Error(fmt::format(
                "'{}' names no rows of {}: give rows:I, rows:I:J and so on, at most {}, each in 0..{}", id,
                path, most_inputs, rows - 1));
        }
        of.push_back(static_cast<std::size_t>(*row));
        start = colon + 1;
    }
    return inputs(of);
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
    require(k >= 1 && k <= most_inputs, "Domain::takes_data: one to eight rows");
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
    if (domain.limit_) {
        domain.limit_ = [before = limit_, also = std::move(admissible)](const Cell& cell) {
            return before(cell) && also(cell);
        };
        domain.limit_description_ += ", " + description;
    } else {
        domain.limit_ = std::move(admissible);
        domain.limit_description_ = std::move(description);
    }
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
    for (std::uint64_t attempt = 0; attempt < most_attempts; ++attempt) {
        Draws draws(seed, claim_id, index, attempt);
        Cell cell;
        cell.width = draws.log_uniform(from_width(index), most_width_);
        cell.depth = draws.log_uniform(from_depth(index), most_depth_);
        const std::uint32_t sixteenths =
            least_sixteenth_ + draws.uniform(most_sixteenth_ - least_sixteenth_ + 1);
        cell.time = Time::of_billionths(std::uint64_t{sixteenths} * (Time::unit / 16));
        if (data != nullptr && data_inputs_ != 0) {
            cell.inputs = data->inputs(draw_rows(draws, *data, data_inputs_));
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
        fmt::format("claim {}: no admissible cell {} in {} draws (n L at most {}, layer 1 at least, {}the "
                    "bound below what "
                    "holds trivially); its domain is empty for these inputs: widen it",
                    claim_id, index, most_attempts, cost_limit(index),
                    limit_description_.empty() ? "" : limit_description_ + ", "));
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
    } else if (const std::vector<std::size_t> wanted = input_counts();
               std::find(wanted.begin(), wanted.end(), cell.inputs.count()) == wanted.end()) {
        why = fmt::format("the claim takes {} input{}, inputs={} gives {}", fmt::join(wanted, " or "),
                          wanted == std::vector<std::size_t>{1} ? "" : "s", cell.inputs.id(),
                          cell.inputs.count());
    } else if (limit_ && !limit_(cell)) {
        why = "it breaks the limit of the domain: " + limit_description_;
    } else {
        return true;
    }
    return false;
}

std::vector<std::size_t> Domain::input_counts() const {
    std::vector<std::size_t> counts;
    for (const std::string& id : inputs_) {
        counts.push_back(Inputs::parse(id).count());
    }
    if (data_inputs_ != 0) {
        counts.push_back(data_inputs_);
    }
    std::sort(counts.begin(), counts.end());
    counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
    return counts;
}

std::uint32_t Domain::from_width(std::uint64_t index) const {
    return index % 5 == 1 ? stratum(least_width_, wide, most_width_) : least_width_;
}

std::uint32_t Domain::from_depth(std::uint64_t index) const {
    return index % 5 == 2 ? stratum(least_depth_, deep, most_depth_) : least_depth_;
}

}  // namespace limitcheck
