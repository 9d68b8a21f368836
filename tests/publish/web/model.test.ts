/** The parts of the views that do not touch the page. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, writeAddress } from "../../../publish/web/src/address";
import { makeTicks, toNumber, toText, writeSpan } from "../../../publish/web/src/days";
import { group, makeBar, writeBounds } from "../../../publish/web/src/figures/model";
import { choose, gather } from "../../../publish/web/src/labels";
import { findPage, shorten } from "../../../publish/web/src/links";
import { cluster, focus, placeSpots, readSpots, type Placed, type Point } from "../../../publish/web/src/map/model";
import { countKinds, getRadius, getWidth, narrow, placeOnCircle, readEdges } from "../../../publish/web/src/network/model";
import { findParts, pack, scalePart } from "../../../publish/web/src/network/pack";
import { listPrefixes, tidy } from "../../../publish/web/src/prefixes";
import { fill, writeTerm } from "../../../publish/web/src/sparql";
import { countBins, findBulk, makeScale, pickLanes, readItems } from "../../../publish/web/src/timeline/model";

test("a query's optional line counts only where its value is given", () => {
  const query = "SELECT ?a {\n  #? since: FILTER(?a > ?given_since)\n  ?a ?b ?c\n}";
  assert.ok(!fill(query).includes("FILTER"));
  assert.ok(fill(query, { since: { text: "2031" } }).includes('FILTER(?a > "2031")'));
});

test("a text cannot end its own quotation marks", () => {
  assert.equal(writeTerm({ text: 'a"} DROP\n\\' }), '"a\\"} DROP\\n\\\\"');
});

test("what is no IRI is refused, so that nothing but an IRI stands in angle brackets", () => {
  for (const bad of ["https://a.example/> } DROP ALL #", "no scheme", "https://a.example/\u0000", "https://a.example/a b"]) {
    assert.throws(() => writeTerm({ iri: bad }), /no IRI/, bad);
  }
  assert.equal(writeTerm({ iri: "https://a.example/é/1-2" }), "<https://a.example/é/1-2>");
});

test("values are put into their list as IRIs", () => {
  assert.ok(fill("VALUES ?n { #values }", {}, ["https://a.example/1", "https://a.example/2"]).includes("{ <https://a.example/1> <https://a.example/2> }"));
});

test("an address holds what is chosen, and loses what is empty", () => {
  const written = writeAddress({ view: "map", choice: { since: "2031-02-01", actor: "https://a.example/?x=1&y#z", kind: "" } });
  assert.deepEqual(readAddress(written), { view: "map", choice: { since: "2031-02-01", actor: "https://a.example/?x=1&y#z" } });
  assert.deepEqual(readAddress(""), { view: "", choice: {} });
});

test("only nodes of the graph have pages, and none lies elsewhere", () => {
  const base = "https://news.example/";
  assert.equal(findPage("https://news.example/actor/x", base), "../actor/x.html");
  for (const iri of ["https://other.example/actor/x", "javascript:alert(1)", "https://news.example//evil.example", "https://news.example/../x", "https://news.example/a?b", "https://news.example/"]) {
    assert.equal(findPage(iri, base), undefined, iri);
  }
  assert.equal(shorten("https://w3id.org/sayso/ont#Person"), "Person");
});

test("days are numbers from the year 1 on, and months and years begin on their first day", () => {
  for (const day of ["0001-01-01", "0099-12-31", "1917-05-06", "1970-01-01", "2024-02-29"]) assert.equal(toText(toNumber(day) ?? NaN), day);
  assert.equal(toNumber("2031"), toNumber("2031-01-01"));
  assert.equal(toNumber("soon"), undefined);
});

test("spans read as a person writes them", () => {
  assert.equal(writeSpan("2031-02-04", "2031-02-04"), "2031-02-04");
  assert.equal(writeSpan("2031-02-01", "2031-02-28"), "2031-02");
  assert.equal(writeSpan("2031-01-01", "2031-12-31"), "2031");
  assert.equal(writeSpan("1988-01-01", "1994-12-31"), "1988 to 1994");
  assert.equal(writeSpan(undefined, "2031-02-04"), "until 2031-02-04");
  assert.equal(writeSpan("2031-02-04", undefined), "from 2031-02-04");
  assert.equal(writeSpan("2031-02-04", "2031-03-01"), "2031-02-04 to 2031-03-01");
});

test("ticks lie within the scale, in order, and are no more than asked for", () => {
  for (const span of [1, 10, 80, 400, 5000, 40_000, 700_000]) {
    const first = toNumber("1300-03-05") ?? 0;
    const ticks = makeTicks(first, first + span, 8);
    assert.ok(ticks.length <= 10, `${span}: ${ticks.length}`);
    assert.ok(ticks.every((one) => one.at >= first && one.at <= first + span));
    assert.deepEqual(ticks.map((one) => one.at), ticks.map((one) => one.at).sort((a, b) => a - b));
  }
});

const EDGES = readEdges([
  { source: "a", target: "b", kind: "accuse", weight: "3", articles: "2", first: "2031", last: "2032" },
  { source: "b", target: "a", kind: "deny", weight: "1", articles: "1" },
  { source: "c", target: "d", kind: "accuse", weight: "1", articles: "1" },
  { source: "a", kind: "accuse" },
]);

test("edges without an end are left out; kinds and weight narrow the rest", () => {
  assert.equal(EDGES.length, 3);
  assert.deepEqual(narrow(EDGES, { kinds: ["accuse"], least: 1 }).map((one) => one.source), ["a", "c"]);
  assert.deepEqual(narrow(EDGES, { kinds: [], least: 2 }).map((one) => one.source), ["a"]);
  assert.deepEqual(countKinds(EDGES), [["accuse", 4], ["deny", 1]]);
});

test("heavier edges are wider and busier actors larger, up to a bound", () => {
  assert.ok(getWidth(1) < getWidth(5) && getWidth(5) < getWidth(20) && getWidth(1e9) <= 10);
  assert.ok(getRadius(1) < getRadius(9) && getRadius(1e9) <= 20);
});

test("the same actors begin at the same points in whatever order they come", () => {
  assert.deepEqual([...placeOnCircle(["b", "a", "c"])].sort(), [...placeOnCircle(["c", "b", "a"])].sort());
});

test("parts that nothing binds are found, the largest first", () => {
  assert.deepEqual(findParts(["d", "c", "b", "a", "e"], [["a", "b"], ["b", "e"], ["c", "d"]]), [["a", "b", "e"], ["c", "d"]]);
});

test("a part is scaled to links of length 1 and begins at the origin", () => {
  const { points, width, height } = scalePart(new Map([["a", { x: 10, y: 10 }], ["b", { x: 10, y: 14 }]]), [["a", "b"]]);
  assert.deepEqual([...points.values()], [{ x: 0, y: 0 }, { x: 0, y: 1 }]);
  assert.deepEqual([width, height], [0, 1]);
});

test("packed boxes do not overlap", () => {
  const boxes = [[8, 5], [3, 3], [2, 1], [2, 1], [1, 1], [0, 1], [0, 0]].map(([width, height]) => ({ width: width ?? 0, height: height ?? 0 }));
  const corners = pack(boxes, { x: 1, y: 1 }, 1.5);
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length; j++) {
      const [a, b, p, q] = [boxes[i], boxes[j], corners[i], corners[j]];
      assert.ok(a && b && p && q);
      assert.ok(p.x + a.width + 1 <= q.x || q.x + b.width + 1 <= p.x || p.y + a.height + 1 <= q.y || q.y + b.height + 1 <= p.y);
    }
  }
});

test("a label of the authority goes before the commonest of the articles, English before others", () => {
  const one = (text: string, known: boolean, times: number, language = "en") => ({ text, known, times, language });
  assert.equal(choose([one("Often", false, 9), one("Known", true, 1)]), "Known");
  assert.equal(choose([one("Souvent", false, 9, "fr"), one("Seldom", false, 1)]), "Seldom");
  assert.equal(choose([one("b", false, 1), one("a", false, 1)]), "a");
  const called = gather([{ node: "n", label: "N", known: "false", times: "2" }, { node: "n", class: "Actor" }, { node: "n", class: "State" }, { node: "m", class: "Thing" }]);
  assert.deepEqual(called.get("n"), { label: "N", class: "State" });
  assert.deepEqual(called.get("m"), { label: "", class: "" });
});

const SPOTS = readSpots([
  { place: "town", lat: "10", lon: "20", class: "x/Settlement", wholes: "region land", events: "2" },
  { place: "village", class: "x/Settlement", wholes: "region land", events: "1" },
  { place: "region", class: "x/Region", wholes: "land", events: "5" },
  { place: "land", class: "x/Country", country: "ZZ", events: "3" },
  { place: "inner", lat: "12", lon: "24", wholes: "region" },
  { place: "nowhere", class: "x/Facility", events: "4" },
]);

test("a place without coordinates is drawn by its parts, its country or its whole; else it is told to be left out", () => {
  const { placed, left } = placeSpots(SPOTS, (code) => (code === "ZZ" ? [5, 6] : undefined));
  const found = new Map(placed.map((one) => [one.place, [one.basis, ...one.at]]));
  assert.deepEqual(found.get("town"), ["itself", 20, 10]);
  assert.deepEqual(found.get("region"), ["parts", 22, 11]);
  assert.deepEqual(found.get("village"), ["whole", 22, 11]);
  assert.deepEqual(found.get("land"), ["country", 5, 6]);
  assert.deepEqual(left.map((one) => one.place), ["nowhere"]);
  assert.equal(placed[0]?.place, "region");
});

test("the map looks where nearly all events are, and leaves out a lone one far away", () => {
  const one = (place: string, events: number, at: Point): Placed => ({ place, events, at, class: "", country: "", wholes: [], own: at, basis: "itself" });
  const near = focus([one("a", 20, [45, 40]), one("b", 15, [46, 40]), one("far", 1, [-88, 41])]);
  assert.deepEqual(near.map((each) => each.place).sort(), ["a", "b"]);
  assert.equal(focus([one("only", 1, [1, 1])]).length, 1);
});

test("points closer than the distance become one, and none is lost", () => {
  const points: [number, number][] = [[0, 0], [5, 0], [100, 0], [103, 4]];
  const found = cluster(points, (one) => one, 10);
  assert.deepEqual(found.map((one) => one.members.length), [2, 2]);
});

const ROWS = [
  { node: "b/event/1", kind: "attack", from: "2031-02-01", to: "2031-02-03" },
  { node: "b/statement/2", kind: "accuse", from: "2031-02-02", to: "2031-02-02" },
  { node: "b/event/3", kind: "attack", to: "2031-02-09" },
  { node: "b/event/4", kind: "attack", from: "1802-01-01", to: "1802-12-31" },
  { node: "b/event/5", kind: "attack" },
  { node: "b/event/6", kind: "attack", from: "2031-02-05" },
];

test("what bears no date is left out, and open ends are marked", () => {
  const items = readItems(ROWS);
  assert.equal(items.length, 5);
  assert.deepEqual(items.map((one) => one.open), [false, false, true, false, true]);
  assert.deepEqual(items.map((one) => one.sort), ["event", "statement", "event", "event", "event"]);
});

test("one item from long ago does not press the others into a line, and is counted", () => {
  const bulk = findBulk(readItems(ROWS));
  assert.equal(toText(bulk.first), "2031-02-01");
  assert.equal(bulk.outside, 1);
  assert.equal(findBulk(readItems(ROWS.slice(0, 2))).outside, 0);
});

test("the scale of time only grows, and years in which nothing happens are drawn shorter", () => {
  const items = readItems(ROWS);
  const [first, last] = [toNumber("1802-01-01") ?? 0, toNumber("2031-02-20") ?? 0];
  const { at, cuts } = makeScale(items, first, last);
  const days = items.flatMap((one) => [one.first, one.last + 1]).sort((a, b) => a - b);
  for (let index = 1; index < days.length; index++) assert.ok(at(days[index - 1] ?? 0) <= at(days[index] ?? 0));
  assert.deepEqual([at(first), at(last + 1)], [0, 1]);
  assert.ok(cuts.some((one) => toText(one.first) === "1803-01-01"));
  assert.ok(at(toNumber("2031-02-01") ?? 0) < 0.8);
  const near = makeScale(items.slice(0, 2), first, first + 9);
  assert.ok(Math.abs(near.at(first + 5) - 0.5) < 1e-9);
  assert.equal(near.cuts.length, 0);
});

test("spans on one lane do not overlap", () => {
  assert.deepEqual(pickLanes([{ left: 0, right: 10 }, { left: 5, right: 8 }, { left: 9, right: 12 }, { left: 11, right: 12 }], 0), [0, 1, 1, 0]);
});

test("bins hold every item once", () => {
  const items = readItems(ROWS.slice(0, 3));
  const first = toNumber("2031-02-01") ?? 0;
  const bins = countBins(items, first, first + 20, 30);
  assert.equal(bins.reduce((sum, one) => sum + one.events + one.statements, 0), 3);
  assert.equal(bins[0]?.from, "2031-02-01");
});

test("figures of one happening stand together on one scale; an open end reaches to its end", () => {
  const [one] = group([
    { about: "killed: flood", kind: "killed", figure: "five", low: "5", high: "5" },
    { about: "killed: flood", kind: "killed", figure: "more than 60", low: "61" },
    { about: "killed: flood", kind: "killed", figure: "some" },
  ]);
  assert.ok(one);
  assert.equal(one.figures.length, 3);
  const [five, sixty, some] = one.figures.map((each) => makeBar(each, one.most));
  assert.equal(five?.width, 0);
  assert.equal(sixty?.open, "high");
  assert.ok(sixty && Math.abs(sixty.left + sixty.width - 1) < 1e-9);
  assert.equal(some?.open, "both");
  assert.deepEqual(one.figures.map(writeBounds), ["5", "61 or more", "no bounds"]);
  assert.equal(writeBounds({ row: {}, low: undefined, high: 1200 }), "1,200 or fewer");
});

test("prefixes are those of published data and the folders of this graph", () => {
  const prefixes = listPrefixes("https://news.example/");
  assert.equal(prefixes["say"], "https://w3id.org/sayso/ont#");
  assert.equal(prefixes["statement"], "https://news.example/statement/");
  assert.equal(prefixes["Person"], undefined);
  assert.deepEqual(Object.keys(prefixes), Object.keys(prefixes).sort());
});

test("an aggregate that orders stands in parentheses, as the editor's grammar wants it", () => {
  assert.equal(tidy("ORDER BY ?date MIN(?start) DESC(MAX(?end))"), "ORDER BY ?date (MIN(?start)) DESC(MAX(?end))");
});

test("a saved query loses its hints for the engine and keeps its parameters", () => {
  const text = tidy("# title: T\n# param kind k — K\nSELECT * {\n  #? kind: ?a ?b ?given_kind .\n  #@ page ?a\n  { ?a ?b ?c } #@ look\n}");
  assert.equal(text, "# param kind k — K\nSELECT * {\n  #? kind: ?a ?b ?given_kind .\n  { ?a ?b ?c }\n}");
});
