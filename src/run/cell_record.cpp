#include "cell_record.hpp"

#include <bit>
#include <cmath>
#include <concepts>
#include <cstring>
#include <stdexcept>
#include <tuple>
#include <type_traits>

namespace limitcheck::run {
namespace {

using statistics::Verdict;

template <class T, class U>
concept Is = std::same_as<std::remove_cvref_t<T>, U>;

// The members of each struct, by structured bindings: a member that is added to one of them does not compile
// here until it is written and read, too.

auto members(Is<CellKey> auto& key) {
    auto& [stream, index, cell] = key;
    return std::tie(stream, index, cell);
}

auto members(Is<Point> auto& point) {
    auto& [width, depth] = point;
    return std::tie(width, depth);
}

auto members(Is<PartNumber> auto& number) {
    auto& [name, value] = number;
    return std::tie(name, value);
}

auto members(Is<ObservableSummary> auto& summary) {
    auto& [name, mean, standard_error] = summary;
    return std::tie(name, mean, standard_error);
}

auto members(Is<PartCut> auto& cut) {
    auto& [number, side, at, stated] = cut;
    return std::tie(number, side, at, stated);
}

auto members(Is<PartResult> auto& part) {
    auto& [side, name, observable, tool, hypothesis, bound, log_evidence, widening, given, against, numbers,
           cut] = part;
    return std::tie(side, name, observable, tool, hypothesis, bound, log_evidence, widening, given, against,
                    numbers, cut);
}

/// All but cell, counts and reproduce, which the slot of the cell gives.
auto members(Is<CellResult> auto& result) {
    auto& [index, cell, points, counts, samples, void_samples, observables, estimate, estimate_low,
           estimate_high, target, comparison, bound, parts, log_evidence_verify, log_evidence_refute,
           threshold_verify, threshold_refute, rigor_bound, rigor_simulation, assumptions, given, verdict,
           reason, reproduce, draws] = result;
    return std::tie(index, points, samples, void_samples, observables, estimate, estimate_low, estimate_high,
                    target, comparison, bound, parts, log_evidence_verify, log_evidence_refute,
                    threshold_verify, threshold_refute, rigor_bound, rigor_simulation, assumptions, given,
                    verdict, reason, draws);
}

template <class T>
concept WithMembers = requires(T& value) {
    members(value);
};

class Writer {
  public:
    template <class T>
    requires std::unsigned_integral<T>
    void put(T value) { append(&value, sizeof value); }
    void put(double value) { append(&value, sizeof value); }
    void put(Verdict value) { put(static_cast<std::uint32_t>(value)); }
    void put(const std::string& text) {
        put(std::uint64_t{text.size()});
        bytes_ += text;
    }
    void put(const Enclosure& enclosure) {
        put(enclosure.lower());
        put(enclosure.upper());
        finite_ = finite_ && std::isfinite(enclosure.lower()) && std::isfinite(enclosure.upper());
    }
    void put(const std::vector<double>& numbers) {
        put(std::uint64_t{numbers.size()});
        append(numbers.data(), numbers.size() * sizeof(double));
    }
    template <class T>
    void put(const std::vector<T>& values) {
        put(std::uint64_t{values.size()});
        for (const T& value : values) {
            put(value);
        }
    }
    template <class T>
    void put(const std::optional<T>& value) {
        put(std::uint32_t{value.has_value()});
        if (value) {
            put(*value);
        }
    }
    template <WithMembers T>
    void put(const T& value) {
        std::apply([this](const auto&... member) { (this->put(member), ...); }, members(value));
    }

    [[nodiscard]] std::optional<std::string> take() && {
        return finite_ ? std::optional(std::move(bytes_)) : std::nullopt;
    }

  private:
    void append(const void* data, std::size_t size) { bytes_.append(static_cast<const char*>(data), size); }

    std::string bytes_;
    bool finite_ = true;
};

/// The bytes end early, or say what no record says.
struct NoRecord : std::exception {};

class Reader {
  public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    template <class T>
    requires std::unsigned_integral<T>
    void get(T& value) { copy(&value, sizeof value); }
    void get(double& value) { copy(&value, sizeof value); }
    void get(Verdict& value) {
        std::uint32_t number = 0;
        get(number);
        check(number <= static_cast<std::uint32_t>(Verdict::undecided));
        value = static_cast<Verdict>(number);
    }
    void get(std::string& text) {
        text.resize(length(1));
        copy(text.data(), text.size());
    }
    void get(Enclosure& enclosure) {
        double lower = 0;
        double upper = 0;
        get(lower);
        get(upper);
        check(std::isfinite(lower) && std::isfinite(upper) && lower <= upper);
        enclosure = Enclosure::between(lower, upper);
    }
    void get(std::vector<double>& numbers) {
        numbers.resize(length(sizeof(double)));
        copy(numbers.data(), numbers.size() * sizeof(double));
    }
    template <class T>
    void get(std::vector<T>& values) {
        // Every element takes eight bytes at least: a length, a number, or a point.
        values.resize(length(8));
        for (T& value : values) {
            get(value);
        }
    }
    template <class T>
    void get(std::optional<T>& value) {
        std::uint32_t present = 0;
        get(present);
        check(present <= 1);
        if (present == 1) {
            get(value.emplace());
        }
    }
    template <WithMembers T>
    void get(T& value) {
        std::apply([this](auto&... member) { (this->get(member), ...); }, members(value));
    }
    void end() const { check(rest_.empty()); }

  private:
    static void check(bool holds) {
        if (!holds) {
            throw NoRecord();
        }
    }
    std::size_t length(std::size_t bytes_each) {
        std::uint64_t count = 0;
        get(count);
        check(count <= rest_.size() / bytes_each);
        return count;
    }
    void copy(void* into, std::size_t size) {
        check(size <= rest_.size());
        if (size > 0) {
            std::memcpy(into, rest_.data(), size);
        }
        rest_.remove_prefix(size);
    }

    std::string_view rest_;
};

}  // namespace

std::optional<std::string> to_record(const CellKey& key, const CellResult& result) {
    Writer writer;
    writer.put(key);
    writer.put(result);
    return std::move(writer).take();
}

std::optional<CellRecord> from_record(std::string_view bytes) {
    try {
        CellRecord record;
        Reader reader(bytes);
        reader.get(record.key);
        reader.get(record.result);
        reader.end();
        return record;
    } catch (const NoRecord&) {
        return std::nullopt;
    }
}

}  // namespace limitcheck::run
