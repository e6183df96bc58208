// SPDX-License-Identifier: GPL-3.0-or-later
#include "player/session/snapshot.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "player/session/pages.h"
#include "player/session/snapshot_reader.h"

namespace mallette::session {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kManyVisits = 1'000'000;
constexpr std::uint64_t kLastPage = 0xffff'ffffU;
constexpr std::int64_t kLastGeneration = std::int64_t{1} << 62;

// --- Writing ---

Json time(Milliseconds amount) { return amount.count(); }

Json steps_of(const Deck& deck) {
  Json ids = Json::array();
  for (const DeckStep& step : deck.steps) ids.push_back(step.id);
  return ids;
}

Json to_json(const DocumentPage& page) { return {{"entry", page.document}, {"page", page.page}, {"title", page.title}}; }

Json to_json(const StepProgress& progress) {
  Json ticked = Json::array();
  for (std::size_t i = 0; i < progress.ticked.size(); ++i) {
    if (progress.ticked[i]) ticked.push_back(i);
  }
  Json json = {{"visits", progress.visits},
               {"done", progress.done},
               {"elapsed", time(progress.elapsed)},
               {"revealed", progress.revealed},
               {"expected", progress.ticked.size()},
               {"ticked", ticked},
               {"page", progress.page},
               {"timer", time(progress.timer.left)},
               {"timer_runs", progress.timer.running},
               {"remark", progress.remark}};
  // May be missing: it came later than the rest.
  for (const DocumentPage& page : progress.pinned) json["pinned"].push_back(to_json(page));
  return json;
}

Json to_json(const Screening& screening) {
  Json json = {{"film", screening.excerpt.film},       {"from", time(screening.excerpt.from)},
               {"is_replay", screening.is_replay},     {"phase", static_cast<int>(screening.phase)},
               {"wanted", screening.wanted},           {"begun", screening.begun},
               {"loaded", screening.loaded},           {"generation", screening.generation},
               {"position", time(screening.position)}, {"tail_left", time(screening.tail_left)}};
  if (screening.excerpt.to) json["to"] = time(*screening.excerpt.to);
  return json;
}

Json indices_of(const std::vector<bool>& flags) {
  Json json = Json::array();
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i]) json.push_back(i);
  }
  return json;
}

Json to_json(const State& state) {
  const Deck& deck = *state.deck;
  Json json = {{"mallette_session", kSnapshotVersion},
               {"kit", {{"id", deck.kit_id}, {"version", deck.kit_version}}},
               {"plan", deck.plan_id},
               {"audiences", deck.audiences},
               {"steps", steps_of(deck)},
               {"stage", static_cast<int>(state.stage)},
               {"step", state.step},
               {"generation", state.generation},
               {"warned", indices_of(state.warned)},
               {"neutral", state.neutral},
               {"suspended", state.suspended},
               {"help", state.help},
               {"unlocked", state.unlocked},
               {"elapsed", time(state.elapsed)},
               {"suspended_for", time(state.suspended_for)},
               {"marks", Json::array()},
               {"progress", Json::array()}};
  if (state.screening) json["screening"] = to_json(*state.screening);
  if (state.document) json["document"] = to_json(*state.document);
  for (const FilmMark& mark : state.marks) {
    json["marks"].push_back({{"film", mark.film}, {"at", time(mark.at)}, {"step", mark.step}});
  }
  for (const StepProgress& progress : state.progress) json["progress"].push_back(to_json(progress));
  return json;
}

/// Bytes that are not UTF-8 (no keyboard types them) are replaced, and never refuse a snapshot.
std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// --- Reading ---

std::vector<bool> read_flags(const SnapshotTable& table, const char* key, std::size_t count) {
  std::vector<bool> flags(count);
  table.each(key, count, [&](const SnapshotTable& item) {
    const std::size_t index = item.self_index(count);
    if (index < count) flags[index] = true;
  });
  return flags;
}

Timer read_timer(const SnapshotTable& table) {
  Timer timer{.left = table.time("timer"), .running = table.flag("timer_runs")};
  if (timer.running && timer.left == Milliseconds(0)) table.refuse("timer_runs");
  return timer;
}

