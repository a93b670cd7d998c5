// Members of report.json that more than one of its parts has: enclosures, shadow runs, the cuts of events.
#pragma once

#include <optional>
#include <string_view>

#include "json_node.hpp"
#include "json_text.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// The members `lo` and `hi` of an object, outward, and exact.
void write_ends(JsonText& json, const precise::Enclosure& enclosure);
/// An object of them.
void write_enclosure(JsonText& json, std::string_view key, const precise::Enclosure& enclosure);
/// The inverse of both, from the object's node. Throws Error at the place that is wrong, as all readers here.
[[nodiscard]] precise::Enclosure read_enclosure(const Node& node);

/// The member `shadow`.
void write_shadow(JsonText& json, const run::ShadowResult& shadow);
[[nodiscard]] run::ShadowResult read_shadow(const Node& node);

/// The member `cut`; null where there is none.
void write_cut(JsonText& json, const std::optional<run::PartCut>& cut);
[[nodiscard]] std::optional<run::PartCut> read_cut(const Node& node);

}  // namespace limitcheck::report
