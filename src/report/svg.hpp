// The SVG that gnuplot writes, made fit for a page: colours that follow light and dark, ids of its own, no
// trace of the program's version, texts put in place, and small.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace limitcheck::report {

/// Colours in a gnuplot script that stand for colours of the page.
inline constexpr std::string_view ink_colour = "#f0f001";
inline constexpr std::string_view grid_colour = "#f0f002";
/// Series are numbered from 0; there are six colours, used in turn.
std::string series_colour(std::size_t number);

/// A text element whose content starts with a key of `texts` gets the mapped text (escaped here). Every id
/// starts with `prefix`. `label` says what the picture shows, for those who do not see it. Throws
/// std::runtime_error when the text is not SVG as gnuplot writes it.
std::string restyle_svg(std::string_view svg, const std::string& prefix, const std::string& label,
                        const std::map<std::string, std::string>& texts);

}  // namespace limitcheck::report
