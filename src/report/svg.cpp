// A reader for the small part of XML that gnuplot writes, and the rewriting of what was read.
#include "svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include "escape.hpp"

namespace limitcheck::report {

namespace {

constexpr std::size_t series_colours = 6;

struct Element {
    std::string name;  ///< empty: a piece of text
    std::vector<std::pair<std::string, std::string>> attributes;
    std::string text;  ///< as it stands in the file, entities included
    std::vector<Element> children;
};

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    /// The first element of the file; declarations and comments are skipped.
    Element root() {
        skip_to_element();
        return element();
    }

  private:
    [[noreturn]] static void fail() {
        throw std::runtime_error("gnuplot's output is not the SVG that is expected");
    }

    void skip_past(std::string_view mark) {
        const std::size_t at = text_.find(mark);
        if (at == std::string_view::npos) {
            fail();
        }
        text_.remove_prefix(at + mark.size());
    }
    void skip_space() {
        const std::size_t at = text_.find_first_not_of(" \t\r\n");
        text_.remove_prefix(at == std::string_view::npos ? text_.size() : at);
    }
    void skip_to_element() {
        for (;;) {
            skip_space();
            if (text_.starts_with("<?")) {
                skip_past("?>");
            } else if (text_.starts_with("<!--")) {
                skip_past("-->");
            } else if (text_.starts_with("<!")) {
                skip_past(">");
            } else {
                return;
            }
        }
    }
    std::string_view take_until(std::string_view marks) {
        const std::size_t at = text_.find_first_of(marks);
        if (at == std::string_view::npos || at == 0) {
            fail();
        }
        const std::string_view word = text_.substr(0, at);
        text_.remove_prefix(at);
        return word;
    }
    void expect(std::string_view mark) {
        if (!text_.starts_with(mark)) {
            fail();
        }
        text_.remove_prefix(mark.size());
    }

    std::pair<std::string, std::string> attribute() {
        const std::string name(take_until(" \t\r\n="));
        skip_space();
        expect("=");
        skip_space();
        if (text_.empty() || (text_[0] != '"' && text_[0] != '\'')) {
            fail();
        }
        const char quote = text_[0];
        const std::size_t end = text_.find(quote, 1);
        if (end == std::string_view::npos) {
            fail();
        }
        std::string value(text_.substr(1, end - 1));
        text_.remove_prefix(end + 1);
        return {name, value};
    }

    Element element() {
        expect("<");
        Element read;
        read.name = take_until(" \t\r\n/>");
        for (skip_space(); !text_.starts_with("/>") && !text_.starts_with(">"); skip_space()) {
            read.attributes.push_back(attribute());
        }
        if (text_.starts_with("/>")) {
            expect("/>");
            return read;
        }
        expect(">");
        while (!text_.starts_with("</")) {
            if (text_.empty()) {
                fail();
            }
            if (text_.starts_with("<!--")) {
                skip_past("-->");
            } else if (text_[0] == '<') {
                read.children.push_back(element());
            } else {
                read.children.push_back({{}, {}, std::string(take_until("<")), {}});
            }
        }
        expect("</");
        expect(read.name);
        skip_space();
        expect(">");
        return read;
    }

    std::string_view text_;
};

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

/// Runs of white space (gnuplot breaks long paths into lines) become one space.
std::string single_spaced(std::string_view text) {
    std::string result;
    for (const char c : trimmed(text)) {
        const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!space) {
            result += c;
        } else if (!result.empty() && result.back() != ' ') {
            result += ' ';
        }
    }
    return result;
}

/// The page's colour for one of gnuplot's; nothing for a colour that is no stand-in.
std::optional<std::string> page_colour(std::string value) {
    std::erase(value, ' ');
    if (value == "rgb(240,240,1)" || value == "black") {
        return "currentColor";
    }
    if (value == "rgb(240,240,2)" || value == "gray") {
        return "var(--plot-grid)";
    }
    if (value == "white") {
        return "var(--plot-ground)";
    }
    for (std::size_t i = 1; i <= series_colours; ++i) {
        if (value == fmt::format("rgb(240,241,{})", i)) {
            return fmt::format("var(--plot-{})", i);
        }
    }
    return std::nullopt;
}

bool is_reference(std::string_view name) { return name == "href" || name == "xlink:href"; }

