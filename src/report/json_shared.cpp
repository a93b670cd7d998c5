#include "json_shared.hpp"

#include <cmath>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/run/shadow.hpp"

namespace limitcheck::report {

using precise::Enclosure;

void write_ends(JsonText& json, const Enclosure& enclosure) {
    require(enclosure.lower() <= enclosure.upper(),
            "report: an enclosure whose ends are NaN or out of order");
    json.deciding("lo", enclosure.lower(), Toward::down);
    json.deciding("hi", enclosure.upper(), Toward::up);
}

void write_enclosure(JsonText& json, std::string_view key, const Enclosure& enclosure) {
    json.object(key, [&] { write_ends(json, enclosure); });
}

Enclosure read_enclosure(const Node& node) {
    const double lo = node.deciding("lo");
    const double hi = node.deciding("hi");
    if (!std::isfinite(lo) || !std::isfinite(hi) || lo > hi) {
        node.complain("is not an interval lo <= hi of finite numbers");
    }
    return Enclosure::between(lo, hi);
}

void write_shadow(JsonText& json, const run::ShadowResult& shadow) {
    json.object("shadow", [&] {
        json.number("safety", run::shadow_safety);
        json.integer("size", run::shadowed_size(shadow));
        json.list("cells", [&] {
            for (const run::ShadowedCell& at : shadow.cells) {
                json.object({}, [&] {
                    json.integer("index", at.index);
                    json.text("cell", at.cell);
                    json.integer("n", at.size.width);
                    json.integer("L", at.size.depth);
                    json.integer("networks", at.networks);
                });
            }
        });
        json.list("observables", [&] {
            for (const run::ShadowGap& gap : shadow.observables) {
                json.object({}, [&] {
                    json.text("name", gap.observable);
                    json.deciding("gap", gap.gap, Toward::up);
                });
            }
        });
    });
}

run::ShadowResult read_shadow(const Node& node) {
    run::ShadowResult shadow;
    for (const Node& at : node["cells"].list()) {
        shadow.cells.push_back({at["index"].integer(1),
                                at["cell"].text(),
                                {at["n"].integer32(1), at["L"].integer32(1)},
                                at["networks"].integer(1)});
    }
    for (const Node& gap : node["observables"].list()) {
        shadow.observables.push_back({gap["name"].text(), gap.deciding("gap")});
    }
    if (node["size"].integer() != run::shadowed_size(shadow)) {
        node["size"].complain("is not the largest n L of its cells");
    }
    return shadow;
}

void write_cut(JsonText& json, const std::optional<run::PartCut>& cut) {
    if (!cut) {
        json.literal("cut", "null");
        return;
    }
    json.object("cut", [&] {
        json.text("number", cut->number);
        json.text("side", cut->side);
        json.deciding("at", cut->at, cut->at < cut->stated.upper() ? Toward::down : Toward::up);
        write_enclosure(json, "stated", cut->stated);
    });
}

std::optional<run::PartCut> read_cut(const Node& node) {
    if (node.is_null()) {
        return std::nullopt;
    }
    run::PartCut cut{node["number"].text(), node["side"].word({"at most", "at least"}), node.deciding("at"),
                     read_enclosure(node["stated"])};
    if (!std::isfinite(cut.at)) {
        node["at"].complain("is not a finite threshold");
    }
    return cut;
}

}  // namespace limitcheck::report
