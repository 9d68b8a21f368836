/** The outlines of the world's countries, drawn on a canvas; no tiles, nothing from elsewhere. */

import { geoCentroid, geoGraticule10, geoMercator, geoPath, type GeoProjection } from "d3-geo";
import type { Feature, MultiPolygon, Polygon } from "geojson";
import codes from "i18n-iso-countries/codes.json";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import outlines from "world-atlas/countries-50m.json";
import { Fault } from "../api";
import type { Point } from "./model";

type Country = Feature<Polygon | MultiPolygon>;
export type World = { countries: readonly Country[]; findMiddle: (code: string) => Point | undefined };

let loaded: Promise<World> | undefined;

/** Loads the outlines, once. */
export function loadWorld(): Promise<World> {
  loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function load(): Promise<World> {
  // The build puts the file beside the scripts and gives its address here, whatever the file's own types say.
  const response = await fetch(new URL(outlines as unknown as string, import.meta.url));
  if (!response.ok) throw new Fault("The outlines of the map cannot be loaded. Build the views anew: make web.");
  const topology = (await response.json()) as Topology<{ countries: GeometryCollection }>;
  const countries = feature(topology, topology.objects.countries).features as Country[];
  const byNumber = new Map(countries.map((one) => [String(one.id ?? "").padStart(3, "0"), one]));
  const byCode = new Map(codes.flatMap(([two, , number]) => [[two, byNumber.get(number ?? "")] as const]));
  const findMiddle = (code: string): Point | undefined => {
    const country = byCode.get(code);
    return country && (geoCentroid(largest(country)) as [number, number]);
  };
  return { countries, findMiddle };
}

/** A country's middle is that of its largest piece, not of the sea between its islands. */
function largest(country: Country): Polygon {
  const { geometry } = country;
  if (geometry.type === "Polygon") return geometry;
  const pieces = geometry.coordinates.map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
  return pieces.reduce((a, b) => (measure(b) > measure(a) ? b : a));
}

/** Returns the area of a piece on a flat map, where the high north counts less: enough to compare pieces. */
function measure(piece: Polygon): number {
  const ring = piece.coordinates[0] ?? [];
  let sum = 0;
  for (let index = 1; index < ring.length; index++) {
    const [x = 0, y = 0] = ring[index - 1] ?? [];
    const [v = 0, w = 0] = ring[index] ?? [];
    sum += (x * w - v * y) * Math.cos((y * Math.PI) / 180);
  }
  return Math.abs(sum);
}

/** Where the reader looks: what lies in the middle, and how many pixels a radian takes. */
export type Sight = { middle: Point; scale: number };

export function makeProjection(sight: Sight, width: number, height: number): GeoProjection {
  return geoMercator()
    .scale(sight.scale)
    .center([0, 0])
    .translate([0, 0])
    .rotate([-sight.middle[0], 0])
    .translate(offset(sight, width, height))
    // Borders are drawn from point to point: bending the lines between would cost ten times as much and not be seen.
    .precision(0)
    .clipExtent([[-8, -8], [width + 8, height + 8]]);
}

function offset(sight: Sight, width: number, height: number): [number, number] {
  const latitude = Math.max(-84, Math.min(84, sight.middle[1]));
  const y = -Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360));
  return [width / 2, height / 2 - sight.scale * y];
}

/** Returns the sight in which all points lie within the margin; a lone point is shown with its surroundings. */
export function fit(points: readonly Point[], width: number, height: number, margin = 60): Sight {
  if (points.length === 0) return { middle: [10, 25], scale: width / (2 * Math.PI) };
  const longitudes = points.map(([x]) => x);
  const heights = points.map(([, y]) => Math.log(Math.tan(Math.PI / 4 + (Math.max(-80, Math.min(80, y)) * Math.PI) / 360)));
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const across = Math.max(((east - west) * Math.PI) / 180, 0.06);
  const up = Math.max(high - low, 0.06);
  const scale = Math.min((width - 2 * margin) / across, (height - 2 * margin) / up);
  const latitude = (2 * Math.atan(Math.exp((low + high) / 2)) - Math.PI / 2) * (180 / Math.PI);
  return { middle: [(west + east) / 2, latitude], scale: Math.max(scale, width / (2 * Math.PI) / 1.5) };
}

export type Paint = { sea: string; land: string; border: string; grid: string };

/** Draws the outlines. */
export function paint(canvas: HTMLCanvasElement, world: World, projection: GeoProjection, colours: Paint, density: number): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const path = geoPath(projection, context);
  context.beginPath();
  path(geoGraticule10());
  context.strokeStyle = colours.grid;
  context.lineWidth = 0.6;
  context.stroke();
  context.beginPath();
  for (const country of world.countries) path(country);
  context.fillStyle = colours.land;
  context.fill();
  context.strokeStyle = colours.border;
  context.lineWidth = 0.8;
  context.stroke();
}