DocumentPage read_page(const SnapshotTable& table, std::size_t most_bytes) {
  DocumentPage page{.document = table.text("entry", most_bytes),
                    .page = static_cast<std::uint32_t>(table.number("page", kLastPage)),
                    .title = table.text("title", most_bytes)};
  if (page.document.empty()) table.refuse("entry");
  if (page.page == 0) table.refuse("page");
  return page;
}

StepProgress read_progress(const SnapshotTable& table, const DeckStep& step) {
  StepProgress progress;
  progress.visits = static_cast<std::uint32_t>(table.number("visits", kManyVisits));
  progress.done = table.flag("done");
  progress.elapsed = table.time("elapsed");
  progress.revealed = table.number("revealed", step.room.follow_ups.size());
  if (table.number("expected", kLastPage) != step.trainer.expected.size()) table.refuse("expected");
  progress.ticked = read_flags(table, "ticked", step.trainer.expected.size());
  const auto pages = page_total(step.pages, std::nullopt);
  progress.page = table.number("page", pages ? std::max<std::uint64_t>(*pages, 1) - 1 : kLastPage);
  progress.timer = read_timer(table);
  progress.remark = table.text("remark", kRemarkLimit_bytes);
  if (table.has("pinned")) table.each("pinned", kPinLimit, [&](const SnapshotTable& page) { progress.pinned.push_back(read_page(page, kPinNameLimit_bytes)); });
  return progress;
}

Screening read_screening(const SnapshotTable& table, const State& state) {
  Screening screening;
  const std::size_t films = state.deck->films.size();
  screening.excerpt.film = table.index("film", films);
  screening.excerpt.from = table.time("from");
  if (table.has("to")) screening.excerpt.to = table.time("to");
  screening.is_replay = table.flag("is_replay");
  screening.phase = static_cast<FilmPhase>(table.number("phase", static_cast<int>(FilmPhase::kFailed)));
  screening.wanted = table.flag("wanted");
  screening.begun = table.flag("begun");
  screening.loaded = table.number("loaded", state.generation);
  screening.generation = table.number("generation", state.generation);
  screening.position = table.time("position");
  screening.tail_left = table.time("tail_left");
  const Milliseconds last = screening.excerpt.to.value_or(kLongestTime);
  if (screening.position < std::min(screening.excerpt.from, last) || screening.position > last) {
    table.refuse("position");
  }
  if (screening.loaded > screening.generation) table.refuse("loaded");
  const bool unloaded = screening.loaded == 0;
  if (unloaded != (screening.phase == FilmPhase::kWarning)) table.refuse("phase");
  if (screening.phase == FilmPhase::kWarning && screening.excerpt.film < films &&
      !state.deck->films[screening.excerpt.film].warning) {
    table.refuse("phase");
  }
  return screening;
}

ShownDocument read_document(const SnapshotTable& table, const State& state) {
  ShownDocument shown = read_page(table, kNameLimit_bytes);
  if (state.stage != Stage::kUnderWay) table.refuse("document");
  return shown;
}

/// A film step shows its own excerpt; another step shows none, or a replay.
void check_screening(const SnapshotTable& table, const State& state) {
  const auto& own = current_step(state).film;
  if (state.stage != Stage::kUnderWay) {
    if (state.screening) table.refuse("screening");
    return;
  }
  if (state.screening.has_value() && state.screening->is_replay == own.has_value()) table.refuse("screening");
  if (own && !state.screening) table.refuse("screening");
  if (own && state.screening &&
      std::tuple(own->film, own->from, own->to) != std::tuple(state.screening->excerpt.film,
                                                              state.screening->excerpt.from,
                                                              state.screening->excerpt.to)) {
    table.refuse("screening");
  }
}

