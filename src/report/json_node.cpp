// Typed access to a parsed report, with complaints that name the place.
#include "json_node.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "limitcheck/cell/error.hpp"
#include "number.hpp"

namespace limitcheck::report {

Node Node::operator[](const std::string& key) const {
    if (!json_->is_object()) {
        complain("is not an object");
    }
    const auto found = json_->find(key);
    if (found == json_->end()) {
        complain(fmt::format("has no member '{}'", key));
    }
    return Node(*found, file_, path_.empty() ? key : path_ + "." + key);
}

std::vector<Node> Node::list() const {
    if (!json_->is_array()) {
        complain("is not a list");
    }
    std::vector<Node> nodes;
    nodes.reserve(json_->size());
    for (const nlohmann::json& element : *json_) {
        nodes.emplace_back(element, file_, fmt::format("{}[{}]", path_, nodes.size()));
    }
    return nodes;
}

std::string Node::text() const {
    if (!json_->is_string()) {
        complain("is not a text");
    }
    return json_->get<std::string>();
}

std::string Node::word(std::initializer_list<std::string_view> words) const {
    std::string value = text();
    if (std::find(words.begin(), words.end(), value) == words.end()) {
        complain(fmt::format("is '{}', not one of {}", value, fmt::join(words, ", ")));
    }
    return value;
}

bool Node::boolean() const {
    if (!json_->is_boolean()) {
        complain("is neither true nor false");
    }
    return json_->get<bool>();
}

std::uint64_t Node::integer(std::uint64_t least, std::uint64_t most) const {
    if (!json_->is_number_unsigned() || json_->get<std::uint64_t>() < least ||
        json_->get<std::uint64_t>() > most) {
        complain(fmt::format("is not an integer from {} to {}", least, most));
    }
    return json_->get<std::uint64_t>();
}

std::uint32_t Node::integer32(std::uint32_t least) const {
    return static_cast<std::uint32_t>(integer(least, std::numeric_limits<std::uint32_t>::max()));
}

double Node::number() const {
    if (json_->is_null()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (!json_->is_number()) {
        complain("is not a number");
    }
    return json_->get<double>();
}

double Node::finite() const {
    const double value = number();
    if (!std::isfinite(value)) {
        complain("is not a finite number");
    }
    return value;
}

std::vector<std::string> Node::texts() const {
    std::vector<std::string> values;
    for (const Node& node : list()) {
        values.push_back(node.text());
    }
    return values;
}

std::vector<double> Node::row() const {
    std::vector<double> values;
    for (const Node& node : list()) {
        values.push_back(node.number());
    }
    return values;
}

double Node::deciding(const std::string& key) const {
    const Node exact = (*this)[key + "_hex"];
    const std::optional<double> value = parse_hexadecimal(exact.text());
    if (!value || std::isnan(*value)) {
        exact.complain(fmt::format("'{}' is not a number such as 0x1.8p+1", exact.text()));
    }
    const Node rounded = (*this)[key];
    const double decimal = rounded.number();
    // Seventeen digits, rounded in one direction, read back to within two units in the last place.
    const double slack = 1e-15 * std::abs(*value) + std::numeric_limits<double>::denorm_min();
    if (std::isfinite(*value) ? !(std::abs(decimal - *value) <= slack) : !rounded.is_null()) {
        rounded.complain(fmt::format("is not the number that {}_hex gives ({})", key, exact.text()));
    }
    return *value;
}

void Node::complain(const std::string& what) const {
    throw Error(fmt::format("{}: {} {}; give a report.json as limitcheck wrote it", file_,
                            path_.empty() ? "the top level" : path_, what));
}

}  // namespace limitcheck::report
