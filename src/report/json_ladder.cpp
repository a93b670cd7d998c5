#include "json_ladder.hpp"

#include "json_shared.hpp"

namespace limitcheck::report {

namespace {

void write_rung(JsonText& json, const run::RungResult& rung,
                void (*write_cell)(JsonText&, const run::CellResult&)) {
    json.text("effect", rung.effect);
    json.boolean("tried", rung.tried);
    json.number("planned_networks", rung.planned_networks);
    json.number("planned_cost", rung.planned_cost);
    json.number("cost", rung.cost);
    json.object("cell", [&] { write_cell(json, rung.cell); });
}

run::RungResult read_rung(const Node& node, run::CellResult (*read_cell)(const Node&)) {
    run::RungResult rung;
    rung.effect = node["effect"].text();
    rung.tried = node["tried"].boolean();
    rung.planned_networks = node["planned_networks"].finite();
    rung.planned_cost = node["planned_cost"].finite();
    rung.cost = node["cost"].finite();
    rung.cell = read_cell(node["cell"]);
    return rung;
}

/// A decimal, or empty.
std::string read_effect(const Node& node) {
    const std::string text = node.text();
    if (text.find_first_not_of("0123456789.") != std::string::npos) {
        node.complain("is not an effect such as 0.005, or empty");
    }
    return text;
}

}  // namespace

void write_ladders(JsonText& json, const std::vector<run::LadderResult>& ladders,
                   void (*write_cell)(JsonText&, const run::CellResult&)) {
    json.list("ladders", [&] {
        for (const run::LadderResult& ladder : ladders) {
            json.object({}, [&] {
                json.text("claim", ladder.claim);
                json.text("name", ladder.name);
                json.text("title", ladder.title);
                json.text("statement", ladder.statement);
                json.text("given", ladder.given);
                json.text("void_unless", ladder.void_unless);
                json.text("cost_unit", ladder.cost_unit);
                json.text("goal", ladder.goal);
                json.text("least_above", ladder.least_above);
                json.text("least_below", ladder.least_below);
                json.boolean("at_goal", ladder.at_goal);
                json.text("error", ladder.error);
                write_shadow(json, ladder.shadow);
                json.list("rungs", [&] {
                    for (const run::RungResult& rung : ladder.rungs) {
                        json.object({}, [&] { write_rung(json, rung, write_cell); });
                    }
                });
                json.object("control", [&] { write_rung(json, ladder.control, write_cell); });
            });
        }
    });
}

std::vector<run::LadderResult> read_ladders(const Node& node, run::CellResult (*read_cell)(const Node&)) {
    std::vector<run::LadderResult> ladders;
    for (const Node& item : node.list()) {
        run::LadderResult& ladder = ladders.emplace_back();
        ladder.claim = item["claim"].text();
        ladder.name = item["name"].text();
        ladder.title = item["title"].text();
        ladder.statement = item["statement"].text();
        ladder.given = item["given"].text();
        ladder.void_unless = item["void_unless"].text();
        ladder.cost_unit = item["cost_unit"].text();
        ladder.goal = read_effect(item["goal"]);
        ladder.least_above = read_effect(item["least_above"]);
        ladder.least_below = read_effect(item["least_below"]);
        ladder.at_goal = item["at_goal"].boolean();
        ladder.error = item["error"].text();
        ladder.shadow = read_shadow(item["shadow"]);
        for (const Node& rung : item["rungs"].list()) {
            ladder.rungs.push_back(read_rung(rung, read_cell));
        }
        ladder.control = read_rung(item["control"], read_cell);
    }
    return ladders;
}

}  // namespace limitcheck::report