/// Ids that are referred to from outside <defs>, and what those refer to in turn.
void collect_references(const Element& element, bool within_definitions, const std::set<std::string>& known,
                        std::set<std::string>& found) {
    const bool definitions = within_definitions || element.name == "defs";
    const auto id = std::find_if(element.attributes.begin(), element.attributes.end(),
                                 [](const auto& attribute) { return attribute.first == "id"; });
    const bool counts = !within_definitions || (id != element.attributes.end() && known.contains(id->second));
    for (const auto& [name, value] : element.attributes) {
        if (counts && is_reference(name) && value.starts_with('#')) {
            found.insert(value.substr(1));
        }
    }
    for (const Element& child : element.children) {
        collect_references(child, definitions, known, found);
    }
}

std::set<std::string> used_ids(const Element& root) {
    std::set<std::string> used;
    for (;;) {
        std::set<std::string> found = used;
        collect_references(root, false, used, found);
        if (found == used) {
            return used;
        }
        used = std::move(found);
    }
}

struct Restyling {
    std::string prefix;
    const std::map<std::string, std::string>& texts;
    std::set<std::string> used;

    /// Rewrites an element; false when nothing of it is to stay.
    bool apply(Element& element, bool within_definitions) const {
        if (element.name.empty()) {
            element.text = single_spaced(element.text);
            for (const auto& [stand_in, text] : texts) {
                if (element.text.starts_with(stand_in)) {
                    element.text = escape_markup(text);
                    break;
                }
            }
            return !element.text.empty();
        }
        if (element.name == "title" || element.name == "desc" || element.name == "filter" ||
            is_halo(element)) {
            return false;
        }
        rewrite_attributes(element);
        const bool definitions = within_definitions || element.name == "defs";
        if (within_definitions && !has_attribute(element, "id")) {
            return false;
        }
        std::erase_if(element.children, [&](Element& child) { return !apply(child, definitions); });
        const bool container = element.name == "g" || element.name == "defs" || element.name == "text";
        return !container || !element.children.empty();
    }

    void rewrite_attributes(Element& element) const {
        std::vector<std::pair<std::string, std::string>> kept;
        for (auto& [name, value] : element.attributes) {
            if (name == "id") {
                if (used.contains(value)) {
                    kept.emplace_back(name, prefix + "-" + value);
                }
            } else if (is_reference(name)) {
                kept.emplace_back("href", "#" + prefix + "-" + value.substr(1));
            } else if (name == "stroke" || name == "fill" || name == "color") {
                const std::optional<std::string> colour = page_colour(value);
                // On groups gnuplot sets `color` for its own terminal's black and white only.
                if (name != "color" || element.name == "use") {
                    kept.emplace_back(name, colour.value_or(value));
                }
            } else if (name != "class" && name != "font-family") {
                kept.emplace_back(name, single_spaced(value));
            }
        }
        element.attributes = std::move(kept);
    }

    /// gnuplot clears the ground around a point with an error bar.
    static bool is_halo(const Element& element) {
        return element.name == "use" &&
               std::find(element.attributes.begin(), element.attributes.end(),
                         std::pair<std::string, std::string>("color", "white")) != element.attributes.end();
    }

    static bool has_attribute(const Element& element, std::string_view wanted) {
        return std::any_of(element.attributes.begin(), element.attributes.end(),
                           [&](const auto& attribute) { return attribute.first == wanted; });
    }
};

void write(const Element& element, std::string& out) {
    if (element.name.empty()) {
        out += element.text;
        return;
    }
    out += "<" + element.name;
    for (const auto& [name, value] : element.attributes) {
        out += fmt::format(" {}=\"{}\"", name, value);
    }
    if (element.children.empty()) {
        out += "/>\n";
        return;
    }
    out += element.name == "text" ? ">" : ">\n";
    for (const Element& child : element.children) {
        write(child, out);
    }
    out += "</" + element.name + ">\n";
}

}  // namespace

std::string series_colour(std::size_t number) {
    return fmt::format("#f0f1{:02x}", number % series_colours + 1);
}

std::string restyle_svg(std::string_view svg, const std::string& prefix, const std::string& label,
                        const std::map<std::string, std::string>& texts) {
    Element root = Reader(svg).root();
    const auto view = std::find_if(root.attributes.begin(), root.attributes.end(),
                                   [](const auto& attribute) { return attribute.first == "viewBox"; });
    if (root.name != "svg" || view == root.attributes.end()) {
        throw std::runtime_error("gnuplot's output is not an SVG with a view box");
    }
    const std::string view_box = view->second;
    (void)Restyling{prefix, texts, used_ids(root)}.apply(root, false);
    root.attributes = {{"xmlns", "http://www.w3.org/2000/svg"},
                       {"class", "plot"},
                       {"viewBox", view_box},
                       {"role", "img"},
                       {"aria-label", escape_markup(label)}};
    std::string out;
    write(root, out);
    return out;
}

}  // namespace limitcheck::report