State read_state(const SnapshotTable& root, std::shared_ptr<const Deck> deck) {
  State state = make_state(std::move(deck));
  const std::size_t steps = state.deck->steps.size();
  const std::size_t films = state.deck->films.size();
  state.stage = static_cast<Stage>(root.number("stage", static_cast<int>(Stage::kFinished)));
  state.step = root.index("step", steps);
  state.generation = root.number("generation", kLastGeneration);
  state.warned = read_flags(root, "warned", state.deck->warnings.size());
  state.neutral = root.flag("neutral");
  state.suspended = root.flag("suspended");
  state.help = root.flag("help");
  state.unlocked = root.flag("unlocked");
  state.elapsed = root.time("elapsed");
  state.suspended_for = root.time("suspended_for");
  root.each("marks", kMarkLimit, [&](const SnapshotTable& mark) {
    state.marks.push_back({mark.index("film", films), mark.time("at"), mark.index("step", steps)});
  });
  std::size_t next = 0;
  root.each("progress", steps, [&](const SnapshotTable& progress) {
    state.progress[next] = read_progress(progress, state.deck->steps[next]);
    ++next;
  });
  if (next != steps) root.refuse("progress");
  if (root.has("screening")) state.screening = read_screening(root.table("screening"), state);
  if (root.has("document")) state.document = read_document(root.table("document"), state);
  if (root.good()) check_screening(root, state);
  return state;
}

SnapshotOrigin read_origin(const SnapshotTable& root) {
  SnapshotOrigin origin;
  const SnapshotTable kit = root.table("kit");
  origin.kit_id = kit.text("id", kRemarkLimit_bytes);
  origin.kit_version = kit.text("version", kRemarkLimit_bytes);
  origin.plan_id = root.text("plan", kRemarkLimit_bytes);
  root.each("audiences", 10'000,
            [&](const SnapshotTable& id) { origin.audiences.push_back(id.self_text()); });
  return origin;
}

Error outdated(std::string found, std::string allowed) {
  return {.code = ErrorCode::kSessionOutdated,
          .subject = kSnapshotName,
          .found = std::move(found),
          .allowed = std::move(allowed)};
}

std::optional<Error> check_version(const SnapshotTable& root) {
  const auto version = root.number("mallette_session", kLastPage);
  if (!root.good() || version == static_cast<std::uint64_t>(kSnapshotVersion)) return std::nullopt;
  return outdated(std::to_string(version), std::to_string(kSnapshotVersion));
}

std::optional<Error> check_deck(const SnapshotTable& root, const SnapshotOrigin& origin, const Deck& deck) {
  if (origin.kit_id != deck.kit_id) return outdated(origin.kit_id, deck.kit_id);
  if (origin.kit_version != deck.kit_version) return outdated(origin.kit_version, deck.kit_version);
  if (origin.plan_id != deck.plan_id) return outdated(origin.plan_id, deck.plan_id);
  std::vector<std::string> ids;
  root.each("steps", kRemarkLimit_bytes, [&](const SnapshotTable& id) { ids.push_back(id.self_text()); });
  const bool same = std::ranges::equal(ids, deck.steps, {}, {}, &DeckStep::id);
  if (root.good() && (!same || origin.audiences != deck.audiences)) {
    return outdated(origin.plan_id + " (" + std::to_string(ids.size()) + ")",
                    deck.plan_id + " (" + std::to_string(deck.steps.size()) + ")");
  }
  return std::nullopt;
}

}  // namespace

std::string write_snapshot(const State& state) {
  std::string text = dump(to_json(state));
  State shorter;
  while (text.size() > kSnapshotLimit_bytes) {
    if (!shorter.deck) shorter = state;
    auto& longest = *std::ranges::max_element(shorter.progress, {},
                                              [](const StepProgress& p) { return p.remark.size(); });
    if (longest.remark.empty()) break;
    longest.remark.clear();
    text = dump(to_json(shorter));
  }
  return text;
}

Result<SnapshotOrigin> read_snapshot_origin(std::string_view text) {
  const SnapshotDocument document(text);
  const SnapshotTable root = document.root();
  if (auto error = check_version(root)) return fail(std::move(*error));
  SnapshotOrigin origin = read_origin(root);
  if (auto error = document.error()) return fail(std::move(*error));
  return origin;
}

Result<State> read_snapshot(std::string_view text, std::shared_ptr<const Deck> deck) {
  const SnapshotDocument document(text);
  const SnapshotTable root = document.root();
  if (auto error = check_version(root)) return fail(std::move(*error));
  const SnapshotOrigin origin = read_origin(root);
  if (auto error = document.error()) return fail(std::move(*error));
  if (auto error = check_deck(root, origin, *deck)) return fail(std::move(*error));
  State state = read_state(root, std::move(deck));
  if (auto error = document.error()) return fail(std::move(*error));
  return state;
}

}  // namespace mallette::session
