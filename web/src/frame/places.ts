/** The places of a workspace, in the order of the work. */
export const PLACES = [
  { to: "/w/$ws/overblik", name: "place.overview" },
  { to: "/w/$ws/rapporter", name: "place.reports" },
  { to: "/w/$ws/gennemgang", name: "place.review" },
  { to: "/w/$ws/temaer", name: "place.themes" },
  { to: "/w/$ws/evalueringer", name: "place.evaluations" },
  { to: "/w/$ws/indstillinger", name: "place.settings" },
] as const;
export type Place = (typeof PLACES)[number];
